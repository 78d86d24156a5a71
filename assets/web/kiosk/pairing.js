// Pairing: the tablet's name, the code that the server's window shows and a staff PIN, over TLS only.

import { given, refusalText, text } from "/web/given.js";
import { newId } from "/web/ids.js";

const page = document.getElementById("pairing");
const form = document.getElementById("pair");
const NAME = "kiosk/name";

/** Show the form, or on the plain door where the other one is; `why` is a sentence that stands before it. */
export function showPairing(why = "") {
  page.hidden = false;
  const reason = document.getElementById("pair-why");
  reason.textContent = why;
  reason.hidden = !why;
  form.hidden = !given.secure;
  document.getElementById("pair-elsewhere").hidden = given.secure;
  const door = new URL("/kiosk", `https://${location.hostname}:${given.tls_port}`);
  const link = document.getElementById("pair-door");
  link.href = door.href;
  link.textContent = door.href;
  form.elements.name.value ||= localStorage.getItem(NAME) ?? "";
  if (form.hidden) link.focus();
  else (form.elements.name.value ? form.elements.code : form.elements.name).focus();
}

/** Let the form pair; `paired()` is called when the server knows this tablet. */
export function whenPaired(paired) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { name, code, pin } = Object.fromEntries(new FormData(form));
    const button = document.getElementById("pair-now");
    button.disabled = true;
    const answer = await ask("POST", { name: name.trim(), code, pin });
    button.disabled = false;
    form.elements.pin.value = "";
    if (answer.error) return say(answer);
    localStorage.setItem(NAME, name.trim());
    paired();
  });
}

/** Know this tablet no longer, by a staff PIN; resolves to the server's answer. */
export function unpair(pin) {
  return ask("DELETE", { pin });
}

async function ask(method, fields) {
  const headers = { "Content-Type": "application/json" };
  try {
    const answer = await fetch("/kiosk/pairing", { method, headers, body: JSON.stringify({ id: newId(), ...fields }) });
    return await answer.json();
  } catch {
    return { error: "no_link" };
  }
}

function say(refusal) {
  const wrong = document.getElementById("pair-wrong");
  wrong.textContent = refusal.error === "malformed" ? text("kiosk.pair_incomplete") : refusalText(refusal);
  wrong.hidden = false;
  const field = { wrong_pin: "pin", wrong_code: "code", code_expired: "code" }[refusal.error];
  for (const each of form.elements) each.removeAttribute("aria-invalid");
  form.elements[field]?.setAttribute("aria-invalid", "true");
  form.elements[field]?.focus();
}
