// What staff do at a tablet: a finger that rests on the name for three seconds, a PIN, and then this sheet.

import { copyOf, fill, make, part } from "/web/fill.js";
import { given, refusalText, text } from "/web/given.js";
import { isAwake } from "/web/kiosk/awake.js";
import { askDigits } from "/web/kiosk/keypad.js";
import { unpair } from "/web/kiosk/pairing.js";
import { open } from "/web/kiosk/talk.js";
import { limitsOf } from "/web/limits.js";

const HOLD_MS = 3000;

/** Call `held()` when a finger rested on an element; no guest does that. */
export function onHold(element, held) {
  let timer = null;
  const letGo = () => clearTimeout(timer);
  element.addEventListener("pointerdown", () => {
    letGo();
    timer = setTimeout(held, HOLD_MS);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) element.addEventListener(end, letGo);
  element.addEventListener("contextmenu", (event) => event.preventDefault());
}

/**
 * Ask for a staff PIN, which the server checks, and show the sheet. `start` is the language that each guest begins in,
 * "" for the restaurant's; `setStart`, `leave` and `unpaired` are called as staff decide.
 */
export function askStaff(link, { start, setStart, leave, unpaired }) {
  askDigits({
    title: text("kiosk.staff"), said: text("kiosk.ask_page"), most: limitsOf("UnlockTerminal", "pin").maxLength,
    secret: true, asking: text("pin.asking"),
    ok: async (pin) => {
      if (!link.online) return text("pin.no_answer");
      const answer = await link.command("unlock_terminal", { pin });
      if (answer.error) return refusalText(answer);
      showSheet(pin, { start, setStart, leave, unpaired });
      return "";
    },
  });
}

function showSheet(pin, { start, setStart, leave, unpaired }) {
  const dialog = fill(copyOf("staff"), {
    title: text("kiosk.staff"),
    about: text("kiosk.about", { name: given.name, restaurant: given.restaurant }),
    awake: text(isAwake() ? "kiosk.awake" : "kiosk.not_awake"),
    start: text("kiosk.start_language"),
    back: text("kiosk.stay"),
    leave: text("kiosk.leave"),
    unpair: text("kiosk.unpair"),
  });
  const choice = part(dialog, "languages");
  const languages = [["", text("kiosk.as_restaurant")], ...Object.entries(given.languages)];
  choice.append(...languages.map(([value, name]) => make("option", { value }, name)));
  choice.value = start;
  choice.addEventListener("change", () => setStart(choice.value));
  part(dialog, "back").addEventListener("click", () => dialog.close());
  part(dialog, "leave").addEventListener("click", () => (dialog.close(), leave()));
  let isAsked = false;
  part(dialog, "unpair").addEventListener("click", async () => {
    if (!isAsked) {
      isAsked = true;
      return fill(dialog, { unpair: text("kiosk.unpair_sure"), said: text("kiosk.unpair_ask") });
    }
    const answer = await unpair(pin);
    if (answer.error) return fill(dialog, { said: refusalText(answer) });
    dialog.close();
    unpaired();
  });
  open(dialog);
}
