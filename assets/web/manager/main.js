// The page on which a manager looks after menu, tables, staff and settings.

import { fill, make, part } from "/web/fill.js";
import { given, money, refusalText, text } from "/web/given.js";
import { Link } from "/web/link.js";
import { categoriesSection } from "/web/manager/categories.js";
import { CsvSection } from "/web/manager/csv.js";
import { menuSection } from "/web/manager/menu.js";
import { hoursSection, settingsSection, tablesSection, taxesSection } from "/web/manager/settings.js";
import { staffSection } from "/web/manager/staff.js";
import { TerminalsSection } from "/web/manager/terminals.js";
import { showOffline } from "/web/offline.js";

const SECTIONS = {
  menu: menuSection,
  categories: categoriesSection,
  csv: (context) => new CsvSection(context),
  tables: tablesSection,
  taxes: taxesSection,
  hours: hoursSection,
  staff: staffSection,
  terminals: (context) => new TerminalsSection(context),
  settings: settingsSection,
};
const FIRST = "menu";
const TOAST_MS = 3000;

const element = (id) => document.getElementById(id);
const link = new Link("/ws/manager/", given.person || text("manager.title"));
const sections = new Map();
let place = { section: FIRST, id: null };
let begun = false;
let leaving = false;

/** What sections are given: documents, commands, and the page around them. */
const context = {
  document: (kind, id) => link.views.documents("manager", kind).get(id),
  all: (kind) => [...link.views.documents("manager", kind)],
  ids: (kind) => new Set(link.views.documents("manager", kind).keys()),
  settings: () => ({ ...DEFAULTS, ...link.views.documents("manager", "settings").get("1") }),
  command: (type, fields) => link.command(type, fields),
  refusal: refusalText,
  go,
  ask,
  say,
};

const DEFAULTS = Object.fromEntries(
  Object.entries(given.limits.Settings).filter(([, bounds]) => "default" in bounds).map(([name, bounds]) => [name, bounds.default]),
);

// ------------------------------------------------------------------------------------ places

/** Go to a section, and to an entry of it; what was not saved is asked about. */
async function go(section, id = null) {
  if (await mayLeave()) location.hash = id ? `${section}/${encodeURIComponent(id)}` : section;
}

async function arrive() {
  const wanted = placeIn(location.hash);
  if (wanted.section === place.section && wanted.id === place.id && begun) return;
  if (!(await mayLeave())) {
    history.replaceState(null, "", `#${place.section}${place.id ? `/${encodeURIComponent(place.id)}` : ""}`);
    return;
  }
  place = wanted;
  show();
}

function placeIn(hash) {
  const [section, id] = decodeURIComponent(hash.slice(1)).split(/\/(.*)/s);
  return sections.has(section) ? { section, id: id || null } : { section: FIRST, id: null };
}

/** Whether nothing is lost by leaving what is shown, or somebody said that it may be. */
async function mayLeave() {
  const shown = sections.get(place.section);
  if (!shown?.isDirty) return true;
  const discards = await ask(text("manager.not_saved"), text("manager.discard"), text("manager.keep_editing"));
  if (discards) shown.form.close();
  return discards;
}

function show() {
  const shown = sections.get(place.section);
  begun = true;
  element("section").replaceChildren(shown.element);
  shown.open(place.id);
  for (const button of element("sections").children) {
    if (button.dataset.section === place.section) {
      button.setAttribute("aria-current", "page");
      button.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else button.removeAttribute("aria-current");
  }
}

function begin() {
  for (const [name, makeSection] of Object.entries(SECTIONS)) {
    sections.set(name, makeSection(context));
  }
  for (const name of sections.keys()) {
    const button = make("button", { type: "button" }, text(`manager.section_${name}`));
    button.dataset.section = name;
    button.addEventListener("click", () => go(name));
    element("sections").append(button);
  }
  place = placeIn(location.hash);
  show();
}

// ------------------------------------------------------------------------------------- people

/** Ask a question; true for yes. */
function ask(question, yes, no = text("manager.cancel")) {
  const dialog = element("ask");
  if (dialog.open) return Promise.resolve(false);
  fill(dialog, { question, yes, no });
  dialog.returnValue = "no";
  return new Promise((resolve) => {
    for (const name of ["yes", "no"]) part(dialog, name).onclick = () => dialog.close(name);
    dialog.onclose = () => resolve(dialog.returnValue === "yes");
    dialog.showModal();
  });
}

let toast = null;

/** Say something in passing. */
function say(message) {
  clearTimeout(toast);
  element("toast").textContent = message;
  element("toast").hidden = false;
  toast = setTimeout(() => (element("toast").hidden = true), TOAST_MS);
}

function showFigures() {
  const figures = context.document("figures", "1");
  if (!figures) return;
  const facts = { orders: figures.orders, open: figures.open_orders, takings: money(figures.takings, figures.currency) };
  element("figures").textContent = text("manager.figures", facts);
}

async function signOut() {
  if (!(await mayLeave())) return;
  leaving = true;
  link.close();
  await fetch("/sign-out", { method: "POST" });
  location.href = "/sign-in?to=/manager&why=signed_out";
}

link.addEventListener("view", ({ detail }) => {
  if (!begun) begin();
  else for (const section of sections.values()) if (section === sections.get(place.section)) section.update(detail.kinds);
  showFigures();
});
link.addEventListener("refused", ({ detail }) => {
  leaving = true;
  if (detail.error === "other_protocol") location.reload();
  else location.href = `/sign-in?to=${encodeURIComponent(location.pathname + location.hash)}&why=not_signed_in`;
});
window.addEventListener("hashchange", arrive);
window.addEventListener("beforeunload", (event) => {
  if (!leaving && sections.get(place.section)?.isDirty) event.preventDefault();
});
element("person").textContent = given.person;
element("sign-out").hidden = !given.signed_in;
element("sign-out").addEventListener("click", signOut);
showOffline(link);
