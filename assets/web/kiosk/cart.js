// What a guest has chosen and not yet sent, with sums for the screen; the server has the last word.

import { portions, whyNot } from "/web/kiosk/offered.js";
import { taxesOn } from "/web/kiosk/taxes.js";
import { limitsOf } from "/web/limits.js";

/** Portions in one line: the most that the wire takes. */
export const { maximum: MOST } = limitsOf("WantedItem", "quantity");

/** What the options of a dish's modifier are ordered by. */
export function labelsOf(dish, place) {
  return dish.labels?.[place] ?? dish.modifiers[place].options.map((option) => option.name);
}

/** What a portion costs by the menu, in minor units: the dish and what each chosen option adds. */
export function unitPrice(dish, chosen) {
  const added = (dish.modifiers ?? []).flatMap((modifier, place) => {
    const labels = labelsOf(dish, place);
    return modifier.options.filter((_, index) => chosen.includes(labels[index])).map((option) => option.price ?? 0);
  });
  return added.reduce((sum, price) => sum + price, dish.price);
}

/** Lines {itemId, name, unitPrice, quantity, note, options} in the order in which they were chosen. */
export class Cart {
  lines = [];
  #isTaxAdded = false;

  /** Minor units to pay for everything. */
  get total() {
    const taxes = this.taxes.reduce((sum, each) => sum + each.tax, 0);
    return this.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, taxes);
  }

  /** The taxes that come on top of the prices: [{rate, tax}]. */
  get taxes() {
    if (!this.#isTaxAdded) return [];
    return taxesOn(this.lines.map((line) => [line.taxRate, line.unitPrice * line.quantity]));
  }

  /** Add portions, to the lines that are chosen alike as far as those have room. */
  add(line) {
    let left = line.quantity;
    for (const other of this.lines.filter((each) => alike(each, line))) {
      const taken = Math.min(left, MOST - other.quantity);
      other.quantity += taken;
      left -= taken;
    }
    if (left) this.lines.push({ ...line, quantity: left });
  }

  /** As many portions of a line; none takes it out. */
  setQuantity(line, quantity) {
    if (quantity > 0) line.quantity = Math.min(quantity, MOST);
    else this.lines = this.lines.filter((each) => each !== line);
  }

  /** Why a line cannot be sent by the menu as it is now, a Map of dishes by id; nothing where it can. */
  whyNot(line, dishes) {
    const alike = this.lines.filter((each) => each.itemId === line.itemId);
    return whyNot(dishes.get(line.itemId), alike.reduce((sum, each) => sum + each.quantity, 0));
  }

  /** Keep only what can be sent by the menu as it is now. */
  keepPossible(dishes) {
    const kept = new Map();
    for (const line of this.lines) {
      const before = kept.get(line.itemId) ?? 0;
      const quantity = Math.min(line.quantity, portions(dishes.get(line.itemId)) - before);
      kept.set(line.itemId, before + quantity);
      this.setQuantity(line, quantity);
    }
  }

  /** Empty the cart. */
  takeAll() {
    const lines = this.lines;
    this.lines = [];
    return lines;
  }

  /** Take names, prices and taxes from the menu as it is now, a Map of dishes by id, and from the restaurant. */
  follow(dishes, restaurant) {
    this.#isTaxAdded = restaurant?.tax_added === true;
    for (const line of this.lines) {
      const dish = dishes.get(line.itemId);
      if (!dish) continue;
      const taxRate = restaurant?.tax_rates?.[dish.tax];
      Object.assign(line, { name: dish.name, unitPrice: unitPrice(dish, line.options), taxRate });
    }
  }

  /** The dishes as a command carries them. */
  get wanted() {
    return this.lines.map(({ itemId, quantity, note, options }) => ({
      item_id: itemId, quantity, note, options,
    }));
  }
}

function alike(one, other) {
  return one.itemId === other.itemId && one.note === other.note && String(one.options) === String(other.options);
}
