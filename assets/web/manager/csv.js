// Section CSV: the menu out of a spreadsheet's file, shown first and taken only when somebody says so.

import { make } from "/web/fill.js";
import { text } from "/web/given.js";

const MOST_SHOWN = 200;

export class CsvSection {
  isDirty = false;
  #file = null;
  #preview = null;

  constructor(context) {
    this.context = context;
    this.input = make("input", { type: "file", accept: ".csv,.txt,text/csv", id: "csv-file" });
    this.removes = make("input", { type: "checkbox" });
    this.take = make("button", { type: "button", className: "is-main", hidden: true }, text("manager.csv_take"));
    this.wrong = make("p", { className: "wrong", role: "alert" });
    this.busy = make("p", { className: "muted", role: "status", hidden: true }, text("manager.csv_reading"));
    this.outcome = make("div", { className: "outcome" });
    this.input.addEventListener("change", () => this.choose(this.input.files[0]));
    this.removes.addEventListener("change", () => this.#file && this.read());
    this.take.addEventListener("click", () => this.accept());
    const label = make("label", { htmlFor: "csv-file" }, text("manager.csv_file"));
    const check = make("label", { className: "check" }, this.removes, text("manager.csv_remove"));
    const download = make("a", { className: "button", href: "/manager/menu.csv" }, text("manager.csv_download"));
    download.setAttribute("download", "menu.csv");
    this.element = make(
      "section",
      { className: "card alone" },
      make("h2", {}, text("manager.section_csv")),
      make("p", {}, text("manager.csv_about")),
      make("p", {}, download),
      make("div", { className: "field" }, label, this.input),
      check,
      this.busy,
      this.wrong,
      this.outcome,
      make("div", { className: "form-foot" }, this.take),
    );
  }

  open() {}

  /** The menu is another by now: what a file would do to it may be something else. */
  update(kinds) {
    const isMenu = kinds.includes("items") || kinds.includes("categories");
    if (isMenu && this.#file && !this.#taking) this.read();
  }

  #taking = false;

  choose(file) {
    this.#file = file ?? null;
    if (file) this.read();
  }

  async read() {
    const answer = await this.ask("POST");
    if (answer) this.show(answer);
  }

  async accept() {
    this.#taking = true;
    this.take.disabled = true;
    const answer = await this.ask("PUT", { digest: this.#preview.digest });
    this.#taking = false;
    this.take.disabled = false;
    if (answer?.ok) {
      this.#file = null;
      this.input.value = "";
      this.clear();
      this.context.say(text("manager.csv_taken"));
    } else if (answer?.error === "changed_meanwhile") {
      await this.read();
      this.wrong.textContent = text("manager.csv_changed");
    }
  }

  async ask(method, query = {}) {
    this.clear();
    this.busy.hidden = false;
    try {
      const address = `/manager/menu.csv?${new URLSearchParams({ ...query, remove: this.removes.checked ? "1" : "0" })}`;
      const response = await fetch(address, { method, body: this.#file, headers: { "Content-Type": "text/csv" } });
      const answer = await response.json();
      if (answer.error && answer.error !== "changed_meanwhile") this.wrong.textContent = this.context.refusal(answer);
      return answer.error && answer.error !== "changed_meanwhile" ? null : answer;
    } catch {
      this.wrong.textContent = text("manager.csv_unreadable");
      return null;
    } finally {
      this.busy.hidden = true;
    }
  }

  clear() {
    this.wrong.textContent = "";
    this.outcome.replaceChildren();
    this.take.hidden = true;
  }

  show(preview) {
    this.#preview = preview;
    if (preview.problem) {
      this.wrong.textContent = preview.problem;
      return;
    }
    const counts = { new: preview.new.length, changed: preview.changed.length, unchanged: preview.unchanged };
    const summary = make("p", { className: "notice" }, text("manager.csv_counts", counts));
    this.outcome.append(summary);
    const kept = preview.kept ? text("manager.csv_kept", { count: preview.kept }) : "";
    if (kept) this.outcome.append(make("p", { className: "muted" }, kept));
    const table = (title, heads, rows) => this.outcome.append(...tableOf(title, heads, rows));
    const line = text("manager.csv_line");
    const name = text("manager.dish_name");
    table("manager.csv_wrong", [line, name, text("manager.csv_reason")], preview.wrong.map((w) => [w.line, w.name, w.reason]));
    table("manager.csv_removed", [name], preview.removed.map((each) => [each]));
    table("manager.csv_categories", [text("manager.category_name")], preview.new_categories.map((each) => [each]));
    table("manager.csv_new", [line, name, text("manager.dish_category"), text("manager.dish_price")], preview.new.map((n) => [n.line, n.name, n.category, n.price]));
    table("manager.csv_changed_dishes", [line, name, text("manager.csv_changes")], preview.changed.map((c) => [c.line, c.name, changes(c)]));
    this.take.hidden = !preview.takes;
    if (!preview.takes) summary.append(" ", text("manager.csv_nothing"));
  }
}

function changes({ changes: all }) {
  return all.map(([column, before, after]) => `${column}: ${before || "–"} → ${after || "–"}`).join("\n");
}

function tableOf(title, heads, rows) {
  if (!rows.length) return [];
  const head = make("tr", {}, ...heads.map((each) => make("th", {}, each)));
  const body = rows.slice(0, MOST_SHOWN).map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, String(cell)))));
  const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...body));
  const parts = [make("h3", {}, `${text(title)} (${rows.length})`), make("div", { className: "wide" }, table)];
  const more = rows.length - MOST_SHOWN;
  return more > 0 ? [...parts, make("p", { className: "muted" }, text("manager.csv_more", { count: more }))] : parts;
}
