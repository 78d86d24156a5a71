// The languages that a guest can choose from, changed without leaving the page, for that would leave the full screen.

import { make } from "/web/fill.js";
import { given, text } from "/web/given.js";
import { open } from "/web/kiosk/talk.js";

const known = new Map([[given.language, { texts: given.texts, direction: document.documentElement.dir }]]);

let wanted = given.language;

/** Speak a language from now on, unless another is asked for meanwhile; false where its texts cannot be had now. */
export async function speak(language) {
  wanted = language;
  if (!(language in given.languages)) return false;
  if (!known.has(language)) {
    try {
      const answer = await fetch(`/kiosk/texts/${language}`);
      if (!answer.ok) return false;
      known.set(language, await answer.json());
    } catch {
      return false;
    }
  }
  if (wanted !== language) return true;
  const { texts, direction } = known.get(language);
  Object.assign(given, { texts, language });
  Object.assign(document.documentElement, { lang: language, dir: direction });
  translate();
  return true;
}

/** Write the texts of the page's own parts: `data-text` their words, `data-hint` what a field asks for, `data-label` a name. */
function translate() {
  for (const part of document.querySelectorAll("[data-text]")) part.textContent = text(part.dataset.text);
  for (const part of document.querySelectorAll("[data-label]")) {
    part.setAttribute("aria-label", text(part.dataset.label));
  }
  for (const part of document.querySelectorAll("[data-hint]")) {
    part.placeholder = text(part.dataset.hint);
    part.setAttribute("aria-label", part.placeholder);
  }
}

/** Let the guest choose; `chosen(language)` is called with each choice. */
export function askLanguage(chosen) {
  const title = make("h2", {}, text("kiosk.language"));
  const dialog = make("dialog", { className: "languages" }, title);
  for (const [language, name] of Object.entries(given.languages)) {
    const button = make("button", { type: "button", lang: language }, name);
    button.setAttribute("aria-pressed", language === given.language);
    button.addEventListener("click", () => {
      dialog.close();
      chosen(language);
    });
    dialog.append(button);
  }
  open(dialog);
}
