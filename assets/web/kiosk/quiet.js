// A quiet minute: when nobody touches a tablet it asks, counts down, and is free for the next guest.

import { copyOf, fill, part } from "/web/fill.js";
import { text } from "/web/given.js";
import { open } from "/web/kiosk/talk.js";

const QUIET_MS = 60_000;
const COUNT_MS = 10_000;
const LOOK_MS = 500;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchmove"];

/** Calls `over()` when nobody touched the page for a minute and let the countdown pass, while it is `inUse()`. */
export class Quiet {
  #inUse;
  #over;
  #touched = performance.now();
  #dialog = null;

  constructor({ inUse, over }) {
    this.#inUse = inUse;
    this.#over = over;
    for (const touch of TOUCHES) {
      window.addEventListener(touch, () => this.#dialog || this.#begin(), { capture: true, passive: true });
    }
    setInterval(() => this.#look(), LOOK_MS);
  }

  #begin() {
    this.#touched = performance.now();
  }

  #look() {
    if (!this.#inUse()) return this.#begin();
    const left = Math.ceil((QUIET_MS + COUNT_MS - (performance.now() - this.#touched)) / 1000);
    if (left <= 0) return this.#end();
    if (left * 1000 > COUNT_MS) return;
    if (!this.#dialog) this.#ask();
    fill(this.#dialog, { said: text("customer.quiet", { seconds: left }) });
  }

  #ask() {
    const dialog = copyOf("quiet");
    fill(dialog, { title: text("customer.quiet_title") });
    fill(dialog, { leave: text("customer.quiet_leave"), stay: text("customer.quiet_stay") });
    part(dialog, "leave").addEventListener("click", () => this.#end());
    part(dialog, "stay").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      this.#dialog = null;
      this.#begin();
    });
    this.#dialog = dialog;
    open(dialog);
  }

  #end() {
    this.#dialog?.close();
    this.#begin();
    this.#over();
  }
}
