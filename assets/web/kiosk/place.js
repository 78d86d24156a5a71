// Where an order goes: to a table by its number, or over the counter to a guest by name.

import { text } from "/web/given.js";
import { askDigits } from "/web/kiosk/keypad.js";
import { limitsOf } from "/web/limits.js";

const MOST_DIGITS = String(limitsOf("Area", "tables").maximum).length;

/** The switch between the two, the button with the table's number, and the field for the name. */
export class Place {
  #table = null;
  #tables;
  #switches = [...document.querySelectorAll("[name=place]")];
  #button = document.getElementById("table");
  #name = document.getElementById("guest");

  /** `tables()` are the numbers that the restaurant lists; none listed, and the server knows which there are. */
  constructor(tables) {
    this.#tables = tables;
    for (const each of this.#switches) each.addEventListener("change", () => this.show());
    this.#button.addEventListener("click", () => this.ask());
    this.#name.addEventListener("input", () => this.#mark(false));
    this.show();
  }

  /** Whether a guest began to say it. */
  get isEmpty() {
    return this.#table === null && !this.#name.value.trim() && this.#atTable;
  }

  /** {table} or {name}, or null where it is missing: the guest is asked for it. */
  read() {
    if (this.#atTable) return this.#table === null ? null : { table: this.#table };
    const name = this.#name.value.trim();
    return name ? { name } : null;
  }

  /** The strings' key of what is missing. */
  get missing() {
    return this.#atTable ? "customer.table_missing" : "customer.name_missing";
  }

  /** Let the guest say it now. */
  ask() {
    this.#mark(true);
    if (!this.#atTable) return this.#name.focus();
    askDigits({
      title: text("customer.for_table"), said: text("kiosk.table_hint"), most: MOST_DIGITS,
      ok: (digits) => this.#take(Number(digits)),
    });
  }

  /** What an order that was not taken was for, unless something else was said since. */
  bringBack(place) {
    if (!this.isEmpty) return;
    this.#choose(place.table ? "table" : "takeaway");
    this.#table = place.table ?? null;
    this.#name.value = place.name ?? "";
    this.show();
  }

  /** For the next guest. */
  clear() {
    this.#table = null;
    this.#name.value = "";
    this.#choose("table");
    this.show();
  }

  /** As it is now, in the language that is spoken now. */
  show() {
    this.#mark(false);
    this.#button.hidden = !this.#atTable;
    this.#name.hidden = this.#atTable;
    this.#button.textContent = this.#table ?? text("customer.table_number");
    this.#button.classList.toggle("is-said", this.#table !== null);
  }

  get #atTable() {
    return this.#switches.find((each) => each.checked).value === "table";
  }

  #take(number) {
    const tables = this.#tables();
    if (number < 1 || (tables.length && !tables.includes(number))) {
      return text("customer.table_unknown_title", { text: number });
    }
    this.#table = number;
    this.show();
    return "";
  }

  #choose(kind) {
    for (const each of this.#switches) each.checked = each.value === kind;
  }

  #mark(isMissing) {
    const field = this.#atTable ? this.#button : this.#name;
    for (const each of [this.#button, this.#name]) each.toggleAttribute("aria-invalid", false);
    if (isMissing && !this.read()) field.setAttribute("aria-invalid", "true");
  }
}

/** A place as a sentence names it. */
export function inWords(place) {
  if (place.table) return text("customer.place_table", { table: place.table });
  return text("customer.place_takeaway", { name: place.name });
}

/** A place as a list names it. */
export function asTitle(place) {
  return place.name || text("customer.progress_table", { table: place.table });
}
