// The field for days on which the restaurant stays closed, whatever its week says: holidays, and weeks away.

import { make } from "/web/fill.js";
import { given, text } from "/web/given.js";
import { Field, WrongInput } from "/web/manager/fields.js";

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_AT_ONCE = 100;

export class ClosedDaysField extends Field {
  static isGroup = true;

  /** Days are ISO dates; `today()` is the restaurant's. */
  constructor(about, today) {
    super(about, make("input", { type: "date" }));
    this.today = today;
  }

  body(input) {
    this.last = make("input", { type: "date" });
    this.list = make("ul", { className: "closed-days" });
    const add = make("button", { type: "button" }, text("manager.add_closed_days"));
    add.addEventListener("click", () => this.add());
    for (const each of [input, this.last]) {
      each.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), this.add()));
    }
    const labelled = (key, date) => make("label", {}, make("span", {}, text(key)), date);
    const dates = [labelled("manager.closed_from", input), labelled("manager.closed_until", this.last)];
    return make("div", {}, this.list, make("div", { className: "dates" }, ...dates, add));
  }

  set(value) {
    this.days = [...(value ?? [])].sort();
    this.input.value = this.last.value = "";
    this.input.min = this.last.min = this.today();
    this.list.replaceChildren(...spansOf(this.days).map((span) => this.line(span)));
  }

  /** The days that are still to come, also those that are written but not added yet. */
  get() {
    const today = this.today();
    return [...new Set([...this.days, ...this.written()])].filter((day) => day >= today).sort();
  }

  say(value) {
    return spansOf(value ?? []).map(inWords).join("; ") || "–";
  }

  /** Take what is written into the list. */
  add() {
    try {
      this.set([...new Set([...this.days, ...this.written()])]);
    } catch (error) {
      if (!(error instanceof WrongInput)) throw error;
      return this.wrong(error.message);
    }
    this.input.focus();
    this.changed();
  }

  written() {
    const [first, last] = [this.input, this.last];
    if ([first, last].some((each) => each.validity.badInput)) throw new WrongInput(text("manager.not_a_day"));
    if (!first.value && !last.value) return [];
    const [from, until] = [first.value || last.value, last.value || first.value];
    const days = 1 + (Date.parse(until) - Date.parse(from)) / DAY_MS;
    if (until < this.today() || days < 1) throw new WrongInput(text("manager.not_a_span"));
    if (days > MOST_AT_ONCE) throw new WrongInput(text("manager.too_long_a_span", { most: MOST_AT_ONCE }));
    return Array.from({ length: days }, (_, place) => dayAfter(from, place));
  }

  line(span) {
    const words = inWords(span);
    const remove = make("button", { type: "button" }, "✕");
    remove.classList.add("is-plain", "is-danger");
    remove.ariaLabel = `${text("manager.remove")}: ${words}`;
    remove.addEventListener("click", () => {
      this.set(this.days.filter((day) => day < span.from || day > span.until));
      this.changed();
    });
    const isPast = span.until < this.today();
    return make("li", { className: isPast ? "muted" : "" }, make("span", {}, words), remove);
  }

  changed() {
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Days that follow each other as one: [{from, until}], from days in their order. */
function spansOf(days) {
  const spans = [];
  for (const day of days) {
    const span = spans.at(-1);
    if (span && dayAfter(span.until, 1) === day) span.until = day;
    else spans.push({ from: day, until: day });
  }
  return spans;
}

function dayAfter(day, count) {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

function inWords({ from, until }) {
  const style = from === until ? { dateStyle: "full" } : { day: "numeric", month: "long", year: "numeric" };
  const format = new Intl.DateTimeFormat(given.language, { ...style, timeZone: "UTC" });
  return from === until ? format.format(new Date(from)) : format.formatRange(new Date(from), new Date(until));
}
