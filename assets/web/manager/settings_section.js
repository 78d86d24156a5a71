// A section that is one form over some of the restaurant's settings.

import { make } from "/web/fill.js";
import { text } from "/web/given.js";
import { Form } from "/web/manager/form.js";

export class SettingsSection {
  /**
   * `fields` show parts of the settings by their names; `also()` is what the command carries besides, `saved(values)`
   * is called when it was done, `look()` whenever documents have changed.
   */
  constructor(context, { title, fields, fieldOf = () => null, also = () => ({}), saved = () => {}, look = () => {} }) {
    this.context = context;
    this.title = title;
    this.also = also;
    this.saved = saved;
    this.look = look;
    this.form = new Form({
      fields,
      fieldOf: (refusal) => (refusal.error === "bad_setting" ? String(refusal.setting).split(".")[0] : fieldOf(refusal)),
      save: (values, base) => this.save(values, base),
    });
    this.element = make("section", { className: "card alone" }, this.form.element);
  }

  get isDirty() {
    return this.form.isDirty;
  }

  open() {
    const settings = this.context.settings();
    if (!this.form.isOpen) this.form.show(settings, text(this.title));
    this.look();
  }

  update(kinds) {
    if (kinds.includes("settings")) this.form.update(this.context.settings());
    this.look();
  }

  async save(values, base) {
    const changed = Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(base[name]));
    const settings = Object.fromEntries(changed);
    const answer = await this.context.command("put_settings", { settings, ...this.also() });
    if (!answer.ok) return answer;
    this.saved(values);
    this.context.say(text("manager.saved"));
    return answer;
  }
}
