// Section Terminals: which devices are paired and when they were seen, what else is connected, and pairing codes.

import { fillList, make } from "/web/fill.js";
import { given, text } from "/web/given.js";
import { limitsOf } from "/web/limits.js";

export class TerminalsSection {
  isDirty = false;

  constructor(context) {
    this.context = context;
    this.empty = make("p", { className: "muted" }, text("manager.no_terminals"));
    this.rows = make("div", { className: "terminals" });
    this.others = make("div", { className: "terminals" });
    this.othersTitle = make("h3", {}, text("manager.also_connected"));
    this.wrong = make("p", { className: "wrong", role: "alert" });
    this.code = make("p", { className: "code" });
    this.codeHint = make("p", { className: "muted" }, text("manager.pairing_hint"));
    this.pair = make("button", { type: "button", className: "is-main" }, text("manager.pair"));
    this.stop = make("button", { type: "button" }, text("manager.stop_pairing"));
    this.pair.addEventListener("click", () => this.ask("open_pairing", {}));
    this.stop.addEventListener("click", () => this.ask("close_pairing", {}));
    const pairing = make("div", { className: "pairing" }, this.pair, this.code, this.codeHint, this.stop);
    const parts = [pairing, this.wrong, this.empty, this.rows, this.othersTitle, this.others];
    this.element = make("section", { className: "card alone" }, make("h2", {}, text("manager.section_terminals")), ...parts);
  }

  open() {
    this.show();
  }

  update() {
    this.show();
  }

  show() {
    const [, server] = this.context.all("server")[0] ?? [];
    const code = server?.pairing_code ?? "";
    this.code.textContent = code;
    for (const part of [this.code, this.codeHint, this.stop]) part.hidden = !code;
    this.pair.hidden = Boolean(code);
    const paired = this.context.all("paired").sort(([, a], [, b]) => a.name.localeCompare(b.name));
    this.empty.hidden = paired.length > 0;
    fillList(this.rows, paired, { keyOf: ([id]) => id, create: ([id]) => this.row(id), update: (row, [, one]) => this.showRow(row, one) });
    const others = this.context.all("terminals").filter(([, one]) => !paired.some(([id]) => id === one.terminal_id));
    this.othersTitle.hidden = others.length === 0;
    const [keyOf, create] = [([id]) => id, () => make("p", { className: "terminal" })];
    fillList(this.others, others, { keyOf, create, update: (row, [, one]) => (row.textContent = described(one)) });
  }

  row(id) {
    const rename = make("button", { type: "button" }, text("manager.rename"));
    const remove = make("button", { type: "button", className: "is-danger" }, text("manager.revoke"));
    const input = make("input", { type: "text", maxLength: limitsOf("RenameTerminal", "name").maxLength, ariaLabel: text("manager.terminal_name") });
    const facts = make("p", { className: "muted small" });
    const row = make("div", { className: "terminal" }, make("div", { className: "terminal-name" }, input, rename), facts, remove);
    Object.assign(row, { input, facts, rename });
    const look = () => (rename.disabled = input.value.trim() === row.known || !input.value.trim());
    input.addEventListener("input", look);
    rename.addEventListener("click", () => this.ask("rename_terminal", { terminal_id: id, name: input.value.trim() }));
    remove.addEventListener("click", () => this.revoke(id, row.known));
    return row;
  }

  showRow(row, paired) {
    if (row.input.value.trim() === (row.known ?? "")) row.input.value = paired.name;
    row.known = paired.name;
    row.rename.disabled = row.input.value.trim() === paired.name;
    const link = this.context.all("terminals").find(([, one]) => one.terminal_id === paired.terminal_id)?.[1];
    const before = this.context.document("seen", paired.terminal_id);
    const paired_at = { date: moment(paired.paired_at), by: paired.paired_by };
    row.facts.textContent = [text(`manager.role_${paired.role}`), text("manager.paired", paired_at), seen(link, before)].filter(Boolean).join(" · ");
    row.classList.toggle("is-here", Boolean(link));
  }

  async revoke(id, name) {
    if (await this.context.ask(text("manager.revoke_terminal", { name }), text("manager.revoke"))) {
      await this.ask("remove_terminal", { terminal_id: id });
    }
  }

  async ask(type, fields) {
    const answer = await this.context.command(type, fields);
    this.wrong.textContent = answer.error ? this.context.refusal(answer) : "";
  }
}

function seen(link, before) {
  if (link) return text("manager.connected_since", { date: moment(link.since) });
  return before ? text("manager.last_seen", { date: moment(before.at) }) : text("manager.not_connected");
}

function described({ name, role, address, since }) {
  return [name, text(`manager.role_${role}`), address, text("manager.connected_since", { date: moment(since) })].filter(Boolean).join(" · ");
}

function moment(written) {
  return new Intl.DateTimeFormat(given.language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(written));
}
