// Section Menu: the dishes, under their headings and in their order.

import { money, text } from "/web/given.js";
import { CheckField, MoneyField, NumberField, SelectField, TextField, WordsField } from "/web/manager/fields.js";
import { Form } from "/web/manager/form.js";
import { HoursField } from "/web/manager/hours_field.js";
import { ListSection } from "/web/manager/list_section.js";
import { ModifiersField } from "/web/manager/modifiers_field.js";
import { categoriesInOrder, dishesInOrder, freeId, withMoves } from "/web/manager/order.js";

const FIELD_OF = {
  name_taken: "name",
  no_such_category: "category",
  no_such_tax: "tax",
  wrong_options: "modifiers",
  option_twice: "modifiers",
};

export function menuSection(context) {
  const currency = () => context.settings().currency ?? "EUR";
  const used = (pick) => () => [...new Set(context.all("items").flatMap(([, item]) => pick(item) ?? []))];
  const about = (name, hint = "") => ({ of: "MenuItem", name, label: `manager.dish_${name}`, hint });
  const fields = [
    new TextField(about("name")),
    new TextField(about("description"), { optional: true, lines: 2 }),
    new SelectField(about("category"), () => categoriesInOrder(context).map(([id, { name }]) => [id, name])),
    new MoneyField(about("price"), currency),
    new SelectField(about("tax"), () => Object.entries(context.settings().tax_rates ?? {}).map(([name, rate]) => [name, `${name} ${rate} %`]), {
      none: "manager.no_tax",
    }),
    new CheckField(about("available"), true),
    new NumberField(about("left", "manager.hint_left"), { optional: true }),
    new WordsField(about("allergens"), used((item) => item.allergens)),
    new WordsField(about("diet"), used((item) => item.diet)),
    new ModifiersField(about("modifiers", "manager.hint_modifiers"), currency),
    new HoursField(about("hours"), "manager.hours_of_category"),
    new TextField(about("station", "manager.hint_station"), { optional: null }),
    new TextField(about("course"), { optional: null }),
    new NumberField(about("estimated_prep_time_minutes"), { optional: true }),
    new TextField(about("photo", "manager.hint_photo"), { optional: null }),
  ];

  function form({ back, saved, removed }) {
    const made = new Form({
      fields,
      back,
      fieldOf: (refusal) => FIELD_OF[refusal.error],
      async save(values, base) {
        const item = base ? { ...base, ...values } : { ...values, id: freeId(values.name, context.ids("items")), order: last(values.category) };
        const answer = await context.command("put_menu_item", base ? { item, before: base } : { item });
        if (answer.ok) saved(item.id);
        return answer;
      },
      async remove(base) {
        if (!(await context.ask(text("manager.remove_dish", { name: base.name }), text("manager.remove")))) return null;
        const answer = await context.command("remove_menu_item", { item_id: base.id });
        if (answer.ok) removed();
        return answer;
      },
    });
    const put = (item, before) => context.command("put_menu_item", { item, before });
    return withMoves(made, () => dishesInOrder(context, made.base.category), put);
  }

  function last(category) {
    return Math.max(-1, ...dishesInOrder(context, category).map(([, { order = 0 }]) => order)) + 1;
  }

  return new ListSection(context, {
    section: "menu",
    kind: "items",
    add: "manager.add_dish",
    empty: "manager.no_dishes",
    about: "manager.choose_dish",
    form,
    blank: () => ({ category: categoriesInOrder(context)[0]?.[0] }),
    titleOf: (item) => item.name,
    row: (item) => ({
      name: item.name,
      value: money(item.price, currency()),
      facts: factsOf(item),
      dim: item.available === false || item.left === 0,
    }),
    entries(search) {
      return categoriesInOrder(context).flatMap(([category, { name }]) => {
        const found = dishesInOrder(context, category).filter(([, item]) => matches(item, search));
        return found.length ? [[name, null], ...found] : [];
      });
    },
  });
}

function matches(item, search) {
  return `${item.name} ${item.description ?? ""}`.toLocaleLowerCase().includes(search);
}

function factsOf(item) {
  const facts = [];
  if (item.available === false) facts.push(text("manager.sold_out"));
  else if (item.left != null) facts.push(text("manager.left", { left: item.left }));
  if (item.modifiers?.length) facts.push(item.modifiers.map((modifier) => modifier.name).join(", "));
  if (item.diet?.length) facts.push(item.diet.join(", "));
  return facts.join(" · ");
}
