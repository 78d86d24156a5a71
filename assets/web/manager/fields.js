// The fields of forms: each shows a value of a document, and gives it back as it was edited.

import { copyOf, fill, make, part } from "/web/fill.js";
import { given, minorDigits, text } from "/web/given.js";
import { limitsOf } from "/web/limits.js";

let made = 0;

/** What stands in a field and cannot be; `message` is the sentence for whoever wrote it. */
export class WrongInput extends Error {}

/**
 * A field: `element` stands in the form; `get` returns the value or throws WrongInput; `set` shows one;
 * `say` writes a value as people read it. `cannotBe` is the text for what its type does not take, `badValue` for a {value}
 * that the settings do not.
 * `input` is what gets the focus when something is wrong with it.
 */
class Field {
  /** Whether it has several inputs; then its label is that of all of them. */
  static isGroup = false;

  constructor({ name, label, hint = "", cannotBe = "manager.cannot_be", badValue = "manager.bad_value" }, input) {
    this.name = name;
    this.cannotBe = cannotBe;
    this.badValue = badValue;
    this.input = input;
    this.element = fill(copyOf("field"), { label: text(label), hint: hint && text(hint), take: text("manager.take_theirs") });
    part(this.element, "hint").hidden = !hint;
    part(this.element, "input").append(this.body(input));
    this.id = `field-${(made += 1)}`;
    this.describe();
    part(this.element, "take").addEventListener("click", () => this.onTake?.());
  }

  /** Tie label, hint and what is wrong to the input, for those who do not see them beside each other. */
  describe() {
    const [label, hint, wrong] = ["label", "hint", "wrong"].map((name) => part(this.element, name));
    [label.id, hint.id, wrong.id] = ["label", "hint", "wrong"].map((name) => `${this.id}-${name}`);
    const described = this.constructor.isGroup ? this.element : this.focused();
    described.setAttribute("aria-describedby", `${hint.id} ${wrong.id}`);
    if (this.constructor.isGroup) {
      this.element.setAttribute("role", "group");
      this.element.setAttribute("aria-labelledby", label.id);
    } else {
      described.id ||= this.id;
      label.htmlFor = described.id;
    }
  }

  body(input) {
    return input;
  }

  focused() {
    return this.input;
  }

  wrong(message) {
    part(this.element, "wrong").textContent = message ?? "";
    for (const each of this.element.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid");
    if (message) this.focused().setAttribute("aria-invalid", "true");
  }

  /** Say what is amiss with the value that is in force; "" says nothing. */
  warn(message) {
    fill(this.element, { warning: message });
    part(this.element, "warning").hidden = !message;
  }

  /** Say that somebody else wrote another value meanwhile; undefined says nothing. */
  theirs(value) {
    const shown = part(this.element, "theirs");
    shown.hidden = value === undefined;
    if (value !== undefined) fill(shown, { "theirs-text": text("manager.changed_to", { value: this.say(value) }) });
  }

  say(value) {
    return value == null || value === "" ? "–" : String(value);
  }
}

export class TextField extends Field {
  constructor(about, { optional = false, lines = 1, type = "text" } = {}) {
    const input = lines > 1 ? make("textarea", { rows: lines }) : make("input", { type });
    const { maxLength } = limitsOf(about.of, about.name);
    if (maxLength) input.maxLength = maxLength;
    super(about, input);
    this.optional = optional;
  }

  get() {
    const value = this.input.value.trim();
    if (!value && this.optional === null) return null;
    if (!value && !this.optional) throw new WrongInput(text("manager.needed"));
    return value;
  }

  set(value) {
    this.input.value = value ?? "";
  }
}

export class NumberField extends Field {
  constructor(about, { optional = false } = {}) {
    const input = make("input", { inputMode: "numeric", className: "short" });
    super(about, input);
    this.limits = limitsOf(about.of, about.name);
    this.optional = optional;
  }

  get() {
    return readNumber(this.input.value, this.limits, this.optional);
  }

  set(value) {
    this.input.value = value ?? "";
  }
}

export class MoneyField extends Field {
  constructor(about, currency) {
    super(about, make("input", { inputMode: "decimal", className: "short" }));
    this.limits = limitsOf(about.of, about.name);
    this.currency = currency;
  }

  get() {
    return readMoney(this.input.value, this.currency(), this.limits);
  }

  set(value) {
    this.input.value = value == null ? "" : writeMoney(value, this.currency());
  }

  say(value) {
    return writeMoney(value, this.currency());
  }
}

export class CheckField extends Field {
  constructor(about, otherwise = false) {
    super(about, make("input", { type: "checkbox" }));
    this.element.classList.add("is-check");
    this.otherwise = otherwise;
  }

  get() {
    return this.input.checked;
  }

  set(value) {
    this.input.checked = value ?? this.otherwise;
  }

  say(value) {
    return text(value ?? this.otherwise ? "manager.yes" : "manager.no");
  }
}

export class SelectField extends Field {
  /** `options()` gives [value, label] pairs; `none` is the label of null, if null may be chosen. */
  constructor(about, options, { none } = {}) {
    super(about, make("select"));
    this.options = options;
    this.none = none;
    this.shown = "";
  }

  get() {
    return this.input.value === "" ? null : this.byText.get(this.input.value);
  }

  set(value) {
    this.offer(value);
    this.input.value = value == null ? "" : String(value);
  }

  offer(value) {
    const pairs = this.options();
    if (value != null && !pairs.some(([each]) => each === value)) pairs.push([value, String(value)]);
    const shown = JSON.stringify(pairs);
    this.byText = new Map(pairs.map(([each]) => [String(each), each]));
    if (shown === this.shown) return;
    this.shown = shown;
    const before = this.input.value;
    const offered = pairs.map(([each, label]) => make("option", { value: String(each) }, label));
    if (this.none !== undefined) offered.unshift(make("option", { value: "" }, text(this.none)));
    this.input.replaceChildren(...offered);
    this.input.value = before;
  }

  /** What can be chosen has changed; what was chosen stays. */
  refresh() {
    this.offer(this.get());
  }

  say(value) {
    return this.options().find(([each]) => each === value)?.[1] ?? super.say(value);
  }
}

/** Words out of those in use, each a button to press, and a line to write others. */
export class WordsField extends Field {
  constructor(about, known) {
    super(about, make("input", { type: "text" }));
    this.known = known;
    this.chosen = [];
    this.input.placeholder = text("manager.add_word");
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== ",") return;
      event.preventDefault();
      this.add();
    });
    this.input.addEventListener("change", () => this.add());
  }

  body(input) {
    this.chips = make("div", { className: "chips" });
    return make("div", {}, this.chips, input);
  }

  add() {
    const words = this.input.value.split(",").map((word) => word.trim());
    this.input.value = "";
    this.set([...this.chosen, ...words.filter((word) => word && !this.chosen.includes(word))]);
    this.changed();
  }

  get() {
    const written = this.input.value.trim();
    return written && !this.chosen.includes(written) ? [...this.chosen, written] : [...this.chosen];
  }

  set(value) {
    this.chosen = [...(value ?? [])];
    const words = [...new Set([...this.known(), ...this.chosen])].sort((a, b) => a.localeCompare(b));
    this.chips.replaceChildren(...words.map((word) => this.chip(word)));
  }

  chip(word) {
    const button = make("button", { type: "button", className: "chip" }, word);
    const show = () => button.setAttribute("aria-pressed", String(this.chosen.includes(word)));
    button.addEventListener("click", () => {
      this.chosen = this.chosen.includes(word) ? this.chosen.filter((each) => each !== word) : [...this.chosen, word];
      show();
      this.changed();
    });
    show();
    return button;
  }

  changed() {
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  say(value) {
    return value?.length ? value.join(", ") : "–";
  }
}

/** A field that shows its value as a text of lines or parts; `read` throws WrongInput. */
export class WrittenField extends Field {
  constructor(about, { read, write, lines = 1 }) {
    super(about, lines > 1 ? make("textarea", { rows: lines }) : make("input", { type: "text" }));
    this.read = read;
    this.write = write;
  }

  get() {
    return this.read(this.input.value);
  }

  set(value) {
    this.input.value = this.write(value);
  }

  say(value) {
    return this.write(value) || "–";
  }
}

/** A whole number as people write it; null for nothing, where that may be. Throws WrongInput. */
export function readNumber(written, { minimum = 0, maximum = 1e9 } = {}, optional = false) {
  const bare = written.trim();
  if (!bare && optional) return null;
  const number = /^\d{1,9}$/.test(bare) ? Number(bare) : NaN;
  if (!(number >= minimum && number <= maximum)) throw new WrongInput(text("manager.not_a_number", { minimum, maximum }));
  return number;
}

/** Minor units of a price as people write it ("6.50", "6,5"); the server reads files so too. Throws WrongInput. */
export function readMoney(written, currency, { maximum }) {
  const digits = minorDigits(currency);
  const found = written.trim().match(/^(\d{0,12})(?:[.,](\d+))?$/);
  const fraction = found?.[2] ?? "";
  const minor = Number((found?.[1] ?? "") + fraction.padEnd(digits, "0"));
  if (!found?.[0] || fraction.length > digits || minor > maximum) {
    throw new WrongInput(text("manager.not_a_price", { example: writeMoney(1250, currency) }));
  }
  return minor;
}

/** A price as a field shows it, with the decimal sign of the page's language. */
export function writeMoney(minor, currency) {
  const digits = minorDigits(currency);
  const style = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false };
  return new Intl.NumberFormat(given.language, { ...style, numberingSystem: "latn" }).format(minor / 10 ** digits);
}

export { Field };
