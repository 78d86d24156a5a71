// Sections Tables, Taxes and prices, Opening hours, and Settings: each a form over its part of the settings.

import { given, text } from "/web/given.js";
import { limitsOf } from "/web/limits.js";
import { ClosedDaysField } from "/web/manager/closed_days_field.js";
import { CheckField, NumberField, SelectField, TextField, WordsField, WrittenField } from "/web/manager/fields.js";
import { HoursField } from "/web/manager/hours_field.js";
import { LimitsField } from "/web/manager/limits_field.js";
import { SettingsSection } from "/web/manager/settings_section.js";
import { readAreas, writeAreas } from "/web/manager/tables_text.js";
import { TaxesField } from "/web/manager/taxes_field.js";

const about = (name, hint = "") => ({ of: "Settings", name, label: `manager.setting_${name}`, hint });

export function tablesSection(context) {
  const fields = [
    new WrittenField({ ...about("areas", "manager.hint_areas"), badValue: "manager.table_twice" }, { read: readAreas, write: writeAreas, lines: 8 }),
    new NumberField(about("total_tables", "manager.hint_total_tables"), { optional: true }),
  ];
  return new SettingsSection(context, { title: "manager.section_tables", fields });
}

export function taxesSection(context) {
  const rates = new TaxesField(about("tax_rates", "manager.hint_tax_rates"));
  const fields = [rates, new CheckField(about("prices_include_tax"), true)];
  return new SettingsSection(context, {
    title: "manager.section_taxes",
    fields,
    also: () => ({ renamed_taxes: rates.renamed }),
    saved: () => rates.saved(),
    fieldOf: (refusal) => (refusal.error === "tax_in_use" ? "tax_rates" : null),
  });
}

export function hoursSection(context) {
  const today = () => new Intl.DateTimeFormat("sv", { timeZone: context.settings().time_zone }).format();
  const closed = new ClosedDaysField(about("closed_days", "manager.hint_closed_days"), today);
  const fields = [
    new HoursField(about("opening_hours", "manager.hint_hours"), "manager.open_always"),
    closed,
    new NumberField(about("last_orders_minutes", "manager.hint_last_orders")),
  ];
  return new SettingsSection(context, { title: "manager.section_hours", fields, saved: (values) => closed.set(values.closed_days) });
}

export function settingsSection(context) {
  const languages = () => Object.entries(given.languages);
  const backups = new TextField(about("backup_folder", "manager.hint_backup_folder"), { optional: true });
  const fields = [
    new TextField(about("name")),
    new SelectField(about("language", "manager.hint_language"), languages),
    new SelectField(about("currency", "manager.hint_currency"), currencies),
    new SelectField(about("time_zone"), () => Intl.supportedValuesOf("timeZone").map((zone) => [zone, zone.replaceAll("_", " ")])),
    new SelectField(about("business_day_starts", "manager.hint_business_day_starts"), hoursOfDay),
    new NumberField(about("avg_dine_in_duration_minutes")),
    backups,
    new LimitsField(about("limits")),
    new WordsField(about("host_names", "manager.hint_host_names"), () => []),
  ];
  return new SettingsSection(context, {
    title: "manager.section_settings",
    fields,
    fieldOf: (refusal) => (refusal.error === "has_orders" ? "currency" : null),
    look() {
      const folder = context.document("server", "1")?.missing_backup_folder;
      backups.warn(folder ? text("manager.no_backup_folder", { folder }) : "");
    },
  });
}

function currencies() {
  const named = new Intl.DisplayNames(given.language, { type: "currency" });
  return Intl.supportedValuesOf("currency").map((code) => [code, `${code} – ${named.of(code)}`]);
}

function hoursOfDay() {
  const { minimum, maximum } = limitsOf("Settings", "business_day_starts");
  const hours = Array.from({ length: maximum - minimum + 1 }, (_, place) => minimum + place);
  return hours.map((hour) => [hour, `${String(hour).padStart(2, "0")}:00`]);
}
