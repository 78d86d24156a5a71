// A section with a list on one side and a form for one of its entries on the other; on a phone one at a time.

import { copyOf, fill, fillList, make, part } from "/web/fill.js";
import { text } from "/web/given.js";

/**
 * What a kind of entry needs: `kind` of document; `entries(search)` in their order, each [id, document];
 * `row(document)` gives {name, facts, value, dim}; `fields`; `blank()`; `save(values, base, id)` and `remove(base)`
 * resolve to the server's answer; `fieldOf(refusal)`; `titleOf(document)`; texts `add`, `empty`, `search`, `about`.
 */
export class ListSection {
  constructor(context, about) {
    this.context = context;
    this.about = about;
    this.element = copyOf("list-and-form");
    fill(this.element, { add: text(about.add) });
    this.search = part(this.element, "search");
    this.search.placeholder = text(about.search ?? "manager.search");
    this.search.ariaLabel = this.search.placeholder;
    this.search.addEventListener("input", () => this.showList());
    part(this.element, "add").addEventListener("click", () => this.context.go(about.section, "new"));
    this.form = about.form({
      back: () => context.go(about.section),
      saved: (id) => this.saved(id),
      removed: () => this.removed(),
    });
    this.detail = part(this.element, "detail");
    this.id = null;
  }

  get isDirty() {
    return this.form.isDirty;
  }

  /** Show the list, and the entry with that id, "new" or none. */
  open(id) {
    if (id !== this.id || !this.form.isOpen) this.begin(id);
    this.showList();
  }

  begin(id) {
    const { about, form } = this;
    const document = id && id !== "new" ? this.context.document(about.kind, id) : null;
    this.id = document || id === "new" ? id : null;
    this.wanted = this.id ? null : id; // what was just made here may not be shown yet
    this.element.dataset.shows = this.id ? "form" : "list";
    if (this.id) {
      form.show(document, document ? about.titleOf(document) : text(about.add), about.blank?.() ?? {});
      this.detail.replaceChildren(form.element);
      this.detail.scrollTop = 0;
      if (part(this.element, "back").offsetParent) window.scrollTo(0, 0); // a phone: the form is in the list's place
      if (id === "new") form.fields[0].focused().focus();
    } else {
      form.close();
      this.detail.replaceChildren(make("p", { className: "muted" }, text(about.about)));
    }
  }

  /** Documents of these kinds have changed. */
  update(kinds) {
    this.showList();
    if (this.form.isOpen && this.id !== "new" && kinds.includes(this.about.kind)) {
      this.form.update(this.context.document(this.about.kind, this.id) ?? null);
    } else if (this.form.isOpen) for (const field of this.form.fields) field.refresh?.();
    if (this.id === null && this.wanted) this.begin(this.wanted);
    this.about.look?.(this.form);
  }

  showList() {
    const { about } = this;
    const entries = about.entries(this.search.value.trim().toLocaleLowerCase());
    const empty = part(this.element, "empty");
    empty.textContent = text(this.search.value ? "manager.nothing_found" : about.empty);
    empty.hidden = entries.length > 0;
    fillList(part(this.element, "rows"), entries, {
      keyOf: ([id, document]) => (document ? `= ${id}` : `# ${id}`),
      create: ([id, document]) => (document ? this.row(id) : make("h3", { className: "group" })),
      update: (element, [id, document]) => (document ? this.showRow(element, id, document) : (element.textContent = id)),
    });
  }

  row(id) {
    const row = copyOf("row");
    row.addEventListener("click", () => this.context.go(this.about.section, id));
    return row;
  }

  showRow(element, id, document) {
    const { name, facts = "", value = "", dim = false } = this.about.row(document);
    fill(element, { name, facts, value });
    element.classList.toggle("is-dim", dim);
    if (id === this.id) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
  }

  saved(id) {
    this.context.say(text("manager.saved"));
    if (this.id === "new") {
      this.form.close();
      this.context.go(this.about.section, id);
    }
  }

  removed() {
    this.context.say(text("manager.removed"));
    this.form.close();
    this.context.go(this.about.section);
  }
}
