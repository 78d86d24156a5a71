// The languages that a page is there in, each a link to the same page.

import { make } from "/web/fill.js";
import { given } from "/web/given.js";

/** Fill an element with a link for each language but the present one. */
export function showLanguages(element) {
  for (const [code, name] of Object.entries(given.languages)) {
    if (code === given.language) continue;
    const address = new URL(location.href);
    address.searchParams.set("lang", code);
    element.append(make("a", { href: address.pathname + address.search + address.hash, lang: code }, name));
  }
}
