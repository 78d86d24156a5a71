// The cart: what was chosen, what it costs, and the one button that sends it.

import { copyOf, fill, fillList, part } from "/web/fill.js";
import { money, text } from "/web/given.js";
import { closedTitle, opens } from "/web/hours.js";
import { MOST } from "/web/kiosk/cart.js";
import { stepper } from "/web/kiosk/picked.js";

/** Shows a cart, and over its button whether guests can order at all; `changed()` is told after each change. */
export class CartPanel {
  #cart;
  #changed;
  #keys = new WeakMap();
  #last = 0;
  #list = document.getElementById("lines");
  #empty = document.getElementById("no-lines");
  #closed = document.getElementById("closed");
  #taxes = document.getElementById("taxes");
  #total = document.getElementById("total");
  #send = document.getElementById("send");

  constructor(cart, changed) {
    this.#cart = cart;
    this.#changed = changed;
  }

  /** The cart as it is now, over a menu of dishes by id; `closed` is how the restaurant stands while it is. */
  show(dishes, currency, closed) {
    const { lines, taxes, total } = this.#cart;
    this.#empty.hidden = lines.length > 0;
    fillList(this.#list, lines, {
      keyOf: (line) => this.#keyOf(line),
      create: (line) => this.#line(line),
      update: (element, line) => this.#showLine(element, line, this.#cart.whyNot(line, dishes), currency),
    });
    this.#total.textContent = currency ? money(total, currency) : "–";
    const words = taxes.map(({ rate, tax }) => `${text("customer.tax", { rate })} ${money(tax, currency)}`);
    this.#taxes.textContent = words.join(" · ");
    this.#closed.hidden = !closed;
    if (closed) fill(this.#closed, { title: closedTitle(closed), opens: opens(closed) });
    this.#send.setAttribute("aria-disabled", !lines.length || Boolean(closed));
  }

  /** Scroll to the newest line. */
  revealLast() {
    this.#list.lastElementChild?.scrollIntoView({ block: "nearest" });
  }

  #keyOf(line) {
    if (!this.#keys.has(line)) this.#keys.set(line, ++this.#last);
    return this.#keys.get(line);
  }

  #line(line) {
    const element = copyOf("line");
    const change = (quantity) => {
      this.#cart.setQuantity(line, quantity);
      this.#changed();
    };
    const counted = stepper(1, MOST, change, { less: text("kiosk.less"), more: text("kiosk.more") });
    part(element, "quantity").replaceWith(counted.element);
    part(element, "remove").addEventListener("click", () => change(0));
    element.showQuantity = counted.show;
    return element;
  }

  #showLine(element, line, why, currency) {
    const about = [line.options.join(", "), line.note].filter(Boolean).join(" · ");
    fill(element, { name: line.name, price: money(line.unitPrice * line.quantity, currency) });
    fill(element, { about, why, remove: text("customer.remove") });
    element.classList.toggle("is-gone", why !== "");
    element.showQuantity(line.quantity);
  }
}
