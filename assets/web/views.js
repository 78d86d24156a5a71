// The documents that the server shows of each audience, kept up to date message by message.

/** The key of an audience, and what it is of, in `Views`. */
export function viewKey(audience, of) {
  return of == null ? audience : `${audience} ${of}`;
}

/** Documents by audience, kind and id. */
export class Views {
  #views = new Map();

  /** The documents of a kind as a Map from their ids; empty before the first snapshot. */
  documents(audience, kind, of) {
    return this.#views.get(viewKey(audience, of))?.kinds.get(kind) ?? new Map();
  }

  /** Whether a snapshot came. */
  has(audience, of) {
    return this.#views.has(viewKey(audience, of));
  }

  /** Forget an audience. */
  forget(audience, of) {
    this.#views.delete(viewKey(audience, of));
  }

  /**
   * Take in a message. Returns the kinds that it changed, or null if one before it is missing: then the
   * snapshot has to be asked for, and what comes before it is left out.
   */
  take(message) {
    const key = viewKey(message.audience, message.of);
    if (message.snapshot) {
      const kinds = Object.entries(message.snapshot);
      const built = new Map(kinds.map(([kind, documents]) => [kind, new Map(Object.entries(documents))]));
      this.#views.set(key, { rev: message.rev, kinds: built });
      return [...built.keys()];
    }
    const view = this.#views.get(key);
    if (!view || message.rev <= view.rev) return [];
    if (message.rev !== view.rev + 1) return null;
    view.rev = message.rev;
    for (const [kind, documents] of Object.entries(message.put ?? {})) {
      if (!view.kinds.has(kind)) view.kinds.set(kind, new Map());
      for (const [id, document] of Object.entries(documents)) view.kinds.get(kind).set(id, document);
    }
    for (const [kind, ids] of Object.entries(message.drop ?? {})) {
      for (const id of ids) view.kinds.get(kind)?.delete(id);
    }
    return [...new Set([...Object.keys(message.put ?? {}), ...Object.keys(message.drop ?? {})])];
  }
}
