// A page's link to the server: views in, commands out, and back by itself after every cut.

import { newId } from "/web/ids.js";
import { viewKey, Views } from "/web/views.js";

const PROTOCOL = 1;
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5000;
const SILENCE_MS = 25000;
const TURNED_AWAY = new Set(["not_signed_in", "terminal_removed", "not_allowed", "needs_tls", "other_protocol"]);

/**
 * Events, each with a `detail`:
 * - `state`: {online}
 * - `view`: {audience, of, kinds}: documents of these kinds changed; read them from `link.views`
 * - `moment`: the message
 * - `unseen`: {audience, of, error}: the server does not show it, which is no reason to ask again
 * - `who`: the server's word on who this is: {role, person}
 * - `refused`: the refusal that this link was turned away with; it does not try again
 */
export class Link extends EventTarget {
  views = new Views();
  online = false;
  welcome = null;
  #path;
  #name;
  #socket = null;
  #wanted = new Map();
  #asking = new Set();
  #waiting = new Map();
  #wait = FIRST_WAIT_MS;
  #timer = null;
  #silence = null;
  #ended = false;
  #refusal = null;

  /** `path` is a WebSocket URL of the server, `name` what its window calls this screen. */
  constructor(path, name) {
    super();
    this.#path = path;
    this.#name = name;
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#wake());
    window.addEventListener("online", () => this.#wake());
    window.addEventListener("pageshow", (event) => event.persisted && this.#wake());
    this.#open();
  }

  /** Watch one more audience besides the one that the URL names, also after a reconnect. */
  watch(audience, of) {
    this.#wanted.set(viewKey(audience, of), { audience, of });
    if (this.online) this.#subscribe(audience, of);
  }

  /** Watch it no longer. */
  unwatch(audience, of) {
    this.#wanted.delete(viewKey(audience, of));
    this.views.forget(audience, of);
    if (this.online) this.#send({ type: "unsubscribe", ...named(audience, of) });
  }

  /**
   * Send a command; resolves to its answer: {ok: true, ...} or {error, message, ...}. It is sent again, under the
   * same id, after a reconnect. Without an answer in `patience` milliseconds it resolves to {error: "no_link"} if
   * it never went out, or {error: "no_answer"} if nobody knows what became of it: the same `id` again finds out.
   * On a link that was turned away it resolves to that refusal.
   */
  command(type, fields = {}, { id = newId(), patience = 15000 } = {}) {
    if (this.#refusal) return Promise.resolve({ ...this.#refusal, id });
    return new Promise((resolve) => {
      const waiting = { message: { id, type, ...fields }, resolve, sent: false };
      waiting.timer = setTimeout(() => {
        this.#waiting.delete(id);
        resolve({ error: waiting.sent ? "no_answer" : "no_link", id });
      }, patience);
      this.#waiting.set(id, waiting);
      if (this.online) this.#deliver(waiting);
    });
  }

  /** Go, for good. */
  close() {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  // ------------------------------------------------------------------------------- the link

  #open() {
    if (this.#ended || this.#socket) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.#path}`);
    this.#socket = socket;
    this.#watchSilence();
    socket.onopen = () => this.#send({ type: "hello", protocol: PROTOCOL, name: this.#name });
    socket.onmessage = (event) => socket === this.#socket && this.#heard(JSON.parse(event.data));
    socket.onclose = () => socket === this.#socket && this.#lost();
  }

  #lost() {
    this.#socket = null;
    this.#asking.clear();
    clearTimeout(this.#silence);
    this.#set(false);
    if (this.#ended) return;
    this.#timer = setTimeout(() => this.#open(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }

  /** A page that slept cannot trust its socket: a hello finds out, and silence ends it. */
  #wake() {
    if (this.#ended) return;
    this.#wait = FIRST_WAIT_MS;
    if (!this.#socket) {
      clearTimeout(this.#timer);
      this.#open();
    } else if (this.online) this.#ask(3000);
  }

  #watchSilence() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => (this.online ? this.#ask(5000) : this.#giveUp()), SILENCE_MS);
  }

  #ask(patience) {
    this.#send({ type: "hello", protocol: PROTOCOL, name: this.#name });
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#giveUp(), patience);
  }

  #giveUp() {
    const socket = this.#socket;
    this.#lost();
    socket?.close();
  }

  // ------------------------------------------------------------------------------- messages

  #heard(message) {
    this.#watchSilence();
    if (message.audience && message.rev !== undefined) this.#show(message);
    else if (message.moment) this.#tell("moment", message);
    else if (message.type === "hello") this.#greeted(message);
    else if (message.type === "who") this.#tell("who", message);
    else if (message.error && this.#wanted.has(message.id)) this.#unseen(message);
    else if (message.id !== undefined && this.#waiting.has(message.id)) this.#answered(message);
    else if (message.error && !this.online) this.#turnedAway(message);
  }

  #greeted(message) {
    this.welcome = message;
    this.#wait = FIRST_WAIT_MS;
    if (this.online) return;
    for (const { audience, of } of this.#wanted.values()) this.#subscribe(audience, of);
    for (const waiting of this.#waiting.values()) this.#deliver(waiting);
    this.#set(true);
    this.#tell("who", { role: message.role, person: message.person });
  }

  #turnedAway(message) {
    if (!TURNED_AWAY.has(message.error)) return;
    this.close();
    this.#refusal = message;
    for (const [id, waiting] of this.#waiting) this.#answered({ ...message, id }, waiting);
    this.#tell("refused", message);
  }

  #show(message) {
    const key = viewKey(message.audience, message.of);
    if (message.snapshot) this.#asking.delete(key);
    const kinds = this.#asking.has(key) ? [] : this.views.take(message);
    if (kinds === null) {
      this.#asking.add(key);
      this.#subscribe(message.audience, message.of);
    } else if (kinds.length) {
      this.#tell("view", { audience: message.audience, of: message.of, kinds });
    }
  }

  #unseen({ id, error }) {
    const watched = this.#wanted.get(id);
    this.#wanted.delete(id);
    this.#tell("unseen", { ...watched, error });
  }

  #answered(message, waiting = this.#waiting.get(message.id)) {
    this.#waiting.delete(message.id);
    clearTimeout(waiting.timer);
    waiting.resolve(message);
  }

  #deliver(waiting) {
    waiting.sent = true;
    this.#send(waiting.message);
  }

  #subscribe(audience, of) {
    this.#send({ id: viewKey(audience, of), type: "subscribe", ...named(audience, of) });
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #set(online) {
    if (online === this.online) return;
    this.online = online;
    this.#tell("state", { online });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function named(audience, of) {
  return of == null ? { audience } : { audience, of };
}
