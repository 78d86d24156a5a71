// What the server gave this page: texts in the visitor's language, and whatever else it needs to begin.

export const given = JSON.parse(document.getElementById("given").textContent);

/** The text of a key with its {parameters} filled in; the key itself where there is no such text. */
export function text(key, params = {}) {
  const template = given.texts[key];
  if (template === undefined) return key;
  return template.replace(/\{\{|\}\}|\{(\w+)\}/g, (found, name) => {
    if (name === undefined) return found[0];
    return name in params ? String(params[name]) : found;
  });
}

/**
 * The sentence of a refusal: in this page's language where its code is known and its parameters are plain words,
 * else as the server wrote it.
 */
export function refusalText(refusal) {
  const keys = [`refusal.${refusal.error}`, `web.${refusal.error}`];
  const key = keys.find((each) => each in given.texts);
  const isPlain = Object.values(refusal).every((value) => typeof value !== "object" || value === null);
  return key && (isPlain || !refusal.message) ? text(key, refusal) : refusal.message ?? refusal.error;
}

/** How many digits a currency has after the point. */
export function minorDigits(currency) {
  return given.minor_digits[currency] ?? 2;
}

/** Minor units as people read them here: 650 in EUR is "€6.50". */
export function money(minor, currency) {
  const digits = minorDigits(currency);
  const style = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(given.language, style).format(minor / 10 ** digits);
}
