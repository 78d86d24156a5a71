// The field in which a dish's questions are written: how many answers each takes, and what they add to the price.

import { copyOf, fill, make, part } from "/web/fill.js";
import { text } from "/web/given.js";
import { limitsOf } from "/web/limits.js";
import { Field, readMoney, readNumber, WrongInput, writeMoney } from "/web/manager/fields.js";

export class ModifiersField extends Field {
  static isGroup = true;

  constructor(about, currency) {
    super(about, make("button", { type: "button" }, text("manager.add_modifier")));
    this.currency = currency;
    this.input.addEventListener("click", () => {
      const added = this.modifier({ name: "", options: [{ name: "" }, { name: "" }] });
      this.all.append(added);
      part(added, "name").focus();
      this.changed();
    });
  }

  body(input) {
    this.all = make("div");
    return make("div", {}, this.all, input);
  }

  set(value) {
    this.all.replaceChildren(...(value ?? []).map((modifier) => this.modifier(modifier)));
  }

  get() {
    return [...this.all.children].map((element) => this.read(element));
  }

  say(value) {
    return (value ?? []).map((modifier) => modifier.name).join(", ") || "–";
  }

  modifier({ name, options, choose = [0, 1] }) {
    const element = fill(copyOf("modifier"), {
      "name-label": text("manager.modifier_name"),
      "fewest-label": text("manager.modifier_fewest"),
      "most-label": text("manager.modifier_most"),
      add: text("manager.add_option"),
      remove: text("manager.remove"),
    });
    part(element, "name").value = name;
    part(element, "name").maxLength = limitsOf("Modifier", "name").maxLength;
    [part(element, "fewest").value, part(element, "most").value] = choose;
    const all = part(element, "options");
    all.append(...options.map((option) => this.option(option)));
    part(element, "add").addEventListener("click", () => {
      const added = this.option({ name: "" });
      all.append(added);
      part(added, "name").focus();
      this.changed();
    });
    this.removes(element);
    return element;
  }

  option({ name, price = 0 }) {
    const element = copyOf("option");
    const [nameInput, priceInput] = [part(element, "name"), part(element, "price")];
    Object.assign(nameInput, { value: name, placeholder: text("manager.option_name"), ariaLabel: text("manager.option_name") });
    nameInput.maxLength = limitsOf("Option", "name").maxLength;
    Object.assign(priceInput, {
      value: price ? writeMoney(price, this.currency()) : "",
      placeholder: `+ ${writeMoney(0, this.currency())}`,
      ariaLabel: text("manager.option_price"),
    });
    part(element, "remove").ariaLabel = text("manager.remove");
    this.removes(element);
    return element;
  }

  removes(element) {
    part(element, "remove").addEventListener("click", () => {
      element.remove();
      this.changed();
    });
  }

  read(element) {
    const called = part(element, "name").value.trim();
    if (!called) throw new WrongInput(text("manager.modifier_unnamed"));
    const options = [...part(element, "options").children]
      .map((option) => ({ name: part(option, "name").value.trim(), price: part(option, "price").value.trim() }))
      .filter((option) => option.name || option.price);
    if (!options.length || options.some((option) => !option.name)) {
      throw new WrongInput(text("manager.modifier_without_options", { modifier: called }));
    }
    const choose = ["fewest", "most"].map((name) => readNumber(part(element, name).value, limitsOf("Modifier", "choose")));
    return {
      name: called,
      options: options.map(({ name, price }) => priced(name, price ? readMoney(price, this.currency(), limitsOf("Option", "price")) : 0)),
      choose,
    };
  }

  changed() {
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function priced(name, price) {
  return price ? { name, price } : { name };
}
