// The menu: categories as chips, a search, a filter, the dishes as radio tiles.

import { copyOf, fill, fillList, make, part } from "/web/fill.js";
import { money, text } from "/web/given.js";
import { isOffered, wordsOf } from "/web/kiosk/offered.js";
import { showPhoto } from "/web/kiosk/photo.js";
import { pickOf } from "/web/kiosk/picked.js";
import { open } from "/web/kiosk/talk.js";
import { allows, count, isFound, noWishes, used } from "/web/kiosk/wishes.js";

/** Shows the dishes of one category, or those that a search finds; `choose(id)` is told which is tapped. */
export class Menu {
  #choose;
  #categories = [];
  #dishes = new Map();
  #currency = "";
  #category = "";
  #wishes = noWishes();
  #chips = document.getElementById("categories");
  #search = document.getElementById("search");
  #filter = document.getElementById("filter");
  #tiles = document.getElementById("dishes");
  #empty = document.getElementById("no-dishes");

  constructor(choose) {
    this.#choose = choose;
    this.#search.addEventListener("input", () => this.#arrange({ fromTop: true }));
    this.#filter.addEventListener("click", () => this.#askWishes());
  }

  /** The menu as it is now: Maps of categories and dishes by id. */
  show(categories, dishes, currency) {
    const inUse = new Set([...dishes.values()].map((dish) => dish.category));
    const listed = [...categories.values()].filter((category) => inUse.has(category.id));
    this.#categories = listed.sort((one, other) => byOrder(one, other));
    this.#dishes = dishes;
    this.#currency = currency;
    if (!this.#categories.some((each) => each.id === this.#category)) this.#category = this.#categories[0]?.id ?? "";
    this.#showChips();
    this.#showFilter();
    this.#arrange({});
  }

  /** No dish is chosen any more. */
  unchoose() {
    for (const radio of this.#tiles.querySelectorAll(":checked")) radio.checked = false;
  }

  /** For the next guest: the first category, nothing sought, nothing filtered. */
  startAgain() {
    this.#search.value = "";
    this.#wishes = noWishes();
    this.#category = this.#categories[0]?.id ?? "";
    this.#showChips();
    this.#chips.scrollTop = 0;
    this.#showFilter();
    this.#arrange({ fromTop: true });
    this.unchoose();
  }

  // ------------------------------------------------------------------------------ choosing

  #showChips() {
    fillList(this.#chips, this.#categories, {
      keyOf: (category) => category.id,
      create: (category) => this.#chip(category),
      update: (chip, category) => {
        fill(chip, { name: category.name });
        chip.querySelector("input").checked = category.id === this.#category;
      },
    });
  }

  #chip(category) {
    const chip = pickOf("category", "radio");
    // A click: the category that is chosen already brings the guest back from a search.
    chip.querySelector("input").addEventListener("click", () => {
      this.#category = category.id;
      this.#search.value = "";
      this.#arrange({ fromTop: true });
    });
    return chip;
  }

  #showFilter() {
    const wished = count(this.#wishes);
    this.#filter.textContent = wished ? text("customer.filter_on", { count: wished }) : text("customer.filter_off");
    this.#filter.classList.toggle("is-on", wished > 0);
    const { allergens, diets } = used(this.#dishes.values());
    this.#filter.disabled = !allergens.size && !diets.size;
  }

  #askWishes() {
    const dialog = copyOf("wishes");
    const { allergens, diets } = used(this.#dishes.values());
    const groups = [["without", allergens, "customer.filter_without"], ["diets", diets, "customer.filter_diet"]];
    fill(dialog, { title: text("customer.filter"), traces: text("customer.filter_traces") });
    fill(dialog, { clear: text("customer.filter_clear"), show: text("customer.filter_show") });
    for (const [kind, words, key] of groups) if (words.size) part(dialog, "groups").append(this.#group(kind, words, text(key)));
    part(dialog, "clear").addEventListener("click", () => {
      this.#wishes = noWishes();
      for (const box of dialog.querySelectorAll("input")) box.checked = false;
      this.#wished();
    });
    part(dialog, "show").addEventListener("click", () => dialog.close());
    open(dialog);
  }

  #group(kind, words, title) {
    const group = make("fieldset", { className: "choice" }, make("legend", {}, title));
    for (const [key, word] of words) {
      const pick = fill(pickOf(kind, "checkbox"), { name: word });
      const box = pick.querySelector("input");
      box.checked = this.#wishes[kind].has(key);
      box.addEventListener("change", () => {
        this.#wishes[kind][box.checked ? "add" : "delete"](key);
        this.#wished();
      });
      group.append(pick);
    }
    return group;
  }

  #wished() {
    this.#showFilter();
    this.#arrange({ fromTop: true });
  }

  // ------------------------------------------------------------------------------- showing

  #wanted() {
    const sought = this.#search.value.trim();
    const places = new Map(this.#categories.map((category, place) => [category.id, place]));
    const found = [...this.#dishes.values()].filter(
      (dish) => (sought ? isFound(dish, sought) : dish.category === this.#category) && allows(this.#wishes, dish),
    );
    const place = (dish) => places.get(dish.category) ?? 0;
    return found.sort((one, other) => place(one) - place(other) || byOrder(one, other));
  }

  #arrange({ fromTop = false }) {
    const wanted = this.#wanted();
    const pictured = wanted.some((dish) => dish.photo);
    this.#tiles.classList.toggle("is-pictured", pictured);
    fillList(this.#tiles, wanted, {
      keyOf: (dish) => dish.id,
      create: (dish) => this.#tile(dish),
      update: (tile, dish) => this.#showTile(tile, dish),
    });
    if (fromTop) this.#tiles.scrollTop = 0;
    this.#showEmpty(wanted.length > 0);
  }

  #showEmpty(isFull) {
    const sought = this.#search.value.trim();
    const key = sought ? "not_found" : count(this.#wishes) ? "filtered" : "menu_empty";
    this.#empty.hidden = isFull;
    this.#tiles.hidden = !isFull;
    fill(this.#empty, { title: text(`customer.${key}_title`), text: text(`customer.${key}`) });
  }

  #tile(dish) {
    const tile = copyOf("tile");
    const radio = tile.querySelector("input");
    radio.addEventListener("change", () => this.#choose(dish.id));
    const photo = part(tile, "photo");
    photo.addEventListener("error", () => photo.removeAttribute("src"));
    return tile;
  }

  #showTile(tile, dish) {
    const [left, tone] = wordsOf(dish);
    fill(tile, {
      name: dish.name,
      price: money(dish.price, this.#currency),
      about: dish.description,
      allergens: dish.allergens?.length ? text("customer.contains", { what: dish.allergens.join(", ") }) : "",
      diet: dish.diet?.join(", "),
      left,
    });
    part(tile, "leaf").toggleAttribute("hidden", !dish.diet?.length);
    part(tile, "left").dataset.tone = tone;
    tile.classList.toggle("is-not-offered", !isOffered(dish));
    tile.querySelector("input").disabled = !isOffered(dish);
    showPhoto(part(tile, "photo"), dish);
  }
}

function byOrder(one, other) {
  return (one.order ?? 0) - (other.order ?? 0) || (one.name < other.name ? -1 : 1);
}
