// Whether a dish can be ordered now, and what a guest is told where it cannot: as the server's documents say it.

import { text } from "/web/given.js";
import { since } from "/web/hours.js";

/** From so few left on a guest is told, so that two of them do not count on the last one. */
const FEW = 5;

/** Whether nobody can order a dish any more. */
export function isSoldOut(dish) {
  return dish.available === false || dish.left === 0;
}

/** Whether a guest can order a dish now. */
export function isOffered(dish) {
  return !isSoldOut(dish) && (!dish.service || dish.service.now);
}

/** A few words beside a dish: sold out, not now, or how many are left; and their colour. */
export function wordsOf(dish) {
  if (isSoldOut(dish)) return [text("customer.sold_out"), "late"];
  if (!isOffered(dish)) return [since(dish.service), "preparing"];
  const isCounted = dish.left !== undefined && dish.left !== null;
  return isCounted && dish.left <= FEW ? [text("customer.left", { left: dish.left }), "preparing"] : ["", ""];
}

/** How many portions of a dish a guest can order now; of one that has left the menu none. */
export function portions(dish) {
  if (!dish || !isOffered(dish)) return 0;
  return dish.left ?? Infinity;
}

/** Why so many portions of a dish cannot be sent; nothing where they can. */
export function whyNot(dish, quantity) {
  if (!dish || isSoldOut(dish)) return text("customer.line_gone");
  if (!isOffered(dish)) return text("customer.line_not_now", { since: since(dish.service) });
  return quantity > portions(dish) ? text("customer.line_few", { left: dish.left }) : "";
}
