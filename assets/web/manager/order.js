// The order of headings and dishes, how it is changed, and ids for new ones.

import { make } from "/web/fill.js";
import { text } from "/web/given.js";

/** Headings as the menu shows them, each [id, document]. */
export function categoriesInOrder(context) {
  return inOrder(context.all("categories"));
}

/** Dishes of a heading as the menu shows them, each [id, document]. */
export function dishesInOrder(context, category) {
  return inOrder(context.all("items").filter(([, item]) => item.category === category));
}

/** A form with buttons that move its entry among `entries()`; `put(after, before)` sends each that changes. */
export function withMoves(form, entries, put) {
  for (const [sign, step, key] of [["↑", -1, "manager.move_up"], ["↓", 1, "manager.move_down"]]) {
    const button = make("button", { type: "button", ariaLabel: text(key) }, sign);
    button.addEventListener("click", async () => {
      for (const [before, after] of moved(entries(), form.base.id, step)) {
        const answer = await put(after, before);
        if (answer.error) return form.refused(answer);
      }
      return undefined;
    });
    form.tools.append(button);
  }
  form.onLook = (isDirty) => {
    for (const button of form.tools.children) button.disabled = isDirty || form.base === null;
  };
  return form;
}

/** What changes when one entry moves a step: pairs of what was and what will be, each with an order of its own. */
function moved(entries, id, step) {
  const places = entries.map(([each]) => each);
  const from = places.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= entries.length) return [];
  let order = -1;
  const orders = entries.map(([, { order: now = 0 }]) => (order = Math.max(order + 1, now)));
  const wanted = entries.map(([, document]) => document);
  [wanted[from], wanted[to]] = [wanted[to], wanted[from]];
  const changes = wanted.map((document, place) => [document, { ...document, order: orders[place] }]);
  return changes.filter(([before, after]) => (before.order ?? 0) !== after.order);
}

/** An id made of a name that nothing has yet: "Crème brûlée" is "creme-brulee". */
export function freeId(name, taken) {
  const plain = name.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const base = plain.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 56) || "item";
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}

function inOrder(entries) {
  return [...entries].sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0) || (a.name < b.name ? -1 : 1));
}
