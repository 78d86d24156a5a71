// A section that is one form over some of the restaurant's settings.

import { make } from "/web/fill.js";
import { text } from "/web/given.js";
import { Form } from "/web/manager/form.js";

export class SettingsSection {
  /** `fields` show parts of the settings by their names; `beside` stands under the form. */
  constructor(context, { title, fields, fieldOf = () => null, beside = null }) {
    this.context = context;
    this.title = title;
    this.form = new Form({
      fields,
      fieldOf: (refusal) => (refusal.error === "bad_setting" ? String(refusal.setting).split(".")[0] : fieldOf(refusal)),
      save: (values, base) => this.save(values, base),
    });
    this.element = make("section", { className: "card alone" }, this.form.element);
    if (beside) this.element.append(beside);
  }

  get isDirty() {
    return this.form.isDirty;
  }

  open() {
    const settings = this.context.settings();
    if (!this.form.isOpen) this.form.show(settings, text(this.title));
  }

  update(kinds) {
    if (kinds.includes("settings")) this.form.update(this.context.settings());
  }

  async save(values, base) {
    const changed = Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(base[name]));
    const answer = await this.context.command("put_settings", { settings: Object.fromEntries(changed) });
    if (answer.ok) this.context.say(text("manager.saved"));
    return answer;
  }
}
