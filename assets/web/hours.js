// Hours as people say them: "tomorrow at 11:30", from what the server says of the restaurant or a dish.

import { text } from "/web/given.js";

/** When a restaurant that is closed opens. */
export function opens(service) {
  return withTimes("hours.opens", "hours.opens_never", service);
}

/** From when to when a dish is served that is not served now. */
export function served(service) {
  return withTimes(service.closes ? "hours.served" : "hours.served_again", "hours.served_never", service);
}

/** The same in a few words, for a dish on a list: "from 11:30". */
export function since(service) {
  return withTimes(sinceKey(service.opens), "hours.from_never", service);
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

function sinceKey(opens) {
  if (opens?.on) return "hours.from_date";
  return opens?.day === "today" ? "hours.from_today" : "hours.from";
}

function withTimes(key, never, { now, opens: from, closes: to }) {
  if (!from && !now) return text(never);
  return text(key, { ...named("opens", from), ...named("closes", to) });
}

function named(name, when) {
  if (!when) return {};
  const day = text(`day.${when.day}`);
  if (!when.on) return { [`${name}_day`]: day, [name]: when.time };
  const date = dateText(when.on);
  return { [`${name}_date`]: date, [`${name}_day`]: text("day.dated", { day, date }), [name]: when.time };
}

/** The words for a date such as "2027-01-07". */
function dateText(date) {
  const [, month, day] = date.split("-");
  return text("day.date", { number: Number(day), month: text(`day.month_${month}`) });
}
