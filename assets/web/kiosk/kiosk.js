// The customer terminal as a page: choose a table and dishes, send the order, see how far it is.

import { fill } from "/web/fill.js";
import { given, refusalText, text } from "/web/given.js";
import { closedTitle, opens } from "/web/hours.js";
import { limitInputs } from "/web/limits.js";
import { Link } from "/web/link.js";
import { keepAwake } from "/web/kiosk/awake.js";
import { Cart } from "/web/kiosk/cart.js";
import { CartPanel } from "/web/kiosk/cart_panel.js";
import { DishSheet } from "/web/kiosk/dish.js";
import { fillScreen, leaveScreen } from "/web/kiosk/full_screen.js";
import { askLanguage, speak } from "/web/kiosk/languages.js";
import { Menu } from "/web/kiosk/menu.js";
import { Ordering } from "/web/kiosk/ordering.js";
import { showPairing, whenPaired } from "/web/kiosk/pairing.js";
import { Place } from "/web/kiosk/place.js";
import { showProgress } from "/web/kiosk/progress.js";
import { Quiet } from "/web/kiosk/quiet.js";
import { askStaff, onHold } from "/web/kiosk/staff.js";
import { closeAll, tell } from "/web/kiosk/talk.js";

const START_LANGUAGE = "kiosk/language";
const OWN_LANGUAGE = given.language;
const LOOK_MS = 1000;
const OFFLINE_MS = 1500;

const element = (id) => document.getElementById(id);

/** Call `tapped()` for a touch anywhere on an element, or a key that means the same. */
function onTap(target, tapped) {
  target.addEventListener("click", tapped);
  target.addEventListener("keydown", (event) => ["Enter", " "].includes(event.key) && tapped());
}

class Kiosk {
  #link = new Link("/ws/menu/", given.name);
  #cart = new Cart();
  #isPaired = null;
  #offlineSince = performance.now();
  #menu = new Menu((id) => this.#choose(id));
  #place = new Place(() => this.#restaurant?.tables ?? []);
  #panel = new CartPanel(this.#cart, () => this.#showOrder());
  #sheet = new DishSheet({ add: (line) => this.#add(line), closed: () => this.#menu.unchoose() });
  #ordering = new Ordering({
    link: this.#link, cart: this.#cart, place: this.#place,
    dishes: () => this.#dishes,
    restaurant: () => this.#restaurant,
    able: () => this.#link.online && this.#isPaired === true,
    closed: () => this.#closed,
    changed: () => this.#showOrder(),
  });

  constructor() {
    this.#listen();
    new Quiet({ inUse: () => element("start").hidden && this.#isPaired, over: () => this.#startAgain() });
    setInterval(() => (this.#ordering.step(), this.#showHead()), LOOK_MS);
    keepAwake();
    whenPaired(() => {
      this.#ordering.forgetAll();
      location.reload();
    });
    this.#speakAsAtStart();
  }

  // ------------------------------------------------------------------------------ listening

  #listen() {
    const link = this.#link;
    link.addEventListener("state", () => this.#turned());
    link.addEventListener("view", (event) => this.#shown(event.detail));
    link.addEventListener("who", (event) => this.#isWho(event.detail.role));
    link.addEventListener("unseen", (event) => (this.#ordering.show(event.detail.of, null), this.#showOrder()));
    link.addEventListener("refused", (event) => this.#turnedOut(event.detail));
    element("send").addEventListener("click", () => this.#ordering.send());
    element("language").addEventListener("click", () => askLanguage((language) => this.#choseLanguage(language)));
    onTap(element("start"), () => this.#begin());
    onTap(element("covered"), () => this.#fillScreen());
    element("for-staff").addEventListener("click", () => this.#askStaff());
    onHold(element("headline"), () => this.#askStaff());
  }

  #turned() {
    if (!this.#link.online) this.#offlineSince = performance.now();
    this.#showMenu();
    this.#showOrder();
  }

  #shown({ audience, of }) {
    if (audience === "order") this.#ordering.show(of, this.#link.views.documents("order", "orders", of).get(of));
    else this.#showMenu();
    this.#showOrder();
    this.#ordering.step();
  }

  #isWho(role) {
    this.#isPaired = role === "customer";
    if (!this.#isPaired) this.#unpaired(given.why ? refusalText({ error: given.why }) : "");
    else if (element("terminal").hidden) this.#showTerminal();
  }

  #turnedOut(refusal) {
    if (refusal.error === "other_protocol") return location.reload(); // the server's own page is of its version
    this.#unpaired(refusalText(refusal));
  }

  // ---------------------------------------------------------------------------- who is here

  #showTerminal() {
    element("pairing").hidden = true;
    element("terminal").hidden = false;
    this.#showStart();
    this.#ordering.step();
  }

  /** The tablet is nobody's: what it kept waits until it is paired again, or is too old by then. */
  #unpaired(why = "") {
    this.#isPaired = false;
    closeAll();
    leaveScreen();
    for (const id of ["terminal", "start", "covered"]) element(id).hidden = true;
    showPairing(why);
  }

  #askStaff() {
    closeAll();
    askStaff(this.#link, {
      start: localStorage.getItem(START_LANGUAGE) ?? "",
      setStart: (language) => localStorage.setItem(START_LANGUAGE, language),
      leave: () => (leaveScreen(), this.#startAgain()),
      unpaired: () => location.reload(),
    });
  }

  // ------------------------------------------------------------------- one guest after another

  #begin() {
    element("start").hidden = true;
    element("terminal").inert = false;
    this.#fillScreen();
  }

  #fillScreen() {
    element("covered").hidden = true;
    fillScreen(() => (element("covered").hidden = element("terminal").hidden));
  }

  /** The guest has gone: nothing of what was begun is left for the next. */
  #startAgain() {
    closeAll();
    this.#cart.takeAll();
    this.#place.clear();
    this.#menu.startAgain();
    this.#showOrder();
    this.#showStart();
    this.#speakAsAtStart();
  }

  #showStart() {
    element("start").hidden = false;
    element("terminal").inert = true;
    element("start").focus();
  }

  /** Each guest begins in the tablet's language, which is the restaurant's unless staff chose another. */
  async #speakAsAtStart() {
    const wanted = [localStorage.getItem(START_LANGUAGE), this.#restaurant?.language, given.spoken, OWN_LANGUAGE];
    await this.#speak(wanted.find((language) => language in given.languages));
  }

  async #choseLanguage(language) {
    if (!(await this.#speak(language))) tell(text("kiosk.no_language_title"), text("kiosk.no_language"), "late");
  }

  async #speak(language) {
    if (!(await speak(language))) return false;
    this.#place.show();
    this.#showMenu();
    this.#showOrder();
    return true;
  }

  // ------------------------------------------------------------------------------ choosing

  #choose(dishId) {
    const dish = this.#dishes.get(dishId);
    if (dish) this.#sheet.ask(dish, this.#currency);
  }

  #add(line) {
    this.#cart.add(line);
    this.#showOrder();
    this.#panel.revealLast();
  }

  // ------------------------------------------------------------------------------- showing

  get #restaurant() {
    return this.#link.views.documents("menu", "restaurant").get("1");
  }

  /** The menu; without a link nothing is known of the hours: the server says when an order reaches it. */
  get #dishes() {
    const dishes = this.#link.views.documents("menu", "items");
    if (this.#link.online) return dishes;
    return new Map([...dishes].map(([id, dish]) => [id, { ...dish, service: null }]));
  }

  /** How the restaurant stands while guests cannot order. */
  get #closed() {
    const service = this.#link.online ? this.#restaurant?.service : null;
    return service && !service.now ? service : null;
  }

  get #currency() {
    return this.#restaurant?.currency ?? "";
  }

  #showMenu() {
    if (!this.#restaurant) return;
    given.restaurant = document.title = this.#restaurant.name;
    this.#menu.show(this.#link.views.documents("menu", "categories"), this.#dishes, this.#currency);
    this.#sheet.follow(this.#dishes, this.#currency);
    this.#showHead();
  }

  #showOrder() {
    this.#cart.follow(this.#dishes, this.#restaurant);
    this.#panel.show(this.#dishes, this.#currency, this.#closed);
    showProgress(this.#ordering.orders.shown);
    this.#showHead();
  }

  #showHead() {
    const isOffline = !this.#link.online && performance.now() - this.#offlineSince > OFFLINE_MS;
    const closed = this.#closed;
    fill(document.body, {
      restaurant: given.restaurant,
      online: text(isOffline ? "common.offline" : "common.online"),
      notice: this.#noticeOf(isOffline, closed),
      call: closed ? closedTitle(closed) : text("customer.begin"),
    });
    fill(element("start"), { opens: closed ? opens(closed) : "" });
    document.body.classList.toggle("is-offline", isOffline);
    document.body.classList.toggle("is-closed", Boolean(closed));
    element("language").textContent = given.language.toUpperCase();
  }

  /** What stands in place of the restaurant's name while something is wrong. */
  #noticeOf(isOffline, closed) {
    if (closed) return `${closedTitle(closed)}. ${opens(closed)}`;
    if (!isOffline) return "";
    const { kept } = this.#ordering;
    return [text("customer.offline"), kept ? text("common.kept", { count: kept }) : ""].join(" ");
  }
}

limitInputs();
new Kiosk();
