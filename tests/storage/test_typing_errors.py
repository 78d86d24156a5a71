"""Typing errors in the owner's files: each is answered with its line and a sentence for the owner."""

# ruff: noqa: E501 - a sentence is read whole, as its owner does

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from restaurant.common.language.strings import strings
from restaurant.domain.state import State
from restaurant.storage.edited_text import BadFile
from restaurant.storage.owner_files import OwnerFiles

MENU = """{
  "currency": "EUR",
  "categories": [
    {"id": "mains", "name": "Mains"},
    {"id": "drinks", "name": "Drinks"}
  ],
  "items": [
    {"name": "Burger", "category": "mains", "price": "9.00"},
    {
      "id": "pizza",
      "name": "Pizza",
      "category": "mains",
      "price": "10.50",
      "left": null,
      "allergens": ["gluten"],
      "modifiers": [
        {
          "name": "Size",
          "choose": [1, 1],
          "options": [
            {"name": "Small"},
            {"name": "Large", "price": "2.50"}
          ]
        }
      ]
    },
    {"name": "Cola", "category": "drinks", "price": "3"}
  ]
}
"""

SETTINGS = """{
  "name": "Trattoria",
  "number": 1,
  "currency": "EUR",
  "time_zone": "Europe/Rome",
  "business_day_starts": 4,
  "tax_rates": {
    "food": "7",
    "drinks": "19"
  },
  "areas": [
    {"name": "Hall", "tables": [1, 2]},
    {"name": "Garden", "tables": [3]}
  ],
  "limits": {
    "order_items": 100
  },
  "options": {"port": 5000}
}
"""


TEXTS = strings("en")

# fmt: off
IN_THE_MENU: list[tuple[str, str, int, str]] = [
    ('"EUR",', '"EUR"', 2, 'A comma is missing between two entries. The first of them ends on this line.'),
    ('"price": "9.00"},', '"price": "9.00",},', 8, 'There is a comma too many here. After the last entry before a ] or } comes no comma.'),
    ('"price": "10.50",', '"price": 10,50,', 13, 'A price is written as a number in quotes, such as "6.50". Here stands 10,50 instead.'),
    ('"id": "pizza",', 'id: pizza,', 10, 'id needs quotes around it: "id".'),
    ('"Pizza"', "'Pizza'", 11, 'Here stands the quote \'. Texts in this file need the plain quote " before and after them; a plain text editor writes it, a word processor does not.'),
    ('"Large", ', '"Large, ', 22, 'A comma or a quote " is missing, or a quote is too many, right before “price": "2.50"}”.'),
    ('"currency"', '// which\n  "currency"', 2, 'A remark stands here, and this file can have none. Delete it.'),
    ('"10.50"', '10.5', 13, '“price” of the dish “Pizza” has to be a price in quotes, such as "6.50"; it is 10.5 now.'),
    ('"left": null', '"left": "3"', 14, '“left” of the dish “Pizza” has to be a whole number without quotes, such as 4, or null; it is "3" now.'),
    ('"left": null', '"left": -1', 14, '“left” of the dish “Pizza” has to be a whole number from 0 upwards, without quotes; it is -1 now.'),
    ('["gluten"]', '"gluten"', 15, '“allergens” of the dish “Pizza” has to be a list in square brackets, such as ["one", "two"]; it is "gluten" now.'),
    ('["gluten"]', '["gluten", 7]', 15, 'Every entry in “allergens” of the dish “Pizza” has to be a text in quotes "like this"; one is 7 now.'),
    ('[1, 1]', '[1]', 19, '“choose” of the modifier “Size” of the dish “Pizza” has to be a list of 2 values, such as [0, 1]; it is [1] now.'),
    ('"Pizza"', '""', 11, '“name” of dish 2 of the list has to be a text that is not empty, in quotes; it is "" now.'),
    ('"Pizza"', '"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"', 11, '“name” of the dish “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx” has to be shorter: 60 letters are the most; it is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… now.'),
    ('"Pizza"', '" "', 11, '“name” of dish 2 of the list has to be a text that is not empty, in quotes; it is " " now.'),
    ('"left": null', '"lefft": null', 14, 'There can be no “lefft” in the dish “Pizza”. Is “left” meant?'),
    ('{"name": "Small"}', '{"name": "Small", "prize": "1"}', 21, 'There can be no “prize” in the option “Small” of the modifier “Size” of the dish “Pizza”. Is “price” meant?'),
    ('"currency": "EUR",', '"currency": "EUR",\n  "curency": "EUR",', 3, 'There can be no “curency” in the menu. Is “currency” meant?'),
    ('      "name": "Pizza",\n', '', 9, '“name” is missing in dish 2 of the list.'),
    ('"left": null', '"hours": {"mondey": []}', 14, 'There can be no “mondey” in the dish “Pizza”. Is “monday” meant?'),
    ('"left": null', '"hours": {"weekend": []}', 14, 'There can be no “weekend” in the dish “Pizza”. Possible are: monday, tuesday, wednesday, thursday, friday, saturday, sunday.'),
    ('"left": null', '"hours": {"friday": ["11.30-14.30"]}', 14, 'Every entry in “friday” of the dish “Pizza” has to be from when to when, in quotes, such as "11:30-14:30"; one is "11.30-14.30" now.'),
    ('"left": null', '"hours": {"friday": ["11:30-24:30"]}', 14, 'Every entry in “friday” of the dish “Pizza” has to be from when to when, in quotes, such as "11:30-14:30"; one is "11:30-24:30" now.'),
    ('"left": null', '"hours": {"friday": "11:30-14:30"}', 14, '“friday” of the dish “Pizza” has to be a list in square brackets, such as ["one", "two"]; it is "11:30-14:30" now.'),
    ('"left": null', '"hours": "11:30-14:30"', 14, '“hours” of the dish “Pizza” has to be an entry in curly brackets, such as {"name": "Pizza"}, or null; it is "11:30-14:30" now.'),
    ('"name": "Drinks"', '"name": "Drinks", "hours": {"friday": [17]}', 5, 'Every entry in “friday” of the category “Drinks” has to be a text in quotes "like this"; one is 17 now.'),
    ('"left": null', '"tax": "food"', 14, 'The tax of the dish “Pizza” is “food”, but settings.json lists no such rate. There are: –.'),
    ('"9.00"', '"9.005"', 8, 'The price of the dish “Burger” cannot be "9.005". Write only the number, in quotes, such as "12.50".'),
    ('"9.00"', '"nine"', 8, 'The price of the dish “Burger” cannot be "nine". Write only the number, in quotes, such as "12.50".'),
    ('"9.00"', '"-9"', 8, 'The price of the dish “Burger” cannot be "-9". Write only the number, in quotes, such as "12.50".'),
    ('"9.00"', '"1e999999"', 8, 'The price of the dish “Burger” cannot be "1e999999". Write only the number, in quotes, such as "12.50".'),
    ('"9.00"', '"1.000"', 8, 'The price of the dish “Burger” cannot be "1.000". Write only the number, in quotes, such as "12.50".'),
    ('"2.50"', '"2.5O"', 22, 'The price of the option “Large” of the modifier “Size” of the dish “Pizza” cannot be "2.5O". Write only the number, in quotes, such as "12.50".'),
    ('"category": "drinks"', '"category": "drink"', 27, 'The category of the dish “Cola” is “drink”, but no category has that id. There are: mains, drinks.'),
    ('"Cola"', '"PIZZA "', 27, 'Something before it is called like the dish “PIZZA ” already. Each has a name of its own.'),
    ('"name": "Cola"', '"id": "pizza", "name": "Cola"', 27, 'The id “pizza” of the dish “Cola” is taken: something before it has it already. Give each an id of its own.'),
    ('"id": "drinks", "name": "Drinks"', '"id": "mains", "name": "X"', 5, 'The id “mains” of the category “X” is taken: something before it has it already. Give each an id of its own.'),
    ('"currency": "EUR"', '"currency": "USD"', 2, 'The currency is USD here, but EUR in settings.json. Change one of the two.'),
    ('[1, 1]', '[2, 1]', 19, 'A guest has to choose at least 2 and at most 1 of the 2 options of the modifier “Size” of the dish “Pizza”, and nobody can. Change “choose”, such as [0, 1].'),
    ('{"name": "Large"', '{"name": "Small"', 22, '“Small” is offered twice by the dish “Pizza”, so that nobody could say which is meant. Give one of the two another name.'),
    ('"modifiers": [', '"modifiers": [{"name": "Size",\n "options": [{"name": "Large"}]},', 23, '“Size: Large” is offered twice by the dish “Pizza”, so that nobody could say which is meant. Give one of the two another name.'),
    ('[1, 1]', '[3, 3]', 19, 'A guest has to choose at least 3 and at most 3 of the 2 options of the modifier “Size” of the dish “Pizza”, and nobody can. Change “choose”, such as [0, 1].'),
    ('"Pizza"', '"\\ud800"', 11, 'A sign is written here as \\u and a number that stands for half a sign. Write the sign itself.'),
    ('"left": null', '"left": 99999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999', 14, '“left” of the dish “Pizza” has to be a whole number without quotes, such as 4, or null; it is "999999999999999999999999999999999999999… now.'),
    ('"9.00"', '6,50', 8, 'A price is written as a number in quotes, such as "6.50". Here stands 6,50 instead.'),
    ('"9.00"', '"6.50 EUR"', 8, 'The price of the dish “Burger” cannot be "6.50 EUR". Write only the number, in quotes, such as "12.50".'),
    ('"9.00"', '-1', 8, '“price” of the dish “Burger” has to be a price in quotes, such as "6.50"; it is -1 now.'),
    ('"9.00"', '6.50 EUR', 8, 'A price is written as a number in quotes, such as "6.50". Here stands 6.50 EUR instead.'),
    ('"9.00"', '€6.50', 8, 'A price is written as a number in quotes, such as "6.50". Here stands €6.50 instead.'),
    ('"9.00"', '"-1"', 8, 'The price of the dish “Burger” cannot be "-1". Write only the number, in quotes, such as "12.50".'),
    ('"9.00"', '', 8, 'Nothing stands after the colon. Write a value there, or null if there is none.'),
    ('"9.00"', '"9.00', 8, 'A text on this line has no quote " at its end.'),
    ('"Pizza"', '“Pizza”', 11, 'Here stands the quote “. Texts in this file need the plain quote " before and after them; a plain text editor writes it, a word processor does not.'),
    ('"Pizza"', '"Pizza”', 11, 'Here stands the quote ”. Texts in this file need the plain quote " before and after them; a plain text editor writes it, a word processor does not.'),
    ('"name": "Pizza"', '“name”: "Pizza"', 11, 'Here stands the quote “. Texts in this file need the plain quote " before and after them; a plain text editor writes it, a word processor does not.'),
    ('"name": "Pizza"', '"name: "Pizza"', 11, 'A colon : or a quote " is missing, or a quote is too many, right before “Pizza",”.'),
    ('"name": "Pizza"', '"name" "Pizza"', 11, 'A colon : or a quote " is missing, or a quote is too many, right before “"Pizza",”.'),
    ('"name": "Pizza"', '"name": "Pizza "best" one"', 11, 'A comma or a quote " is missing, or a quote is too many, right before “best" one",”.'),
    ('"allergens"', '"alergens"', 15, 'There can be no “alergens” in the dish “Pizza”. Is “allergens” meant?'),
    ('"allergens"', '"Allergens"', 15, 'There can be no “Allergens” in the dish “Pizza”. Is “allergens” meant?'),
    ('"allergens"', '"colour"', 15, 'There can be no “colour” in the dish “Pizza”. Possible are: name, category, price, id, description, tax, left, hours, allergens, diet, station, course, estimated_prep_time_minutes, available, photo, modifiers.'),
    ('["gluten"],', '["gluten",],', 15, 'There is a comma too many here. After the last entry before a ] or } comes no comma.'),
    ('["gluten"],', '["gluten",,"x"],', 15, 'There is a comma too many here. After the last entry before a ] or } comes no comma.'),
    ('["gluten"],', '["gluten",', 16, 'A bracket [ or { that was opened before is not closed here. Look for a missing ] or }.'),
    ('["gluten"]', '"gluten]', 15, 'A text on this line has no quote " at its end.'),
    ('null', 'None', 14, 'Write null in place of None, in small letters and without quotes.'),
    ('null', 'yes', 14, 'Write true in place of yes, in small letters and without quotes.'),
    ('"left": null', '"available": "yes"', 14, '“available” of the dish “Pizza” has to be true or false, without quotes; it is "yes" now.'),
    ('"left": null,', '"left": null, # none', 14, 'A remark stands here, and this file can have none. Delete it.'),
    ('"Cola", "category": "drinks", "price": "3"}', '"Cola", "category": "Drinks", "price": "3"}', 27, 'The category of the dish “Cola” is “Drinks”, but no category has that id. There are: mains, drinks.'),
    ('    {"name": "Cola"', '    null, {"name": "Cola"', 27, 'Here is to stand an entry in curly brackets, such as {"name": "Pizza"}, not null.'),
    ('{"name": "Small"}', '"Small"', 21, 'Here is to stand an entry in curly brackets, such as {"name": "Pizza"}, not "Small".'),
    ('"name": "Small"', '"name": "a\tb"', 21, 'A tab or another invisible sign stands here, where none can be. Delete it.'),
    ('"name": "Small"', '"name": "', 21, 'A text on this line has no quote " at its end.'),
    ('\n    },\n    {"name": "Cola"', '\n    }\n    {"name": "Cola"', 26, 'A comma is missing between two entries. The first of them ends on this line.'),
    ('  ]\n}\n', '  ]\n', 28, 'The file ends too early: a closing bracket is missing, or only half of it was saved. Save it once more; if that does not help, look for a missing ] or } at its end.'),
    ('  ]\n}\n', '  ]\n}}\n', 29, 'Something stands after the end of the file: }. Delete it, or a bracket before it that is one too many.'),
    ('  ]\n}\n', '}\n', 28, 'A bracket [ or { that was opened before is not closed here. Look for a missing ] or }.'),
    ('"Pizza"', '"Burger"', 11, 'Something before it is called like the dish “Burger” already. Each has a name of its own.'),
    ('"name": "Pizza"', '"name": null', 11, '“name” of dish 2 of the list has to be a text in quotes "like this"; it is null now.'),
    ('"price": "10.50",', '', 9, '“price” is missing in the dish “Pizza”.'),
    ('"currency": "EUR"', '"currency": "eur"', 2, 'The currency is eur here, but EUR in settings.json. Change one of the two.'),
    ('"left": null', '"estimated_prep_time_minutes": 9000', 14, '“estimated_prep_time_minutes” of the dish “Pizza” has to be a whole number of 1440 at most, without quotes; it is 9000 now.'),
    ('"left": null', '"description": 7', 14, '“description” of the dish “Pizza” has to be a text in quotes "like this"; it is 7 now.'),
    ('"name": "Drinks"', '"nam": "Drinks"', 5, 'There can be no “nam” in category 2 of the list. Is “name” meant?'),
    ('"name": "Small"', '"name": "a\\q"', 21, 'A backslash \\ stands inside a text. Delete it, or write it twice.'),
]

YEARS_OFF = json.dumps([str(date(2026, 1, 1) + timedelta(n)) for n in range(367)])

IN_THE_SETTINGS: list[tuple[str, str, int, str]] = [
    ('"EUR",', '"EUR"', 4, 'A comma is missing between two entries. The first of them ends on this line.'),
    ('"EUR"', '"Euro"', 4, '“currency” of the settings has to be three capital letters in quotes, such as "EUR"; it is "Euro" now.'),
    ('"number": 1', '"number": "1"', 3, '“number” of the settings has to be a whole number without quotes, such as 4; it is "1" now.'),
    ('"number": 1', '"number": 0', 3, '“number” of the settings has to be a whole number from 1 upwards, without quotes; it is 0 now.'),
    ('"number": 1', '"number": true', 3, '“number” of the settings has to be a whole number without quotes, such as 4; it is true now.'),
    ('"Europe/Rome"', '"Europe/Roma"', 5, 'There is no time zone “Europe/Roma”. Write one such as "Europe/Rome".'),
    ('"Europe/Rome"', 'null', 5, '“time_zone” of the settings has to be a text in quotes "like this"; it is null now.'),
    ('"business_day_starts": 4', '"business_day_starts": 24', 6, '“business_day_starts” of the settings has to be a whole number of 23 at most, without quotes; it is 24 now.'),
    ('"7"', '"107"', 8, 'The tax rate “food” cannot be “107”. Write a percentage from 0 to 100 in quotes, such as "19".'),
    ('"number": 1,', '"number": 1, "opening_hours": {"sunday": ["9:00-", "10:00-12:00"]},', 3, 'Every entry in “sunday” of the settings has to be from when to when, in quotes, such as "11:30-14:30"; one is "9:00-" now.'),
    ('"number": 1,', '"number": 1, "opening_hours": {"Sunday": []},', 3, 'There can be no “Sunday” in the settings. Is “sunday” meant?'),
    ('"number": 1,', '"number": 1, "last_orders_minutes": -5,', 3, '“last_orders_minutes” of the settings has to be a whole number from 0 upwards, without quotes; it is -5 now.'),
    ('"7"', '"7 %"', 8, 'The tax rate “food” cannot be “7 %”. Write a percentage from 0 to 100 in quotes, such as "19".'),
    ('"19"', '19', 9, '“drinks” of the settings has to be a text in quotes "like this"; it is 19 now.'),
    ('[3]', '[2]', 11, 'Table 2 stands in the file twice. Each table has a number of its own.'),
    ('[3]', '[1000]', 13, 'Every entry in “tables” of the area “Garden” has to be a whole number of 999 at most, without quotes; one is 1000 now.'),
    ('"order_items"', '"oder_items"', 16, 'There can be no “oder_items” in the settings. Is “order_items” meant?'),
    ('"order_items": 100', '"order_items": 0', 16, '“order_items” of the settings has to be a whole number from 1 upwards, without quotes; it is 0 now.'),
    ('"name": "Trattoria"', '"nam": "Trattoria"', 2, 'There can be no “nam” in the settings. Is “name” meant?'),
    ('{"port": 5000}', '{"port": 5000}, "port": 5000', 18, 'There can be no “port” in the settings. Possible are: name, number, language, currency, time_zone, business_day_starts, prices_include_tax, tax_rates, areas, total_tables, avg_dine_in_duration_minutes, backup_folder, limits, opening_hours, closed_days, last_orders_minutes, host_names.'),
    ('"number": 1,', '"number": 1, "closed_days": ["2026-12-24",\n"24.12.2026"],', 4, 'Every entry in “closed_days” of the settings has to be a day in quotes, year first, such as "2026-12-24"; one is "24.12.2026" now.'),
    ('"number": 1,', '"number": 1, "closed_days": ["2026-02-30"],', 3, 'Every entry in “closed_days” of the settings has to be a day in quotes, year first, such as "2026-12-24"; one is "2026-02-30" now.'),
    ('"number": 1,', f'"number": 1, "closed_days": {YEARS_OFF},', 3, f'“closed_days” of the settings has to be a shorter list: 366 entries are the most; it is {YEARS_OFF[:40]}… now.'),
    ('"number": 1,', '"number": 1, "closed_days": [2026],', 3, 'Every entry in “closed_days” of the settings has to be a day in quotes, year first, such as "2026-12-24"; one is 2026 now.'),
    ('"number": 1,', '"number": 1, "closed_days": "2026-12-24",', 3, '“closed_days” of the settings has to be a list in square brackets, such as ["one", "two"]; it is "2026-12-24" now.'),
    ('"number": 1,', '"number": 1, "host_names": ["Or ders"],', 3, 'Every entry in “host_names” of the settings has to be a name as browsers ask for it, in quotes and small letters, such as "orders.example.com"; one is "Or ders" now.'),
    ('"name": "Garden"', '"title": "Garden"', 13, 'There can be no “title” in area 2 of the list. Possible are: name, tables.'),
]

NO_SUCH_FILE: list[tuple[bytes, int | None, str]] = [
    (b'', None, 'The file is empty. Bring back the copy beside it whose name ends in .old, or delete this one: it is then written again as the restaurant has it.'),
    (b'\n\n', None, 'The file is empty. Bring back the copy beside it whose name ends in .old, or delete this one: it is then written again as the restaurant has it.'),
    (b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00', None, 'The file is empty. Bring back the copy beside it whose name ends in .old, or delete this one: it is then written again as the restaurant has it.'),
    (b'[]', 1, 'Here is to stand an entry in curly brackets, such as {"name": "Pizza"}, not [].'),
    (b'null', 1, 'Here is to stand an entry in curly brackets, such as {"name": "Pizza"}, not null.'),
    (b'"text"', 1, 'Here is to stand an entry in curly brackets, such as {"name": "Pizza"}, not "text".'),
    (b'{\n "name": "Caf\xe9"\n}', 2, 'A letter on this line is saved in an old encoding. Choose Save as, set the encoding to UTF-8, and save it under the same name.'),
    (b'\xff\xfe{\x00}\x00', None, 'The file is saved in the encoding UTF-16, which Notepad calls Unicode. Choose Save as, set the encoding to UTF-8, and save it under the same name.'),
    (b'\x00{\x00}', 1, 'A tab or another invisible sign stands here, where none can be. Delete it.'),
    (b'{}\n{}', 2, 'Something stands after the end of the file: {}. Delete it, or a bracket before it that is one too many.'),
    (b'{\n\x00', 2, 'A tab or another invisible sign stands here, where none can be. Delete it.'),
    (b"[" * 100_000, 1, "There are too many brackets inside brackets here."),
    (b'{"a":' * 100_000, 1, "There are too many brackets inside brackets here."),
]
# fmt: on


def read(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    files = OwnerFiles(folder)
    assert folder / name in files.edited()
    files.change(folder / name, State())


def check(folder: Path, name: str, content: bytes, line: int | None, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        read(folder, name, content)
    bad = caught.value
    assert (bad.path.name, bad.line, TEXTS.say(bad.problem)) == (name, line, sentence)


def edited(text: str, old: str, new: str) -> bytes:
    assert text.count(old) == 1, old
    return text.replace(old, new).encode()


def test_without_errors_they_are_taken(tmp_path: Path) -> None:
    read(tmp_path, "menu.json", MENU.encode())
    read(tmp_path, "settings.json", SETTINGS.encode())


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    """Notepad writes one."""
    read(tmp_path, "menu.json", MENU.encode("utf-8-sig"))
    read(tmp_path, "settings.json", SETTINGS.replace("\n", "\r\n").encode("utf-8-sig"))


def test_a_price_with_a_comma_is_a_price(tmp_path: Path) -> None:
    read(tmp_path, "menu.json", edited(MENU, '"9.00"', '"6,50"'))


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    IN_THE_MENU,
)
def test_in_the_menu(tmp_path: Path, old: str, new: str, line: int, sentence: str) -> None:
    check(tmp_path, "menu.json", edited(MENU, old, new), line, sentence)


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    IN_THE_SETTINGS,
)
def test_in_the_settings(tmp_path: Path, old: str, new: str, line: int, sentence: str) -> None:
    check(tmp_path, "settings.json", edited(SETTINGS, old, new), line, sentence)


@pytest.mark.parametrize("name", ["menu.json", "settings.json"])
@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    NO_SUCH_FILE,
)
def test_what_is_no_such_file_at_all(
    tmp_path: Path, name: str, content: bytes, line: int | None, sentence: str
) -> None:
    check(tmp_path, name, content, line, sentence)


@pytest.mark.parametrize("name", ["menu.json", "settings.json"])
def test_a_folder_in_its_place(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    files = OwnerFiles(tmp_path)
    assert files.edited() == [tmp_path / name]
    with pytest.raises(BadFile) as caught:
        files.change(tmp_path / name, State())
    assert caught.value.line is None
    assert TEXTS.say(caught.value.problem) == TEXTS.text("file.is_folder")


def test_a_file_that_nobody_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "menu.json").write_text(MENU)
    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(BadFile) as caught:
        OwnerFiles(tmp_path).change(tmp_path / "menu.json", State())
    assert TEXTS.say(caught.value.problem) == (
        "It cannot be read: Permission denied. If another program holds it, close that."
    )


def test_every_prefix_of_a_file_is_told_to_be_incomplete(tmp_path: Path) -> None:
    """An editor that saves in two steps, caught in the middle."""
    for name, text in (("menu.json", MENU), ("settings.json", SETTINGS)):
        for length in range(1, len(text.rstrip()), 7):
            with pytest.raises(BadFile) as caught:
                read(tmp_path, name, text[:length].encode())
            assert (caught.value.line or 0) <= text[:length].count("\n") + 1
            assert caught.value.code in ("ends_early", "bare_price", "no_quotes")


def test_a_dish_whose_own_text_holds_curly_quotes_is_not_blamed(tmp_path: Path) -> None:
    missing = MENU.replace(
        '"3"}\n', '"3"}\n    {"name": "“Chef”", "category": "mains", "price": "1"}\n'
    )
    sentence = TEXTS.text("file.missing_comma")
    check(tmp_path, "menu.json", missing.encode(), 27, sentence)
