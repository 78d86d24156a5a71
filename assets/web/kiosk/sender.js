// Which order is sent when: in order, one at a time, under one id until it is answered.

const KEPT = new Set(["cannot_store", "read_only", "stopping", "fault"]);
const UNHEARD = new Set(["no_link", "no_answer"]);
const UNKNOWN = new Set(["not_signed_in", "terminal_removed", "not_allowed", "needs_tls"]);
const FAULT_TRIES = 5;
const MINUTE_MS = 60_000;
const FIRST_AGAIN_MS = 1000;
const LONGEST_AGAIN_MS = 15_000;
const PATIENCE_MS = 10_000;

/**
 * Events, each with a `detail`: `answered` {entry, answer}; `held` {entry, answer}: it is kept and tried again;
 * `tooold` {entry}: it waited longer than the restaurant allows, or nobody can tell how long, and is not sent.
 */
export class Sender extends EventTarget {
  #outbox;
  #link;
  #minutes;
  #able;
  #asking = false;
  #notBefore = 0;
  #tries = 0;

  /**
   * `minutes()` is how old an order may get, undefined while the restaurant has not said it; `able()` is whether
   * the server would take one from here now.
   */
  constructor(outbox, link, { minutes, able }) {
    super();
    this.#outbox = outbox;
    this.#link = link;
    this.#minutes = minutes;
    this.#able = able;
    link.addEventListener("state", () => {
      this.#notBefore = this.#tries = 0;
      this.step();
    });
  }

  /** Send what can be sent now; called whenever that may have changed, and each second. */
  async step() {
    if (this.#asking || this.#minutes() === undefined) return;
    this.#passOverOld();
    const [entry] = this.#outbox.entries;
    if (!entry || !this.#able() || performance.now() < this.#notBefore) return;
    this.#asking = true;
    try {
      this.#note(entry);
      const options = { id: entry.id, patience: PATIENCE_MS };
      this.#judge(entry, await this.#link.command(entry.type, entry.fields, options));
    } finally {
      this.#asking = false;
    }
    this.step();
  }

  #note(entry) {
    try {
      this.#outbox.asked(entry.id);
    } catch (error) {
      console.warn("nothing more can be kept here", error); // it is kept already, and is sent all the same
    }
  }

  #passOverOld() {
    for (const entry of this.#outbox.entries) {
      const age = Date.now() - entry.at;
      if (age >= -MINUTE_MS && age <= this.#minutes() * MINUTE_MS) return;
      this.#outbox.done(entry.id);
      this.#tell("tooold", { entry });
    }
  }

  #judge(entry, answer) {
    if (UNHEARD.has(answer.error) || UNKNOWN.has(answer.error)) return this.#again();
    this.#tries += 1;
    if (KEPT.has(answer.error) && !(answer.error === "fault" && this.#tries >= FAULT_TRIES)) {
      this.#tell("held", { entry, answer });
      return this.#again();
    }
    this.#tries = this.#notBefore = 0;
    this.#outbox.done(entry.id);
    this.#tell("answered", { entry, answer });
  }

  #again() {
    const pause = Math.min(FIRST_AGAIN_MS * 2 ** this.#tries, LONGEST_AGAIN_MS);
    this.#notBefore = performance.now() + pause;
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
