// Areas and their tables as people write them: "Terrace: 1-8, 12", a line an area.

import { text } from "/web/given.js";
import { limitsOf } from "/web/limits.js";
import { WrongInput } from "/web/manager/fields.js";

/** Areas out of such lines. Throws WrongInput. */
export function readAreas(written) {
  return written.split("\n").map((line) => line.trim()).filter(Boolean).map(readArea);
}

/** Areas as such lines. */
export function writeAreas(areas) {
  return (areas ?? []).map(({ name, tables }) => `${name}: ${writeTables(tables)}`).join("\n");
}

function readArea(line) {
  const [name, numbers, ...more] = line.split(":");
  if (!name.trim() || numbers === undefined || more.length) throw new WrongInput(text("manager.not_an_area", { line }));
  return { name: name.trim(), tables: numbers.split(",").map((each) => each.trim()).filter(Boolean).flatMap((each) => readSpan(each, line)) };
}

function readSpan(span, line) {
  const { minimum, maximum } = limitsOf("Area", "tables");
  const found = /^(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?$/.exec(span);
  const first = Number(found?.[1]);
  const last = Number(found?.[2] ?? found?.[1]);
  if (!found || first < minimum || last > maximum || last < first) throw new WrongInput(text("manager.not_tables", { found: span, line, minimum, maximum }));
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
}

function writeTables(tables) {
  const spans = [];
  for (const number of tables) {
    const span = spans.at(-1);
    if (span && span[1] === number - 1) span[1] = number;
    else spans.push([number, number]);
  }
  return spans.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(", ");
}
