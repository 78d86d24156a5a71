// The field for the hours of a week: a line a day, "11:30-14:30, 17:30-23:00".

import { make } from "/web/fill.js";
import { given, text } from "/web/given.js";
import { limitsOf } from "/web/limits.js";
import { Field, WrongInput } from "/web/manager/fields.js";

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 60 * 60 * 1000;

/** A day of the week in the page's language. */
function dayName(place) {
  const format = new Intl.DateTimeFormat(given.language, { weekday: "long", timeZone: "UTC" });
  return format.format(new Date(A_MONDAY + place * DAY_MS));
}

export class HoursField extends Field {
  static isGroup = true;

  /** `always` is the text of no hours at all. */
  constructor(about, always) {
    super(about, make("input", { type: "checkbox" }));
    this.always = always;
    this.label.append(text(always));
    this.input.addEventListener("change", () => this.look());
  }

  body(input) {
    this.label = make("label", { className: "check" }, input);
    this.lines = DAYS.map((day, place) => {
      const line = make("input", { type: "text", placeholder: text("manager.closed_that_day") });
      return { day, line, element: make("label", { className: "day" }, make("span", {}, dayName(place)), line) };
    });
    this.week = make("div", { className: "week" }, ...this.lines.map(({ element }) => element));
    return make("div", {}, this.label, this.week);
  }

  focused() {
    return this.wrongLine ?? this.input;
  }

  look() {
    this.week.hidden = this.input.checked;
  }

  set(value) {
    this.input.checked = value == null;
    this.wrongLine = null;
    for (const { day, line } of this.lines) line.value = (value?.[day] ?? []).join(", ");
    this.look();
  }

  get() {
    if (this.input.checked) return null;
    const hours = {};
    this.lines.forEach(({ day, line }, place) => {
      const spans = line.value.split(/[,;]/).map((span) => span.trim().replace(/\s*[-–]\s*/, "-")).filter(Boolean);
      const pattern = new RegExp(limitsOf("WeekHours", day).pattern ?? "");
      const wrong = spans.find((span) => !pattern.test(span));
      this.wrongLine = wrong === undefined ? null : line;
      if (wrong !== undefined) throw new WrongInput(text("manager.not_hours", { day: dayName(place), found: wrong }));
      if (spans.length) hours[day] = spans;
    });
    return hours;
  }

  say(value) {
    if (value == null) return text(this.always);
    const days = DAYS.map((day, place) => value[day]?.length && `${dayName(place)} ${value[day].join(", ")}`);
    return days.filter(Boolean).join("; ") || text("manager.closed_that_day");
  }
}
