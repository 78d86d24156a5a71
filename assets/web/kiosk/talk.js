// What the tablet says to the guest in a dialog: one at a time, and some go by themselves.

import { make } from "/web/fill.js";
import { text } from "/web/given.js";

/** A confirmation goes by itself, so that the next guest finds a free tablet. */
const PASSING_MS = 20_000;

let dialog = null;
let timer = null;

/**
 * Say it; the one before gives way. `choices` are [text, what it does, is it the main one]; without any there is OK.
 * `passing` lets it go by itself.
 */
export function tell(title, said, tone, choices = [[text("common.ok"), () => {}, true]], { passing = false } = {}) {
  hush();
  dialog = make("dialog", { className: `talk is-${tone}` }, make("h2", { dir: "auto" }, title), make("p", { dir: "auto" }, said));
  const foot = make("p", { className: "choices" });
  for (const [words, act, isMain] of choices) {
    const button = make("button", { type: "button", className: isMain ? "is-main" : "" }, words);
    button.addEventListener("click", () => (hush(), act()));
    foot.append(button);
  }
  dialog.append(foot);
  open(dialog);
  foot.lastElementChild.focus();
  if (passing) timer = setTimeout(hush, PASSING_MS);
}

/** Take away what is said now. */
export function hush() {
  clearTimeout(timer);
  dialog?.close();
  dialog = null;
}

/** Put a dialog on the page until it is closed; it is called what its heading says. */
export function open(dialog) {
  dialog.ariaLabel = dialog.querySelector("h2").textContent;
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

/** Close every dialog that is open: the guest has gone. */
export function closeAll() {
  hush();
  for (const each of document.querySelectorAll("dialog[open]")) each.close();
}
