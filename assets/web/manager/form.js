// A form for one document: shows it, keeps what is being edited apart from what others change, and saves.

import { copyOf, fill, part } from "/web/fill.js";
import { refusalText, text } from "/web/given.js";
import { WrongInput } from "/web/manager/fields.js";

/**
 * `save(values, base)` sends the edited document and resolves to the server's answer; `base` is the document
 * that the form was brought up to date with last, null for a new one. `fieldOf(refusal)` names the field that
 * a refusal is about. Without `remove` there is no such button.
 */
export class Form {
  #parts;
  #base = null;
  #shown = new Map();
  #busy = false;

  constructor({ fields, save, remove, back, fieldOf = () => null }) {
    this.fields = fields;
    this.element = copyOf("form");
    // Found now: fields bring parts of the same names.
    const names = ["title", "tools", "notice", "fields", "wrong", "save", "undo", "remove", "back"];
    this.#parts = Object.fromEntries(names.map((name) => [name, part(this.element, name)]));
    this.tools = this.#parts.tools;
    this.isOpen = false;
    this.#save = save;
    this.#remove = remove;
    this.#fieldOf = fieldOf;
    fill(this.element, { save: text("manager.save"), undo: text("manager.undo"), remove: text("manager.remove"), back: `‹ ${text("manager.back")}` });
    this.#parts.fields.append(...fields.map((field) => field.element));
    this.#parts.back.hidden = !back;
    this.#parts.back.addEventListener("click", () => back());
    this.#parts.remove.addEventListener("click", () => this.#removeIt());
    this.#parts.undo.addEventListener("click", () => this.show(this.#base, this.#title));
    this.element.addEventListener("submit", (event) => (event.preventDefault(), this.save()));
    this.element.addEventListener("input", (event) => this.#edited(event.target));
    for (const field of fields) field.onTake = () => this.#take(field);
  }

  #save;
  #remove;
  #fieldOf;
  #title = "";

  /** Begin with a document, or with null for a new one whose fields are `blank`. */
  show(document, title, blank = {}) {
    this.#base = document;
    this.#title = title;
    this.isOpen = true;
    this.isGone = false;
    this.blank = blank;
    this.#parts.title.textContent = title;
    this.#parts.remove.hidden = !this.#remove || !document;
    for (const field of this.fields) this.#put(field, (document ?? blank)[field.name]);
    this.#clear();
    this.#look();
  }

  /** Nothing is edited here any more. */
  close() {
    this.isOpen = false;
  }

  get base() {
    return this.#base;
  }

  get isDirty() {
    return this.isOpen && this.fields.some((field) => this.#isEdited(field));
  }

  /** The document has changed, or is gone (null): what nobody edits here follows, what is edited stays. */
  update(document) {
    if (!this.isOpen || this.#base === null) return;
    if (document === null) {
      this.isGone = true;
      this.#notice(text("manager.removed_meanwhile"));
      return;
    }
    const before = this.#base;
    this.#base = document;
    for (const field of this.fields) {
      const [old, now] = [before[field.name], document[field.name]];
      if (same(old, now)) {
        field.refresh?.();
      } else if (!this.#isEdited(field)) {
        this.#put(field, now);
        field.theirs(undefined);
      } else {
        field.theirs(now);
        this.#shown.set(field, asText(() => this.#written(field, now)));
        this.#notice(text("manager.changed_meanwhile"));
      }
    }
    this.#look();
  }

  /** Send what was edited. */
  async save() {
    if (this.#busy) return;
    const values = this.#values();
    if (values === null) return;
    this.#busy = true;
    this.#look();
    const answer = await this.#save(values, this.isGone ? null : this.#base);
    this.#busy = false;
    if (answer.error) this.refused(answer);
    else this.#saved(values);
    this.#look();
  }

  /** Show a refusal at the field that caused it. */
  refused(refusal) {
    const name = this.#fieldOf(refusal) ?? fieldInPath(refusal);
    const field = this.fields.find((each) => each.name === name);
    if (field) {
      field.wrong(saidAt(field, refusal));
      field.focused().focus();
    } else this.#parts.wrong.textContent = refusalText(refusal);
  }

  /** What was wrong with a field is not said of what is being written there now. */
  #edited(target) {
    this.fields.find((field) => field.element.contains(target))?.wrong(null);
    this.#look();
  }

  #saved(values) {
    this.#base = { ...this.#base, ...values };
    for (const field of this.fields) {
      this.#shown.set(field, asText(() => field.get()));
      field.theirs(undefined);
    }
    this.#clear();
  }

  #values() {
    const values = {};
    let first = null;
    this.#parts.wrong.textContent = "";
    for (const field of this.fields) {
      try {
        values[field.name] = field.get();
        field.wrong(null);
      } catch (error) {
        if (!(error instanceof WrongInput)) throw error;
        field.wrong(error.message);
        first ??= field;
      }
    }
    first?.focused().focus();
    return first ? null : values;
  }

  async #removeIt() {
    const answer = await this.#remove(this.#base);
    if (answer?.error) this.refused(answer);
  }

  #take(field) {
    this.#put(field, this.#base[field.name]);
    field.theirs(undefined);
    this.#look();
  }

  #put(field, value) {
    field.set(value);
    field.wrong(null);
    field.theirs(undefined);
    this.#shown.set(field, asText(() => field.get()));
  }

  /** How a value reads once this field has shown it. */
  #written(field, value) {
    const mine = field.get();
    field.set(value);
    const read = field.get();
    field.set(mine);
    return read;
  }

  #isEdited(field) {
    return asText(() => field.get()) !== this.#shown.get(field);
  }

  #notice(message) {
    const notice = this.#parts.notice;
    notice.hidden = !message;
    notice.textContent = message;
  }

  #clear() {
    this.#notice("");
    this.#parts.wrong.textContent = "";
    for (const field of this.fields) field.wrong(null);
  }

  #look() {
    const isDirty = this.isDirty;
    this.#parts.save.disabled = this.#busy || !isDirty;
    this.#parts.undo.hidden = !isDirty || this.#base === null;
    this.onLook?.(isDirty);
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A value as text, to compare; what cannot be read is unlike every value. */
function asText(read) {
  try {
    return JSON.stringify(read());
  } catch (error) {
    if (error instanceof WrongInput) return "wrong";
    throw error;
  }
}

/** A refusal as it is said at the field that it is about, which needs no name of it. */
function saidAt(field, refusal) {
  if (refusal.error === "malformed") return text(field.cannotBe);
  return refusal.error === "bad_setting" ? text(field.badValue, refusal) : refusalText(refusal);
}

/** The field in a path such as `$.item.name` or `$.settings.limits.order_items` of what is wrong with a message. */
function fieldInPath(refusal) {
  const path = /`\$\.([\w.]+)/.exec(refusal.problem ?? "")?.[1];
  return path?.split(".").filter((step) => step !== "item" && step !== "category" && step !== "settings")[0] ?? null;
}
