// A keypad for digits: table numbers and PINs, by finger or by keyboard.

import { copyOf, fill, part } from "/web/fill.js";
import { text } from "/web/given.js";
import { open } from "/web/kiosk/talk.js";

/**
 * Ask for digits. `ok(digits)` is called with each OK and returns, or resolves to, why they are wrong; nothing closes
 * the keypad; meanwhile `asking` stands there. A `secret` is shown as dots and gone after each try. Returns the dialog.
 */
export function askDigits({ title, said, digits = "", most, secret = false, asking = "", ok }) {
  const dialog = fill(copyOf("keypad"), { title, said });
  const shown = part(dialog, "digits");
  const show = () => (shown.textContent = secret ? "●".repeat(digits.length) : digits);
  const say = (words, isWrong) => {
    fill(dialog, { said: words });
    part(dialog, "said").classList.toggle("wrong", isWrong);
  };
  let isAsking = false;
  const press = async (key) => {
    if (isAsking) return;
    if (key !== "ok") {
      digits = key === "back" ? digits.slice(0, -1) : (digits + key).slice(0, most);
      return show();
    }
    if (!digits) return;
    isAsking = true;
    if (asking) say(asking, false);
    const wrong = await ok(digits);
    isAsking = false;
    if (!wrong) return dialog.close();
    say(wrong, true);
    if (secret) digits = "";
    show();
  };
  for (const key of [..."123456789", "back", "0", "ok"]) part(dialog, "keys").append(keyButton(key, press));
  part(dialog, "close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    const key = { Backspace: "back", Enter: "ok" }[event.key] ?? event.key;
    if (!/^(\d|back|ok)$/.test(key)) return;
    event.preventDefault();
    press(key);
  });
  show();
  open(dialog);
  return dialog;
}

function keyButton(key, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1;
  button.dataset.key = key;
  button.textContent = { back: "⌫", ok: text("common.ok") }[key] ?? key;
  if (key === "back") button.setAttribute("aria-label", text("kiosk.delete"));
  if (key === "ok") button.className = "is-main";
  button.addEventListener("click", () => press(key));
  return button;
}
