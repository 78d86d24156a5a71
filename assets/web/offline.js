// The bar that says at the top of a page that there is no link, and goes when it is back.

import { make } from "/web/fill.js";
import { text } from "/web/given.js";

const PATIENCE_MS = 1500;

/** Show the bar whenever this link is down for longer than a blink. */
export function showOffline(link) {
  const bar = make("div", { className: "offline", hidden: true, role: "status" }, text("web.offline"));
  document.body.prepend(bar);
  let timer = null;
  const look = () => {
    clearTimeout(timer);
    if (link.online) bar.hidden = true;
    else timer = setTimeout(() => (bar.hidden = false), PATIENCE_MS);
  };
  link.addEventListener("state", look);
  look();
}
