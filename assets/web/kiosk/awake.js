// Keeps the tablet's screen awake, where the browser lets a page do that.

let lock = null;

/** Whether it does; where not, only the tablet's own settings keep its screen on. */
export function isAwake() {
  return lock !== null && !lock.released;
}

/** Keep the screen awake from now on; a browser takes that back whenever the page is hidden. */
export function keepAwake() {
  document.addEventListener("visibilitychange", ask);
  ask();
}

async function ask() {
  if (!navigator.wakeLock || document.visibilityState !== "visible" || isAwake()) return;
  try {
    lock = await navigator.wakeLock.request("screen");
  } catch {
    lock = null; // the battery is low, or the owner forbids it: the staff's sheet says so
  }
}
