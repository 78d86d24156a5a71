// The full screen: entered with a touch, and left by nobody but staff as far as a page can see to that.

let isWanted = false;
let hasLeft = () => {};

/** Whether this browser lets a page fill the screen. */
export const canFill = Boolean(document.documentElement.requestFullscreen && document.fullscreenEnabled);

/** Fill the screen; only while a touch is being handled. `left()` is called when somebody else ends it. */
export async function fillScreen(left) {
  hasLeft = left;
  if (!canFill || document.fullscreenElement) return;
  try {
    await document.documentElement.requestFullscreen({ navigationUI: "hide" });
    isWanted = true;
  } catch (error) {
    console.warn("this browser does not fill the screen", error);
  }
}

/** Let the screen go, for staff. */
export async function leaveScreen() {
  isWanted = false;
  if (document.fullscreenElement) await document.exitFullscreen();
}

document.addEventListener("fullscreenchange", () => {
  if (isWanted && !document.fullscreenElement) hasLeft();
});
