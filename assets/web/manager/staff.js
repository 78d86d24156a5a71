// Section Staff: who works here, in which role, and their PINs, which nobody is ever shown.

import { text } from "/web/given.js";
import { limitsOf } from "/web/limits.js";
import { SelectField, TextField } from "/web/manager/fields.js";
import { Form } from "/web/manager/form.js";
import { ListSection } from "/web/manager/list_section.js";

const FIELD_OF = { pin_needed: "pin", pin_taken: "pin", last_manager: "role" };

export function staffSection(context) {
  const about = (name, hint = "") => ({ of: "PutStaff", name, label: `manager.staff_${name}`, hint });
  const pin = new TextField({ ...about("pin", "manager.hint_pin"), cannotBe: "manager.pin_digits" }, { optional: null, type: "password" });
  Object.assign(pin.input, { inputMode: "numeric", autocomplete: "new-password", className: "short" });
  const roles = () => limitsOf("PutStaff", "role").enum.map((role) => [role, text(`manager.role_${role}`)]);
  const fields = [new TextField(about("name")), new SelectField(about("role"), roles), pin];

  function form({ back, saved, removed }) {
    return new Form({
      fields,
      back,
      fieldOf: (refusal) => FIELD_OF[refusal.error],
      async save({ name, role, pin: digits }, base) {
        const message = { name, role, ...(base && { staff_id: base.staff_id }), ...(digits && { pin: digits }) };
        const answer = await context.command("put_staff", message);
        if (answer.ok) {
          pin.set("");
          saved(answer.staff_id);
        }
        return answer;
      },
      async remove(base) {
        if (!(await context.ask(text("manager.remove_staff", { name: base.name }), text("manager.remove")))) return null;
        const answer = await context.command("remove_staff", { staff_id: base.staff_id });
        if (answer.ok) removed();
        return answer;
      },
    });
  }

  const byName = ([, a], [, b]) => a.name.localeCompare(b.name);
  return new ListSection(context, {
    section: "staff",
    kind: "staff",
    add: "manager.add_staff",
    empty: "manager.no_staff",
    about: "manager.choose_staff",
    form,
    blank: () => ({ role: "waiter" }),
    titleOf: (member) => member.name,
    row: (member) => ({ name: member.name, facts: text(`manager.role_${member.role}`) }),
    entries: (search) => context.all("staff").filter(([, { name }]) => name.toLocaleLowerCase().includes(search)).sort(byName),
  });
}
