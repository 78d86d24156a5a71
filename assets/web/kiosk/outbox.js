// Orders that have no answer yet, in order: kept by the browser, so a power cut takes none away.

const MOST = 50;

/** Entries {id, at, type, fields, asked}; `at` is the clock's milliseconds, `asked` whether it was ever sent. */
export class Outbox {
  #storage;
  #key;

  constructor(storage, key) {
    this.#storage = storage;
    this.#key = key;
  }

  /** All, oldest first; what cannot be read is nothing. */
  get entries() {
    try {
      const read = JSON.parse(this.#storage.getItem(this.#key) ?? "[]");
      return Array.isArray(read) ? read.filter((entry) => entry?.id && entry.fields) : [];
    } catch {
      return [];
    }
  }

  /** One more. Throws where the browser cannot keep it, or too many wait. */
  put(entry) {
    const entries = this.entries;
    if (entries.length >= MOST) throw new Error("the outbox is full");
    this.#write([...entries, entry]);
  }

  /** It is being sent: from now on nobody can say that it never arrived. */
  asked(id) {
    this.#write(this.entries.map((entry) => (entry.id === id ? { ...entry, asked: true } : entry)));
  }

  /** The server knows this tablet by another name from now on: what it was asked before, it would take for new. */
  doubt() {
    this.#write(this.entries.map((entry) => (entry.asked ? { ...entry, at: 0 } : entry)));
  }

  /** It was answered, or is too old. */
  done(id) {
    this.#write(this.entries.filter((entry) => entry.id !== id));
  }

  #write(entries) {
    this.#storage.setItem(this.#key, JSON.stringify(entries));
  }
}
