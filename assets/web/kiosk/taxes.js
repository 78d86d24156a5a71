// Taxes that come on top of the menu's prices, so that the total on the screen is the one that is paid.

const SCALE = 10_000n;
const WHOLE = 100n * SCALE;

/**
 * The taxes on prices [[rate in percent or undefined, minor units]], one a rate, the lowest first: [{rate, tax}].
 * Computed once for the sum of a rate and rounded half up, as the server does.
 */
export function taxesOn(priced) {
  const sums = new Map();
  for (const [rate, price] of priced) {
    if (rate !== undefined) sums.set(rate, (sums.get(rate) ?? 0n) + BigInt(price));
  }
  const rates = [...sums].sort(([one], [other]) => Number(partsOf(one) - partsOf(other)));
  return rates.map(([rate, sum]) => ({ rate, tax: Number((2n * sum * partsOf(rate) + WHOLE) / (2n * WHOLE)) }));
}

function partsOf(rate) {
  const [whole, part = ""] = rate.split(".");
  return BigInt(whole) * SCALE + BigInt(part.padEnd(4, "0"));
}
