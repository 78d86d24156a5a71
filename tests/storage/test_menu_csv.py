"""The menu as CSV: whatever spreadsheet wrote it, nothing is guessed, and nothing grows without bound."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from immutables import Map
from msgspec.structs import replace

from restaurant.common.assets import asset
from restaurant.common.language.strings import Strings, strings
from restaurant.domain.commands import PutMenu
from restaurant.domain.menu import name_key
from restaurant.domain.state import MenuState
from restaurant.domain.values.menu import Category, MenuItem, Modifier, Option
from restaurant.domain.values.settings import Settings
from restaurant.storage.cell_texts import read_list, read_modifiers, write_list, write_modifiers
from restaurant.storage.csv_text import MOST_BYTES, MOST_LINES
from restaurant.storage.edited_text import EditedText
from restaurant.storage.menu_changes import Preview
from restaurant.storage.menu_csv import preview_csv, write_csv
from restaurant.storage.menu_file import read_menu

SAID = [strings(language) for language in ("en", "de", "fr", "es")]
SETTINGS = Settings(currency="EUR", tax_rates={"food": "7"})
SAMPLE = Settings(currency="EUR", tax_rates={"food": "7", "drinks": "19"})
MAINS = Category("mains", "Mains", 0)
SIZE = Modifier("Size", (Option("Small"), Option("Large", 150)), (1, 1))
BURGER = MenuItem("burger", "Burger", "mains", 1250, description="With chips", left=4, order=0)
PASTA = MenuItem(
    "pasta", "Pasta", "mains", 990, allergens=("gluten", "egg"), modifiers=(SIZE,), order=1
)


def menu_of(*items: MenuItem, categories: tuple[Category, ...] = (MAINS,)) -> MenuState:
    return MenuState(
        categories=Map({c.id: c for c in categories}),
        items=Map({i.id: i for i in items}),
        ids_by_name=Map({name_key(i.name): i.id for i in items}),
    )


MENU = menu_of(BURGER, PASTA)


def read(
    text: str | bytes, *, removes: bool = False, menu: MenuState = MENU, said: Strings = SAID[0]
) -> tuple[Preview, PutMenu | None]:
    data = text.encode() if isinstance(text, str) else text
    return preview_csv(data, menu, SETTINGS, [said, *SAID], removes)


def taken(text: str | bytes) -> dict[str, MenuItem]:
    _, command = read(text)
    assert command is not None
    return {item.name: item for item in command.items}


def reasons(text: str) -> dict[int, str]:
    return {wrong.line: wrong.reason for wrong in read(text)[0].wrong}


# -------------------------------------------------------------------- whoever wrote it


@pytest.mark.parametrize(
    "text",
    [
        "Name,Category,Price\nSoup,Mains,6.50\n",
        "Gericht;Kategorie;Preis\r\nSoup;Mains;6,50\r\n",
        "Nom;Catégorie;Prix\nSoup;Mains;6,50 €\n",
        "PLATO\tcategoría\tprecio\rSoup\tMains\t6,5",
        '\n"Name" , "Category","Price"\n\n"Soup","mains","EUR 6.50"\n'.replace("EUR ", ""),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_spreadsheets_file_is_read(text: str, encoding: str) -> None:
    soup = taken(text.encode(encoding))["Soup"]
    assert (soup.id, soup.category, soup.price) == ("soup", "mains", 650)


def test_a_file_of_an_old_windows_keeps_its_letters() -> None:
    assert "Crème brûlée" in taken("Name;Category;Price\nCrème brûlée;Mains;5\n".encode("cp1252"))


# ------------------------------------------------------------------------ what it does


def test_the_menu_as_it_was_downloaded_changes_nothing() -> None:
    for said in SAID:
        preview, command = read(write_csv(MENU, "EUR", said))
        assert (preview.unchanged, preview.new, preview.changed, preview.wrong) == (2, (), (), ())
        assert command is None
        assert not preview.takes


def test_a_price_changes_and_nothing_else() -> None:
    preview, command = read("name,price\nburger,13\n")
    assert [(c.line, c.name, c.changes) for c in preview.changed] == [
        (2, "burger", (("Name", "Burger", "burger"), ("Price", "12.50", "13.00")))
    ]
    assert command is not None
    items = {item.id: item for item in command.items}
    assert items["burger"] == replace(BURGER, name="burger", price=1300)
    assert items["pasta"] == PASTA
    assert command.availability_of == ()


def test_what_is_not_in_the_file_stays_unless_it_is_to_go() -> None:
    text = "Name,Category,Price\nBurger,Mains,12.50\n"
    assert read(text)[0].kept == 1
    preview, command = read(text, removes=True)
    assert preview.removed == ("Pasta",)
    assert command is not None
    assert [item.id for item in command.items] == ["burger"]


def test_an_id_renames_a_dish() -> None:
    assert taken("id,Name,Price\nburger,Cheeseburger,13\n")["Cheeseburger"].id == "burger"


def test_a_new_heading_comes_with_its_dish() -> None:
    preview, command = read("Name,Category,Price\nCola,Soft drinks,3\n")
    assert preview.new_categories == ("Soft drinks",)
    assert command is not None
    assert command.categories == (MAINS, Category("soft-drinks", "Soft drinks", 1))


def test_a_heading_whose_only_dish_does_not_fit_does_not_come() -> None:
    assert read("Name,Category,Price\nCola,Soft drinks,free\n")[0].new_categories == ()


def test_the_order_of_the_file_is_the_order_of_the_menu() -> None:
    dishes = taken("Name,Price\nPasta,9.90\nBurger,12.50\n")
    assert dishes["Pasta"].order < dishes["Burger"].order


def test_availability_is_taken_only_where_the_file_says_another() -> None:
    said = read("Name,Price,Available,Left\nBurger,12.50,yes,4\nPasta,9.90,no,\n")[1]
    assert said is not None
    assert said.availability_of == ("pasta",)


def test_the_digest_does_not_change_with_what_the_desk_counts() -> None:
    text = "Name,Price\nBurger,13\n"
    counted = menu_of(replace(BURGER, left=1), PASTA)
    repriced = menu_of(BURGER, replace(PASTA, price=1000))
    assert read(text)[0].digest == read(text, menu=counted)[0].digest
    assert read(text)[0].digest != read(text, menu=repriced)[0].digest


# ------------------------------------------------------------------------- what is wrong


def test_each_line_that_does_not_fit_is_told_with_its_number() -> None:
    text = (
        'Name,Category,Price,Tax,Left,Available,Modifiers\n"Soup,\n large",Mains,1.000,,,,\n'
        ",Mains,5,,,,\nFish,,5,,,,\nCake,Mains,5,luxury,,,\nTea,Mains,5,,many,,\n"
        "Milk,Mains,5,,,perhaps,\nRice,Mains,5,,,,Size small\nBurger,,12.50,,,,\n BURGER ,,1,,,,\n"
        f"{'x' * 61},Mains,5,,,,\nPie,Mains,5,,,,Size (3): a\n"
        "Ribs,Mains,5,,,,Side: fries | Side: fries\n"
    )
    told = reasons(text)
    assert told == {
        2: "“1.000” is not a price. Write it like 12.50.",
        4: "The name is missing.",
        5: "A new dish needs a category.",
        6: told[6],
        7: "Left cannot be “many”.",
        8: "Available cannot be “perhaps”.",
        9: told[9],
        11: "The same dish as in line 10.",
        12: f"Name cannot be “{'x' * 60}”.",
        13: told[13],
        14: told[14],
    }
    assert "luxury" in told[6]
    assert told[9].startswith("“Size small” cannot be read.")
    assert "Size" in told[13]
    assert told[14].startswith("Ribs offers “Side: fries” twice")


def test_a_line_that_ends_early_is_told_as_one_whose_last_cells_are_empty() -> None:
    told = reasons("Price,Category,Name\n5,Mains\n")
    assert told == {2: "The name is missing."}
    told = reasons("Name,Category,Price\nSoup,Mains\n")
    assert told == {2: "“” is not a price. Write it like 12.50."}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "The file is empty."),
        (b"\n;;;\n", "The file is empty."),
        (b"PK\x03\x04\x00\x00zip", "This is not a text file."),
        (b"Menu of the day\nSoup\n", "Missing: Name, Price"),
        (b"Name,Category\nSoup,Mains\n", "Missing: Price"),
        (b'Name,Price\n"Soup,5\n' + b"x" * 5000, "too long"),
        (b"Name,Price\n" + b"a,1\n" * (MOST_LINES + 1), f"more than {MOST_LINES} lines"),
        (b"x" * (MOST_BYTES + 1), "larger than 1024 KB"),
        (b'Name,Price\n"' + b"y" * 200_000, "Line 2"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_table_gets_a_sentence(data: bytes, problem: str) -> None:
    preview, command = read(data)
    assert problem in preview.problem
    assert command is None


def test_the_largest_file_takes_a_moment_only() -> None:
    lines = "".join(
        f"Dish {n};Heading {n % 50};{n}.50;Size (1): a{n}, b +1.5\n" for n in range(4999)
    )
    begun = time.thread_time()
    preview, _ = read(f"Name;Category;Price;Modifiers\n{lines}")
    assert len(preview.new) == 4999
    assert time.thread_time() - begun < 30


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_file_breaks_it(data: bytes) -> None:
    read(data)
    read(b"Name;Category;Price;Modifiers;Left;Allergens\n" + data)


# ------------------------------------------------------------------------- round trips

# No text of Windows' own line ends or spaces around: cells are read without them.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20
)


@given(st.lists(WORDS, max_size=4))
def test_a_list_comes_back(words: list[str]) -> None:
    assert list(read_list(write_list(words))) == words


@given(
    st.lists(
        st.builds(
            Modifier,
            WORDS,
            st.lists(st.builds(Option, WORDS, st.integers(0, 10**6)), min_size=1, max_size=4).map(
                tuple
            ),
            st.tuples(st.integers(0, 9), st.integers(0, 9)),
        ),
        max_size=3,
    ),
    st.sampled_from(["EUR", "JPY", "KWD"]),
)
def test_modifiers_come_back(modifiers: list[Modifier], currency: str) -> None:
    assert list(read_modifiers(write_modifiers(modifiers, currency), currency)) == modifiers


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(WORDS, WORDS, st.integers(0, 10**6)),
        min_size=1,
        max_size=5,
        unique_by=lambda d: name_key(d[0]),
    ),
    st.sampled_from(SAID),
)
def test_a_menu_comes_back(dishes: list[tuple[str, str, int]], said: Strings) -> None:
    items = [
        MenuItem(f"d{n}", name, "mains", price, description=text, order=n)
        for n, (name, text, price) in enumerate(dishes)
    ]
    menu = menu_of(*items)
    preview, command = read(write_csv(menu, "EUR", said), menu=menu)
    assert (preview.wrong, preview.changed, preview.unchanged) == ((), (), len(items))
    assert command is None
    _, command = read(write_csv(menu, "EUR", said), menu=menu_of())
    assert command is not None
    assert [(i.name, i.description, i.price) for i in command.items] == dishes


@pytest.mark.parametrize("name", ["=1+1", "+cola", "-5", "@home", "'=quoted", "''+x", "'plain"])
def test_no_cell_is_a_formula_and_none_is_lost(name: str) -> None:
    menu = menu_of(replace(BURGER, name=name))
    data = write_csv(menu, "EUR", SAID[0])
    assert f",{name}," not in data.decode("utf-8-sig") or name == "'plain"
    preview, _ = read(data, menu=menu)
    assert (preview.unchanged, preview.changed) == (1, ())


@pytest.mark.parametrize("around", [("q:", "+"), ("q: a", "+x"), ("q (", "x"), ("q: a +1", "x")])
def test_no_cell_takes_long_to_be_unreadable(around: tuple[str, str]) -> None:
    """Nobody is served meanwhile: a pattern is looked for without a pause."""
    began = time.thread_time()
    with pytest.raises(ValueError):
        read_modifiers((" " * 300).join(around), "EUR")
    assert time.thread_time() - began < 1


def test_the_whole_sample_menu_comes_back() -> None:
    path = asset("sample/menu.json")
    file = read_menu(EditedText(path, path.read_bytes()), SAMPLE)
    menu = menu_of(*file.items, categories=file.categories)
    for said in SAID:
        preview, command = preview_csv(
            write_csv(menu, "EUR", said), menu, SAMPLE, [said, *SAID], True
        )
        assert (preview.unchanged, preview.wrong, command) == (len(file.items), (), None)
