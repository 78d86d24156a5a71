// Hours as people say them: "tomorrow at 11:30", from what the server says of the restaurant or a dish.

import { text } from "/web/given.js";

/** When a restaurant that is closed opens. */
export function opens(service) {
  return withTimes("hours.opens", service);
}

/** From when to when a dish is served that is not served now. */
export function served(service) {
  return withTimes("hours.served", service);
}

/** The same in a few words, for a dish on a list: "from 11:30". */
export function since(service) {
  return withTimes(service.opens?.day === "today" ? "hours.from_today" : "hours.from", service);
}

/** Why guests cannot order. */
export function closedTitle(service) {
  return text(service.last_orders ? "customer.last_orders_title" : "customer.closed_title");
}

/** A refusal's parameters as its sentence needs them. */
export function inWords(refusal) {
  const words = { ...refusal };
  if (typeof refusal.opens === "object") words.opens = opens(refusal.opens);
  if (typeof refusal.served === "object") words.served = served(refusal.served);
  return words;
}

function withTimes(key, { now, opens: from, closes: to }) {
  if (!from && !now) return text(key.startsWith("hours.from") ? "hours.from_never" : `${key}_never`);
  return text(key, { ...named("opens", from), ...named("closes", to) });
}

function named(name, when) {
  return when ? { [`${name}_day`]: text(`day.${when.day}`), [name]: when.time } : {};
}
