"""What shuts people out of a page: parts without a name, ids that there are twice, text too faint to read."""

from tests.browser.chromium import Browser

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3."""

AUDIT = """
const [least] = arguments, root = document.querySelector("dialog:modal") ?? document.body;
const visible = { visibilityProperty: true, opacityProperty: true };
const isSeen = (e) => e.checkVisibility(visible) && !e.closest("[inert]");
const told = (e) => `${e.tagName} ${e.id} ${e.className} ${e.textContent.trim().slice(0, 30)}`;

const labelOf = (e) => document.getElementById(e.getAttribute("aria-labelledby"))?.textContent
  || [...(e.labels ?? [])].map((label) => label.innerText).join(" ");
const isNamed = (e) => (e.ariaLabel || labelOf(e) || e.innerText)?.trim();
const touches = "button, a, input, select, textarea, [role=button]";
const touched = [...root.querySelectorAll(touches)].filter(isSeen);
const unlabelled = [root].filter((e) => e.matches("dialog") && !e.ariaLabel && !labelOf(e));
const nameless = [...unlabelled, ...touched.filter((e) => !isNamed(e))].map((e) => `no name: ${told(e)}`);

const roots = [document, ...[...document.querySelectorAll("template")].map((each) => each.content)];
const ids = roots.flatMap((each) => [...each.querySelectorAll("[id]")]).map((e) => e.id);
const doubled = ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `twice: ${id}`);

const partsOf = (colour) => colour.match(/[\\d.]+/g).map(Number);
const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const light = (colour) => {
  const [r, g, b] = partsOf(colour).map((v) => linear(v / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
};
const groundOf = (e) => {
  const own = e ? getComputedStyle(e).backgroundColor : "rgb(255, 255, 255)";
  return partsOf(own).length === 3 ? own : groundOf(e.parentElement);
};
const isFaint = (e, pseudo) => {
  const [one, other] = [light(getComputedStyle(e, pseudo).color), light(groundOf(e))];
  return Math.max(one, other) / Math.min(one, other) < least;
};
const isOff = (e) => e.closest(":disabled, [aria-disabled=true]")
  || e.closest("label")?.querySelector(":disabled");
const hasText = (e) => [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
const written = [...root.querySelectorAll("*")].filter((e) => hasText(e) && isSeen(e) && !isOff(e));
const faint = written.filter((e) => isFaint(e)).map((e) => `faint: ${told(e)}`);
const hinted = touched.filter((e) => e.placeholder && isFaint(e, "::placeholder"));
return [...nameless, ...doubled, ...faint, ...hinted.map((e) => `faint hint: ${told(e)}`)];
"""


def audit(browser: Browser) -> list[str]:
    """What is wrong with what is shown now."""
    found: list[str] = browser.script(AUDIT, LEAST_CONTRAST)
    return found
