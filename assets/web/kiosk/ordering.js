// The way of this tablet's orders: kept, sent, answered or refused, watched until served.

import { money, refusalText, text } from "/web/given.js";
import { closedTitle, inWords as refusalInWords, opens } from "/web/hours.js";
import { newId } from "/web/ids.js";
import { Orders } from "/web/kiosk/orders.js";
import { Outbox } from "/web/kiosk/outbox.js";
import { inWords } from "/web/kiosk/place.js";
import { Sender } from "/web/kiosk/sender.js";
import { tell } from "/web/kiosk/talk.js";

const PATIENCE_MS = 3000;
const DEFAULT_MINUTES = 10;

/**
 * Sends what is in the cart. `dishes()` is the menu by id, `restaurant()` the restaurant's document, `able()` whether
 * the server would take an order from here now, `closed()` how the restaurant stands while it is closed; `changed()`
 * is called when cart or orders are to be drawn anew.
 */
export class Ordering {
  #link;
  #cart;
  #place;
  #dishes;
  #restaurant;
  #able;
  #closed;
  #changed;
  #outbox = new Outbox(localStorage, "kiosk/outbox");
  #sender;
  orders = new Orders(localStorage, "kiosk/orders");

  constructor({ link, cart, place, dishes, restaurant, able, closed, changed }) {
    this.#link = link;
    this.#cart = cart;
    this.#place = place;
    this.#dishes = dishes;
    this.#restaurant = restaurant;
    this.#able = able;
    this.#closed = closed;
    this.#changed = changed;
    const minutes = () => restaurant()?.outbox_minutes;
    this.#sender = new Sender(this.#outbox, link, { minutes, able });
    this.#sender.addEventListener("answered", (event) => this.#answered(event.detail));
    this.#sender.addEventListener("held", (event) => this.#held(event.detail));
    this.#sender.addEventListener("tooold", (event) => this.#tooOld(event.detail.entry));
    for (const entry of this.#outbox.entries) this.#orderOf(entry);
    for (const order of this.orders.all) this.#watch(order);
  }

  /** How many orders wait to be sent. */
  get kept() {
    return this.#outbox.entries.length;
  }

  /** Look whether something can be sent, or has grown too old. */
  step() {
    this.#sender.step();
  }

  /** Send the cart, or say what is missing. */
  send() {
    const closed = this.#closed();
    if (closed) return tell(closedTitle(closed), opens(closed), "received");
    if (!this.#cart.lines.length) {
      return tell(text("customer.cart_empty_title"), text("customer.cart_missing"), "received");
    }
    const gone = this.#cart.lines.filter((line) => this.#cart.whyNot(line, this.#dishes()));
    if (gone.length) return this.#askToTakeOut(gone);
    const place = this.#place.read();
    if (!place) {
      const { missing } = this.#place;
      return tell(text(`${missing}_title`), text(missing), "late", [[text("common.ok"), () => this.#place.ask(), true]]);
    }
    this.#send(place);
  }

  /** Some of it would be refused by the menu as it is now: say so before anything is sent. */
  #askToTakeOut(lines) {
    const dishes = [...new Set(lines.map((line) => line.name))].join(", ");
    const takeOut = () => (this.#cart.keepPossible(this.#dishes()), this.#changed());
    tell(text("customer.not_possible_title"), text("customer.not_possible", { dishes }), "late", [
      [text("common.close"), () => {}, false],
      [text("customer.take_out"), takeOut, true],
    ]);
  }

  /** The server shows how far an order is, or that it has none of that id. */
  show(orderId, order) {
    if (order) return this.orders.show(orderId, order);
    this.orders.forget(orderId);
    this.#link.unwatch("order", orderId);
  }

  /** This tablet is another terminal from now on, and none of these orders is its own. */
  forgetAll() {
    for (const order of this.orders.all) if (order.orderId) this.#link.unwatch("order", order.orderId);
    this.orders.clear();
    this.#outbox.doubt();
  }

  // ------------------------------------------------------------------------------- sending

  #send(place) {
    const { total } = this.#cart;
    const fields = { items: this.#cart.wanted, expected_total: total, ...place };
    const entry = { id: newId(), at: Date.now(), type: "new_order", fields, asked: false };
    try {
      this.#outbox.put(entry);
    } catch (error) {
      console.warn("an order cannot be kept", error);
      return tell(text("customer.cannot_keep_title"), text("customer.cannot_keep"), "late");
    }
    const order = { id: entry.id, place, total, lines: this.#cart.takeAll(), way: "sending", why: "" };
    this.#add(order);
    this.#place.clear();
    this.#changed();
    if (!this.#able()) this.#wait(order);
    else setTimeout(() => order.way === "sending" && this.#wait(order), PATIENCE_MS);
    this.step();
  }

  #wait(order) {
    order.way = "waiting";
    this.#changed();
    const kept = text("customer.kept", { place: inWords(order.place), minutes: this.#minutes });
    tell(text("customer.kept_title"), kept, "retry", undefined, { passing: true });
  }

  #add(order) {
    for (const gone of this.orders.add(order)) if (gone.orderId) this.#link.unwatch("order", gone.orderId);
  }

  /** The order of an entry, which an earlier run of this page may have put there. */
  #orderOf(entry) {
    const found = this.orders.find(entry.id);
    if (found) return found;
    const { items, expected_total: total, table, name } = entry.fields;
    const lines = items.map((item) => ({
      itemId: item.item_id, name: item.item_id, unitPrice: 0,
      quantity: item.quantity, note: item.note, options: item.options,
    }));
    const order = { id: entry.id, place: table ? { table } : { name }, total, lines, way: "waiting", why: "" };
    this.#add(order);
    return order;
  }

  // ----------------------------------------------------------------------------- answers

  #answered({ entry, answer }) {
    const order = this.#orderOf(entry);
    if (answer.error) this.#refused(order, answer);
    else this.#placed(order, answer.order_id);
    this.#changed();
  }

  #placed(order, orderId) {
    const isLate = order.way === "waiting";
    Object.assign(order, { way: "placed", why: "", orderId });
    this.orders.keep();
    this.#watch(order);
    const total = money(order.total, this.#restaurant().currency);
    const said = text("customer.sent", { place: inWords(order.place), order: orderId, total });
    tell(text(isLate ? "customer.sent_later_title" : "customer.sent_title"), said, "ready", undefined, { passing: true });
  }

  #refused(order, answer) {
    Object.assign(order, { way: "refused", why: refusalText(refusalInWords(answer)) });
    tell(text("customer.refused_title"), order.why, "late", [
      [text("common.close"), () => {}, false],
      [text("customer.change_order"), () => this.#bringBack(order), true],
    ]);
  }

  /** What was refused is in the cart again, to be changed and sent anew. */
  #bringBack(order) {
    for (const line of order.lines) this.#cart.add(line);
    this.#place.bringBack(order.place);
    this.#changed();
  }

  #held({ entry, answer }) {
    Object.assign(this.#orderOf(entry), { way: "waiting", why: refusalText(refusalInWords(answer)) });
    this.#changed();
  }

  #tooOld(entry) {
    const order = this.#orderOf(entry);
    const key = entry.asked ? "customer.no_answer" : "customer.too_old";
    Object.assign(order, { way: "too_old", why: text(`${key}_short`) });
    const said = text(key, { place: inWords(order.place), minutes: this.#minutes });
    tell(text("customer.too_old_title"), said, "late");
    this.#changed();
  }

  /** So long an order is kept; one that is older is not sent any more. */
  get #minutes() {
    return this.#restaurant()?.outbox_minutes ?? DEFAULT_MINUTES;
  }

  #watch(order) {
    if (order.orderId) this.#link.watch("order", order.orderId);
  }
}
