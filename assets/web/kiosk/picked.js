// Chips that are picked: a radio button or a check button, and beside it its word.

import { copyOf } from "/web/fill.js";

/** A chip of a group; `type` is "radio" or "checkbox". */
export function pickOf(name, type) {
  const pick = copyOf("pick");
  Object.assign(pick.querySelector("input"), { name, type });
  return pick;
}

/** A stepper that counts from `least` to `most`; `changed(count)` is told of every step. Returns {element, show}. */
export function stepper(least, most, changed, words) {
  const element = copyOf("stepper");
  const [less, more] = element.querySelectorAll("button");
  const shown = element.querySelector("output");
  let count = least;
  const show = (now) => {
    count = now;
    shown.textContent = count;
    less.disabled = count <= least;
    more.disabled = count >= most;
  };
  less.setAttribute("aria-label", words.less);
  more.setAttribute("aria-label", words.more);
  for (const [button, step] of [[less, -1], [more, 1]]) {
    button.addEventListener("click", () => {
      show(count + step);
      changed(count);
    });
  }
  show(count);
  return { element, show };
}
