// The photo of a dish.

/** A dish's photo, fetched once. */
export function showPhoto(image, dish) {
  const address = dish.photo ? `/photos/${encodeURIComponent(dish.photo)}` : null;
  if (image.dataset.address === (address ?? "")) return;
  image.dataset.address = address ?? "";
  if (address) image.src = address;
  else image.removeAttribute("src");
}
