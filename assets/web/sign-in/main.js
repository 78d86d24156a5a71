// The page on which staff enter their PIN.

import { fill, make } from "/web/fill.js";
import { given, refusalText, text } from "/web/given.js";
import { showLanguages } from "/web/languages.js";
import { limitsOf } from "/web/limits.js";

const { minLength: FEWEST, maxLength: MOST } = limitsOf("SignIn", "pin");
const PLACES = { manager: "/manager" };

const element = (id) => document.getElementById(id);
const pin = element("pin");
const enter = element("enter");
let waitsUntil = 0;
let busy = false;

function show() {
  const why = element("why");
  why.hidden = !given.why;
  why.textContent = given.why ? text(`sign_in.why_${given.why}`) : "";
  element("pin-entry").hidden = !given.secure;
  element("insecure").hidden = given.secure;
  element("tls").href = given.tls_address;
  showLanguages(element("languages"));
  for (const key of ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "back"]) {
    const label = key.length === 1 ? key : key === "back" ? "⌫" : "C";
    const button = make("button", { type: "button" }, label);
    if (key.length > 1) button.setAttribute("aria-label", text(`sign_in.${key}`));
    button.addEventListener("click", () => press(key));
    element("keypad").append(button);
  }
}

function press(key) {
  if (busy || Date.now() < waitsUntil) return;
  element("wrong").textContent = "";
  if (key === "clear") pin.value = "";
  else if (key === "back") pin.value = pin.value.slice(0, -1);
  else if (pin.value.length < MOST) pin.value += key;
  look();
}

function look() {
  enter.disabled = busy || pin.value.length < FEWEST || Date.now() < waitsUntil;
}

async function signIn(event) {
  event.preventDefault();
  if (enter.disabled) return;
  busy = true;
  look();
  const answer = await ask();
  busy = false;
  if (answer.ok) {
    location.replace(given.to || PLACES[answer.role] || "/");
    return;
  }
  pin.value = "";
  if (answer.error === "locked") countDown(answer);
  else element("wrong").textContent = refusalText(answer);
  look();
}

async function ask() {
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch("/sign-in", { method: "POST", headers, body: JSON.stringify({ pin: pin.value }) });
    return await response.json();
  } catch {
    return { error: "no_link" };
  }
}

function countDown(refusal) {
  waitsUntil = Date.now() + refusal.seconds * 1000;
  const tick = () => {
    const seconds = Math.ceil((waitsUntil - Date.now()) / 1000);
    fill(element("wrong"), { wrong: seconds > 0 ? refusalText({ ...refusal, seconds }) : "" });
    if (seconds > 0) setTimeout(tick, 250);
    look();
  };
  tick();
}

document.addEventListener("keydown", (event) => {
  if (element("pin-entry").hidden || event.ctrlKey || event.altKey || event.metaKey) return;
  if (/^[0-9]$/.test(event.key)) press(event.key);
  else if (event.key === "Backspace") press("back");
  else if (event.key === "Escape") press("clear");
  else if (event.key === "Enter" && document.activeElement?.tagName !== "BUTTON" && document.activeElement?.tagName !== "A")
    element("pin-entry").requestSubmit();
  else return;
  if (event.key !== "Enter") event.preventDefault();
});
element("pin-entry").addEventListener("submit", signIn);
show();
