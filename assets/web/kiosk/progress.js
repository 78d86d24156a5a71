// How far the orders of this tablet are: a picture for each step, and the word for where it is.

import { copyOf, fill, fillList, part } from "/web/fill.js";
import { text } from "/web/given.js";
import { progressOf } from "/web/kiosk/orders.js";
import { asTitle } from "/web/kiosk/place.js";

const SVG = "http://www.w3.org/2000/svg";

/** Show orders in the card of those on their way, which is there while there are any. */
export function showProgress(orders) {
  document.getElementById("progress").hidden = !orders.length;
  fillList(document.getElementById("orders"), orders, {
    keyOf: (order) => order.id,
    create: () => copyOf("order"),
    update: showOrder,
  });
}

function showOrder(element, order) {
  const { word, tone, steps, done } = progressOf(order);
  const title = asTitle(order.place);
  fill(element, { title: order.orderId ? `${title} · ${order.orderId}` : title, state: text(word) });
  fill(element, { why: order.order ? order.order.cancelled : order.why });
  element.dataset.tone = tone;
  element.dataset.state = word;
  part(element, "steps").replaceChildren(...steps.map((name, place) => stepOf(name, place <= done)));
}

function stepOf(name, isDone) {
  const step = document.createElement("li");
  step.className = isDone ? "is-done" : "";
  step.append(picture(name), document.createElement("span"));
  step.lastElementChild.textContent = text(name === "waiting" ? "customer.way_waiting" : `status.${name}`);
  return step;
}

/** A picture that the page holds as a symbol. */
export function picture(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#picture-${name}`);
  svg.setAttribute("viewBox", "0 0 96 96");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}
