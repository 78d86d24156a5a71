// What a guest looks for on the menu: words, nothing with an allergen, only dishes of a diet.

import { given } from "/web/given.js";

/** Nothing wished for: allergens that a dish must not have and diets that it has to suit, by their keys. */
export function noWishes() {
  return { without: new Set(), diets: new Set() };
}

/** How many wishes there are. */
export function count(wishes) {
  return wishes.without.size + wishes.diets.size;
}

/** Whether the guest can eat a dish. */
export function allows(wishes, dish) {
  if ((dish.allergens ?? []).some((word) => wishes.without.has(keyOf(word)))) return false;
  const suits = suited(dish);
  return [...wishes.diets].every((diet) => suits.has(diet));
}

/** The allergens and the diets that a menu names, each once: Maps from their keys to their words. */
export function used(dishes) {
  const allergens = new Map();
  const diets = new Map();
  for (const dish of dishes) {
    for (const word of dish.allergens ?? []) allergens.set(keyOf(word), word);
    for (const word of dish.diet ?? []) diets.set(keyOf(word), word);
  }
  return { allergens: sorted(allergens), diets: sorted(diets) };
}

/** Whether each word that is sought stands in a dish's name or description, accents or not. */
export function isFound(dish, sought) {
  const text = plain(`${dish.name} ${dish.description ?? ""}`);
  return plain(sought).split(/\s+/).every((word) => text.includes(word));
}

/** The diets of a dish, and those that follow: what is vegan is vegetarian, said or not. */
function suited(dish) {
  const found = new Set((dish.diet ?? []).map(keyOf));
  for (const word of [...found]) {
    for (const wider of given.diets[word] ?? []) found.add(keyOf(wider));
  }
  return found;
}

function keyOf(word) {
  return word.normalize("NFC").trim().toLowerCase();
}

function plain(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}

function sorted(words) {
  return new Map([...words].sort(([one], [other]) => (one < other ? -1 : 1)));
}
