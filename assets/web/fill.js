// Making parts of a page out of its templates; whatever comes from people is text and never markup.

/** A copy of the one element in <template id=...>. */
export function copyOf(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** Write texts into the parts of an element that carry `data-is` of that name; returns the element. */
export function fill(element, texts) {
  for (const [name, value] of Object.entries(texts)) {
    const words = String(value ?? "");
    // What stands there already is left alone, or a screen reader would read it out again.
    for (const part of partsOf(element, name)) if (part.textContent !== words) part.textContent = words;
  }
  return element;
}

/** The part of an element that carries `data-is` of that name. */
export function part(element, name) {
  return partsOf(element, name)[0];
}

/** An element with properties (`className`, `type`, `hidden`, ...) and children: nodes or texts. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/**
 * Show a list: one child for each entry, made once by `create(entry)` and kept under `keyOf(entry)`, brought up
 * to date by `update(element, entry)`. Children that stay keep their focus, and what was typed into them.
 */
export function fillList(container, entries, { keyOf, create, update = () => {} }) {
  const before = new Map([...container.children].map((child) => [child.dataset.key, child]));
  let place = container.firstElementChild;
  for (const entry of entries) {
    const key = String(keyOf(entry));
    const child = before.get(key) ?? create(entry);
    before.delete(key);
    child.dataset.key = key;
    update(child, entry);
    if (child === place) place = place.nextElementSibling;
    else container.insertBefore(child, place);
  }
  for (const gone of before.values()) gone.remove();
}

function partsOf(element, name) {
  const within = element.querySelectorAll(`[data-is="${name}"]`);
  return element.dataset?.is === name ? [element, ...within] : [...within];
}
