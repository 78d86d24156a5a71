// The field for tax rates: a line a rate, its name and its percentage.

import { make } from "/web/fill.js";
import { text } from "/web/given.js";
import { limitsOf } from "/web/limits.js";
import { Field, WrongInput } from "/web/manager/fields.js";

export class TaxesField extends Field {
  static isGroup = true;

  constructor(about) {
    super(about, make("button", { type: "button" }, text("manager.add_tax")));
    this.input.addEventListener("click", () => {
      this.lines.append(this.line("", ""));
      this.lines.lastElementChild.name.focus();
      this.changed();
    });
  }

  /** The rates that go by another name than when they were shown: old to new. */
  get renamed() {
    const lines = [...this.lines.children].filter(({ was, name }) => was && was !== name.value.trim());
    return Object.fromEntries(lines.map(({ was, name }) => [was, name.value.trim()]));
  }

  /** What was renamed is renamed, and goes by these names from now on. */
  saved() {
    for (const line of this.lines.children) line.was = line.name.value.trim();
  }

  body(input) {
    this.lines = make("div");
    return make("div", {}, this.lines, input);
  }

  focused() {
    return this.wrongInput ?? this.input;
  }

  set(value) {
    const known = new Map([...this.lines.children].map(({ was, name }) => [name.value.trim(), was]));
    const lines = Object.entries(value ?? {}).map(([name, rate]) => this.line(name, rate, known.get(name) ?? name));
    this.lines.replaceChildren(...lines);
    this.wrongInput = null;
  }

  get() {
    const rates = new Map();
    for (const { name, rate } of this.lines.children) {
      const [called, written] = [name.value.trim(), rate.value.trim()];
      if (!called && !written) continue;
      if (!called) this.refuse(name, text("manager.needed"));
      if (rates.has(called)) this.refuse(name, text("manager.tax_twice", { name: called }));
      if (!/^\d+([.,]\d+)?$/.test(written)) this.refuse(rate, text("manager.not_a_rate", { name: called }));
      rates.set(called, written.replace(",", "."));
    }
    this.wrongInput = null;
    return Object.fromEntries(rates);
  }

  say(value) {
    return Object.entries(value ?? {}).map(([name, rate]) => `${name} ${rate} %`).join(", ") || "–";
  }

  line(name, rate, was = "") {
    const named = make("input", { type: "text", value: name, maxLength: limitsOf("MenuItem", "tax").maxLength, dir: "auto" });
    const rated = make("input", { type: "text", value: rate, inputMode: "decimal", className: "short" });
    const remove = make("button", { type: "button", ariaLabel: text("manager.remove") }, "✕");
    remove.classList.add("is-plain", "is-danger");
    named.ariaLabel = named.placeholder = text("manager.tax_name");
    rated.ariaLabel = text("manager.tax_rate");
    const line = make("div", { className: "tax" }, named, rated, make("span", {}, "%"), remove);
    remove.addEventListener("click", () => {
      line.remove();
      this.changed();
    });
    return Object.assign(line, { name: named, rate: rated, was });
  }

  refuse(input, message) {
    this.wrongInput = input;
    throw new WrongInput(message);
  }

  changed() {
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
