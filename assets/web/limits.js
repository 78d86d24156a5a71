// What the fields of a page may hold: as the server's types have it, which its commands are checked against.

import { given } from "/web/given.js";

/** The bounds that a type gives a field, in the words of JSON Schema; {} where there are none. */
export function limitsOf(type, name) {
  return given.limits[type]?.[name] ?? {};
}

/** Hold each input with `data-limits="Type.field"` to the length of that field, also in what is copied from templates. */
export function limitInputs() {
  const roots = [document, ...[...document.querySelectorAll("template")].map((template) => template.content)];
  for (const input of roots.flatMap((root) => [...root.querySelectorAll("[data-limits]")])) {
    const { minLength, maxLength } = limitsOf(...input.dataset.limits.split("."));
    if (minLength) input.minLength = minLength;
    if (maxLength) input.maxLength = maxLength;
  }
}
