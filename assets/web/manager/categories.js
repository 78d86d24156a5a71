// Section Categories: the menu's headings.

import { text } from "/web/given.js";
import { TextField } from "/web/manager/fields.js";
import { Form } from "/web/manager/form.js";
import { HoursField } from "/web/manager/hours_field.js";
import { ListSection } from "/web/manager/list_section.js";
import { categoriesInOrder, dishesInOrder, freeId, withMoves } from "/web/manager/order.js";

export function categoriesSection(context) {
  const about = (name) => ({ of: "Category", name, label: `manager.category_${name}` });
  const fields = [
    new TextField(about("name")),
    new HoursField(about("hours"), "manager.hours_always"),
  ];

  function form({ back, saved, removed }) {
    const made = new Form({
      fields,
      back,
      async save(values, base) {
        const order = Math.max(-1, ...context.all("categories").map(([, { order: now = 0 }]) => now)) + 1;
        const category = base ? { ...base, ...values } : { ...values, id: freeId(values.name, context.ids("categories")), order };
        const answer = await context.command("put_category", base ? { category, before: base } : { category });
        if (answer.ok) saved(category.id);
        return answer;
      },
      async remove(base) {
        if (!(await context.ask(text("manager.remove_category", { name: base.name }), text("manager.remove")))) return null;
        const answer = await context.command("remove_category", { category_id: base.id });
        if (answer.ok) removed();
        return answer.error === "category_not_empty" ? { ...answer, category: base.name } : answer;
      },
    });
    const put = (category, before) => context.command("put_category", { category, before });
    return withMoves(made, () => categoriesInOrder(context), put);
  }

  return new ListSection(context, {
    section: "categories",
    kind: "categories",
    add: "manager.add_category",
    empty: "manager.no_categories",
    about: "manager.choose_category",
    form,
    titleOf: (category) => category.name,
    row: (category) => ({
      name: category.name,
      facts: text("manager.dishes", { count: dishesInOrder(context, category.id).length }),
    }),
    entries: (search) => categoriesInOrder(context).filter(([, { name }]) => name.toLocaleLowerCase().includes(search)),
  });
}
