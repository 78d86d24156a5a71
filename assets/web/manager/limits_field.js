// The field for the limits on what senders may send: a number for each that people would change.

import { make } from "/web/fill.js";
import { text } from "/web/given.js";
import { limitsOf } from "/web/limits.js";
import { Field, readNumber, WrongInput } from "/web/manager/fields.js";

const OFFERED = ["order_items", "outbox_minutes", "guest_rate", "guest_burst"];

export class LimitsField extends Field {
  static isGroup = true;

  body(input) {
    this.inputs = OFFERED.map((name) => {
      const number = make("input", { inputMode: "numeric", className: "short" });
      return { name, number, element: make("label", { className: "limit" }, make("span", {}, text(`manager.limit_${name}`)), number) };
    });
    input.hidden = true;
    return make("div", {}, ...this.inputs.map(({ element }) => element), input);
  }

  constructor(about) {
    super(about, make("input", { type: "text" }));
  }

  focused() {
    return this.inputs[0].number;
  }

  set(value) {
    this.others = value ?? {};
    for (const { name, number } of this.inputs) {
      number.value = value?.[name] ?? "";
      number.placeholder = limitsOf("Limits", name).default ?? "";
    }
  }

  get() {
    const limits = { ...this.others };
    for (const { name, number } of this.inputs) {
      try {
        const read = readNumber(number.value, limitsOf("Limits", name), true);
        limits[name] = read ?? limitsOf("Limits", name).default;
      } catch (error) {
        if (!(error instanceof WrongInput)) throw error;
        throw new WrongInput(`${text(`manager.limit_${name}`)}: ${error.message}`);
      }
    }
    return limits;
  }

  say(value) {
    return this.inputs.map(({ name }) => value?.[name] ?? limitsOf("Limits", name).default).join(", ");
  }
}
