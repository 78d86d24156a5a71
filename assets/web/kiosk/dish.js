// The chosen dish: how many, with which options, a note, and the button that adds it.

import { copyOf, fill, make, part } from "/web/fill.js";
import { money, text } from "/web/given.js";
import { MOST, labelsOf, unitPrice } from "/web/kiosk/cart.js";
import { isOffered, wordsOf } from "/web/kiosk/offered.js";
import { showPhoto } from "/web/kiosk/photo.js";
import { pickOf, stepper } from "/web/kiosk/picked.js";
import { open } from "/web/kiosk/talk.js";

/** A dialog, there while a dish is chosen; `add(line)` gets the line, `closed()` is called when it has gone. */
export class DishSheet {
  #add;
  #closed;
  #dialog = null;
  #dish = null;
  #currency = "";
  #questions = [];
  #quantity = 1;

  constructor({ add, closed }) {
    this.#add = add;
    this.#closed = closed;
  }

  /** Ask about a dish. */
  ask(dish, currency) {
    this.#dialog = copyOf("dish");
    this.#dish = dish;
    this.#currency = currency;
    this.#quantity = 1;
    this.#build();
    this.#show();
    this.#dialog.addEventListener("close", () => {
      this.#dialog = this.#dish = null;
      this.#closed();
    });
    open(this.#dialog);
  }

  /** The menu as it is now: the dish keeps what was chosen, unless it asks other questions or has gone. */
  follow(dishes, currency) {
    if (!this.#dish) return;
    const dish = dishes.get(this.#dish.id);
    if (!dish || !isOffered(dish)) return this.#dialog.close();
    const asksOther = JSON.stringify([dish.modifiers, dish.labels]) !== JSON.stringify([this.#dish.modifiers, this.#dish.labels]);
    this.#dish = dish;
    this.#currency = currency;
    if (asksOther) this.#buildQuestions();
    this.#show();
  }

  get #options() {
    return this.#questions.flatMap((question) => question.chosen());
  }

  #build() {
    const dialog = this.#dialog;
    const words = { less: text("kiosk.less"), more: text("kiosk.more") };
    const counted = stepper(1, MOST, (count) => ((this.#quantity = count), this.#show()), words);
    part(dialog, "quantity").replaceWith(counted.element);
    part(dialog, "note").placeholder = text("customer.note");
    part(dialog, "note").setAttribute("aria-label", text("customer.note"));
    part(dialog, "close").setAttribute("aria-label", text("common.close"));
    part(dialog, "close").addEventListener("click", () => dialog.close());
    const photo = part(dialog, "photo");
    photo.addEventListener("error", () => photo.removeAttribute("src"));
    part(dialog, "add").addEventListener("click", () => this.#finish());
    this.#buildQuestions();
  }

  #buildQuestions() {
    this.#questions = (this.#dish.modifiers ?? []).map((modifier, place) =>
      questionOf(modifier, labelsOf(this.#dish, place), `question-${place}`, this.#currency, () => this.#show()),
    );
    part(this.#dialog, "questions").replaceChildren(...this.#questions.map((question) => question.element));
  }

  #show() {
    const dish = this.#dish;
    const price = unitPrice(dish, this.#options) * this.#quantity;
    const [left, tone] = wordsOf(dish);
    part(this.#dialog, "left").dataset.tone = tone;
    const allergens = dish.allergens?.length ? text("customer.contains", { what: dish.allergens.join(", ") }) : "";
    fill(this.#dialog, { dish: dish.name, about: dish.description, left, allergens, diet: dish.diet?.join(", ") });
    fill(this.#dialog, { add: text("customer.add_for", { price: money(price, this.#currency) }) });
    showPhoto(part(this.#dialog, "photo"), dish);
    for (const question of this.#questions) if (question.isEnough()) question.mark(false);
    if (this.#questions.every((question) => question.isEnough())) fill(this.#dialog, { missing: "" });
  }

  #finish() {
    const missing = this.#questions.filter((question) => !question.isEnough());
    for (const question of this.#questions) question.mark(missing.includes(question));
    if (missing.length) {
      const names = missing.map((question) => question.name).join(", ");
      fill(this.#dialog, { missing: text("customer.choice_missing", { what: names }) });
      return missing[0].element.scrollIntoView({ block: "nearest" });
    }
    const dish = this.#dish;
    const note = part(this.#dialog, "note").value.trim();
    const line = { itemId: dish.id, name: dish.name, note, options: this.#options, quantity: this.#quantity };
    this.#dialog.close();
    this.#add({ ...line, unitPrice: unitPrice(dish, line.options) });
  }
}

/** A question of a dish, its options being ordered by `labels`: radio buttons where one answer is wanted, else check buttons. */
function questionOf(modifier, labels, group, currency, changed) {
  const [least, most] = modifier.choose ?? [0, 1];
  const isOne = least === 1 && most === 1;
  const how = least === most ? "choose_exactly" : least ? "choose_between" : "choose_up_to";
  const element = make("fieldset", { className: "choice" },
    make("legend", {}, make("b", { dir: "auto" }, modifier.name), " ",
      make("span", { className: "how" }, text(`customer.${how}`, { least, most }))));
  const boxes = new Map();
  let order = [];
  for (const [place, option] of modifier.options.entries()) {
    const label = labels[place];
    const pick = pickOf(group, isOne ? "radio" : "checkbox");
    fill(pick, { name: option.name, price: option.price ? `+${money(option.price, currency)}` : "" });
    const box = pick.querySelector("input");
    boxes.set(label, box);
    box.addEventListener("change", () => {
      order = order.filter((other) => boxes.get(other).checked && other !== label);
      if (box.checked) order.push(label);
      // The oldest choice gives way: one tap changes one's mind.
      if (!isOne && order.length > Math.max(1, most)) boxes.get(order.shift()).checked = false;
      changed();
    });
    element.append(pick);
  }
  const chosen = () => [...boxes].filter(([, box]) => box.checked).map(([label]) => label);
  return {
    element,
    name: modifier.name,
    chosen,
    isEnough: () => chosen().length >= least && chosen().length <= most,
    mark: (isMissing) => element.classList.toggle("is-missing", isMissing),
  };
}
