// The orders of this tablet: from the tap on Send Order until the last dish is served or it is refused.

/** As many are shown and kept; the oldest give way, finished ones first. */
const MOST = 6;
const FINISHED = new Set(["completed", "cancelled"]);
const STEPS = ["received", "preparing", "ready", "completed"];
const TONES = { received: "received", preparing: "preparing", ready: "ready", completed: "ready", cancelled: "late" };
const WAY_TONES = { waiting: "retry", placed: "received", refused: "late", too_old: "late" };
const WAY_PICTURES = { placed: "received", refused: "cancelled", too_old: "cancelled" };

/**
 * Orders {id, place, total, lines, way, orderId, order, why}. `id` is the command's; `way` is `sending`, `waiting`,
 * `placed`, `refused` or `too_old`; `order` is the server's document. Those that are placed are kept in `storage`.
 */
export class Orders {
  #storage;
  #key;
  #orders;

  constructor(storage, key) {
    this.#storage = storage;
    this.#key = key;
    this.#orders = this.#read().map((kept) => ({ ...kept, lines: [], way: "placed", why: "" }));
  }

  /** All, oldest first. */
  get all() {
    return [...this.#orders];
  }

  /** Those under way first, then the newest. */
  get shown() {
    return [...this.#orders].reverse().sort((one, other) => isFinished(one) - isFinished(other));
  }

  /** The order of a command. */
  find(id) {
    return this.#orders.find((order) => order.id === id);
  }

  /** One more; returns those that gave way. */
  add(order) {
    this.#orders.push(order);
    const gone = [];
    while (this.#orders.length > MOST) {
      const place = Math.max(0, this.#orders.findIndex(isFinished));
      gone.push(...this.#orders.splice(place, 1));
    }
    this.keep();
    return gone;
  }

  /** The server tells how far an order is. */
  show(orderId, document) {
    for (const order of this.#orders) if (order.orderId === orderId) order.order = document;
    this.keep();
  }

  /** The server has no such order. */
  forget(orderId) {
    this.#orders = this.#orders.filter((order) => order.orderId !== orderId);
    this.keep();
  }

  /** None of them is this tablet's any more. */
  clear() {
    this.#orders = [];
    this.keep();
  }

  /** Write down which are under way; only ever a shortcut, for the server knows them. */
  keep() {
    const kept = this.#orders.filter((order) => order.way === "placed" && !isFinished(order));
    const written = kept.map(({ id, place, total, orderId }) => ({ id, place, total, orderId }));
    try {
      this.#storage.setItem(this.#key, JSON.stringify(written));
    } catch (error) {
      console.warn("the list of orders cannot be kept", error);
    }
  }

  #read() {
    try {
      const read = JSON.parse(this.#storage.getItem(this.#key) ?? "[]");
      return Array.isArray(read) ? read.filter((order) => order?.orderId && order.place) : [];
    } catch {
      return [];
    }
  }
}

/** Whether nothing more will happen to an order. */
export function isFinished(order) {
  return ["refused", "too_old"].includes(order.way) || FINISHED.has(order.order?.status);
}

/** How an order is shown: the key of its word, its colour, its picture, and the steps with how many are done. */
export function progressOf(order) {
  const status = order.order?.status;
  const word = status ? `status.${status}` : `customer.way_${order.way}`;
  const tone = (status ? TONES[status] : WAY_TONES[order.way]) ?? "muted";
  const known = STEPS.includes(status) || status === "cancelled";
  const picture = status ? (known ? status : "waiting") : (WAY_PICTURES[order.way] ?? "waiting");
  const done = Math.max(0, STEPS.indexOf(picture));
  const steps = picture === "cancelled" ? [picture] : [STEPS.includes(picture) ? STEPS[0] : picture, ...STEPS.slice(1)];
  return { word, tone, steps, done };
}
