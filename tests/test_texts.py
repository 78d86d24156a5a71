"""Every text for people stands in `assets/strings`, in every language, and nowhere in the code."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

ROOT = Path(__file__).resolve().parents[1]
STRINGS = ROOT / "assets" / "strings"
LANGUAGES = sorted(file.stem for file in STRINGS.glob("*.json"))
CODE = [ROOT / "launcher.py", *sorted((ROOT / "restaurant").rglob("*.py"))]
PAGES = sorted(
    p for p in (ROOT / "assets" / "web").rglob("*") if p.suffix in (".html", ".js", ".mjs")
)

HOW_TO_WRITE = "language."
"""Below it each language says for itself which of the placeholders it writes, and in which order."""
WRITTEN = {
    "date": {"day", "month", "month_number", "year"},
    "short_date": {"day", "month", "month_number", "year"},
    "day": {"weekday", "date"},
    "money": {"amount", "currency"},
    "time": {"hour", "minute"},
}

ENGLISH = {
    "launcher.py": "the command line, which is English as its options are",
    "restaurant/common/options.py": "the command line",
    "restaurant/demo.py": "the command line",
    "restaurant/first_run.py": "runs before anything of the product can be relied on",
    "restaurant/setup_progress.py": "runs before anything of the product can be relied on",
    "restaurant/system_packages.py": "runs before anything of the product can be relied on",
    "restaurant/protocol/descriptions.py": "for programmers: /openapi.json and its like",
    "restaurant/storage/broken_json.py": "what the JSON parser says, to be recognised",
    "restaurant/storage/wrong_value.py": "what msgspec says, to be recognised",
    "restaurant/common/json_lines.py": "what msgspec says, to be recognised",
    "restaurant/selftest/course.py": "what did not come, for whoever mends the program",
    "restaurant/selftest/windows.py": "what did not come, for whoever mends the program",
    "restaurant/selftest/terminals.py": "what did not come, for whoever mends the program",
}
"""Files with sentences of their own, and why."""

NO_TEXT = {
    "[Desktop Entry]", "Application Support", "focus active", "selected focus", "timed out",
    "no player is installed", "serving on port %s", "server process",
    "an answer could not be given", "screens could not be told", "work between two batches failed",
    "exit code ", "-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", "staff pin",
    "the clock", "the server's start", "the owner's file", "New order from ", "light dark",
    "@media (prefers-color-scheme: dark) {\n", 'attachment; filename="menu.csv"',
    "card alone", "muted small", "talk is-${tone}",
}  # fmt: skip
"""Words for systems, libraries, logs, journals and style sheets, and seed 000's line."""
MARKUP = re.compile(r"<[a-z!/]|HTTP/1\.1 |\r\n")

PART = re.compile(r"\$\{[^}]*\}(?:\)?\})?")
"""What a script fills into a text."""
PROSE = re.compile(r"[A-Za-z]{2,}[,.:;]? [A-Za-z]{2,}")
KEY = re.compile(r"[a-z]+\.[a-z0-9_/.]+")
SHOWN = {"text", "title", "label", "message"}
"""Parameters that are shown as they are."""
OF_OTHERS = ("file.bad_", "file.expected_", "day.month_")
"""Beginnings of keys whose end is the name of a setting, msgspec's of a type, or a number."""
ENDINGS = ("_title", "_short", "_for")
"""What code adds to a key for a second text beside it."""


@cache
def texts(language: str) -> dict[str, str]:
    read: dict[str, str] = json.loads((STRINGS / f"{language}.json").read_text("utf-8"))
    return read


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


# ------------------------------------------------------------------------------ the languages


def test_there_are_languages() -> None:
    assert {"en", "de", "fr", "es"} <= set(LANGUAGES)
    names = [texts(language)["language.name"] for language in LANGUAGES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_text_and_no_other(language: str) -> None:
    assert texts(language).keys() == texts("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    blank = {"language.thousands"}
    assert [k for k, text in texts(language).items() if not text.strip() and k not in blank] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_has_the_placeholders_of_the_english_one(language: str) -> None:
    for key, text in texts("en").items():
        here = placeholders(texts(language)[key])
        if key.startswith(HOW_TO_WRITE):
            assert here <= WRITTEN.get(key.removeprefix(HOW_TO_WRITE), set()), key
        else:
            assert here == placeholders(text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_and_weekdays_are_complete(language: str) -> None:
    assert len(set(texts(language)["language.weekdays"].split(", "))) == 7
    assert len({texts(language)[f"day.month_{month:02}"] for month in range(1, 13)}) == 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_written_as_the_others_are(language: str) -> None:
    written = json.dumps(texts(language), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert (STRINGS / f"{language}.json").read_text("utf-8") == written


# ----------------------------------------------------------------------------------- the keys


def strings_of(script: str) -> list[tuple[str, str]]:
    """The quote and the inside of each string of a script."""
    code = r"//[^\n]*|/\*.*?\*/|\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`"
    found = (match for match in re.finditer(code, script, flags=re.S) if match.lastindex)
    return [(match[0][0], match[match.lastindex or 0]) for match in found]


class Mentions:
    """What of the code may be a key, or a part of one."""

    def __init__(self) -> None:
        self.whole: dict[str, str] = {}
        self.made: dict[str, str] = {}
        self.words: set[str] = set()
        for file in CODE:
            self._read(file)
        for page in PAGES:
            self._read_page(page)

    def _read(self, file: Path) -> None:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            where = f"{file.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.JoinedStr):
                parts = (p.value if isinstance(p, ast.Constant) else "{}" for p in node.values)
                self.made["".join(map(str, parts))] = where
            elif isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant):
                self.made[f"{node.left.value!s}{{}}"] = where
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.whole[node.value] = where
                self.words |= {node.value, node.value.lower(), node.value.rpartition(".")[2]}

    def _read_page(self, page: Path) -> None:
        where, text = page.relative_to(ROOT).as_posix(), page.read_text("utf-8")
        found = re.findall(r"\{\{([\w./-]+)\}\}|data-text=\"([\w.]+)\"", text)
        found = [mustache or attribute for mustache, attribute in found]
        if page.suffix != ".html":
            found += [part for _, part in strings_of(text)] + re.findall(r'"([\w.]+)"', text)
        for word in found:
            made = re.sub(r"\$\{[^}]*\}", "{}", word)
            if made != word:
                self.made[made] = where
            else:
                self.whole[word] = where
            self.words |= {word, word.rpartition(".")[2]}
        # A field's name needs no quotes where it is a key of an object.
        self.words |= set(re.findall(r"\b(\w+):", text)) if page.suffix != ".html" else set()

    def uses(self, key: str) -> bool:
        """Whether the key is written out, or made of a pattern and of a word that is written out."""
        base = next((key.removesuffix(end) for end in ENDINGS if key.endswith(end)), key)
        return any(k in self.whole or self._is_made(k) for k in {key, base})

    def _is_made(self, key: str) -> bool:
        return any(
            found[1] in self.words
            for pattern in self.made
            if pattern.partition(".")[0] == key.partition(".")[0]
            and (found := re.fullmatch(re.escape(pattern).replace(r"\{\}", "(.+)"), key))
        )


MENTIONS = Mentions()
NAMESPACES = {key.partition(".")[0] for key in texts("en")}
FILE_NAMES = {"backup.json", "server.json", "server.txt"}


def test_every_text_is_used() -> None:
    keys = [key for key in texts("en") if not key.startswith(OF_OTHERS)]
    assert [key for key in keys if not MENTIONS.uses(key)] == []


def test_every_key_in_the_code_has_a_text() -> None:
    beginnings = {pattern.partition("{}")[0] for pattern in MENTIONS.made}
    unknown = {
        word: where
        for word, where in MENTIONS.whole.items()
        if KEY.fullmatch(word) and word.partition(".")[0] in NAMESPACES
        if word not in texts("en") and word not in beginnings | FILE_NAMES
    }
    assert unknown == {}


SAID_ON_A_PAGE = re.compile(r"""\btext\("([a-z_.]+)"(?:\)|, \{((?:[^{}]|\{[^{}]*\})*)\}\))""")
"""A text with its parameters written out, or with none; others are given in a variable."""


def test_a_page_gives_a_text_what_it_asks_for() -> None:
    """On a page a placeholder that nobody fills stays in the sentence, for guests to read."""
    english = texts("en")
    calls = [said for page in PAGES for said in SAID_ON_A_PAGE.findall(page.read_text("utf-8"))]
    assert ("customer.kept_title", "") in calls
    for key, given in calls:
        assert placeholders(english[key]) <= set(re.findall(r"\w+", given)), key


def test_every_pattern_in_the_code_makes_a_key() -> None:
    unknown = {
        pattern: where
        for pattern, where in MENTIONS.made.items()
        if re.fullmatch(r"[a-z]+\.[a-z_{}]+", pattern) and pattern.partition(".")[0] in NAMESPACES
        if not any(
            re.fullmatch(re.escape(pattern).replace(r"\{\}", ".+"), key) for key in texts("en")
        )
    }
    assert unknown == {}


# ----------------------------------------------------------------------------- the code itself


def docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        for line in (
            getattr(node, "body", ()) if isinstance(getattr(node, "body", ()), list) else ()
        ):
            if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant):
                yield line.value


def for_logs(node: ast.AST) -> bool:
    """Whether it is for whoever mends the program: a log line, a fault, an annotation."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        of = node.func.value
        return isinstance(of, ast.Name) and of.id.lower() == "log"
    if isinstance(node, ast.Raise):
        called = node.exc.func if isinstance(node.exc, ast.Call) else None
        return not (isinstance(called, ast.Name) and called.id == "CannotStart")
    return isinstance(node, ast.Assert)


def for_programs(tree: ast.AST) -> Iterator[ast.AST]:
    """The parts of a module that nobody is shown."""
    yield from docstrings(tree)
    for node in ast.walk(tree):
        if for_logs(node):
            yield node
        for name in ("annotation", "returns"):
            if (found := getattr(node, name, None)) is not None:
                yield found


def texts_in(code: str) -> list[str]:
    """What looks like a sentence for people in a module, or is given to something that shows it."""
    tree = ast.parse(code)
    passed_over = {id(inner) for node in for_programs(tree) for inner in ast.walk(node)}
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in passed_over and PROSE.search(node.value)
    ]
    shown = [
        word.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg in SHOWN and isinstance(word.value, ast.Constant)
    ]
    found += [text for text in shown if isinstance(text, str) and re.search("[A-Za-z]{2}", text)]
    passed = NO_TEXT | texts("en").keys()
    return [text for text in found if text not in passed and not MARKUP.search(text)]


@pytest.mark.parametrize("file", CODE, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_text_for_people_stands_in_the_code(file: Path) -> None:
    if file.relative_to(ROOT).as_posix() not in ENGLISH:
        assert texts_in(file.read_text("utf-8")) == []


def test_a_text_in_the_code_is_seen() -> None:
    assert texts_in('label.configure(text="Sold out")') == ["Sold out", "Sold out"]
    assert texts_in('button(master, theme, "Send the order", send)') == ["Send the order"]
    assert texts_in('ttk.Label(text="Total")') == ["Total"]
    assert texts_in('shell.say(f"The order {number} is late", "late")') == [
        "The order ",
        " is late",
    ]
    assert texts_in('"""What it is for."""\nLOG.warning("the disk is full")') == []


def test_files_with_sentences_of_their_own_still_have_them() -> None:
    silent = [name for name in ENGLISH if not texts_in((ROOT / name).read_text("utf-8"))]
    assert silent == []


def texts_on(page: str) -> list[str]:
    """Words between tags, in what is read out or shown, and in a script's own strings."""
    if "<html" not in page and page.lstrip()[:1] != "<":
        spoken = re.sub(r"(?:throw new \w+|console\.\w+)\([^)]*\)", "", page)
        found = [text for _, text in strings_of(spoken) if PROSE.search(PART.sub("", text))]
        return [text for text in found if text not in NO_TEXT and text[0] != "/"]
    without = re.sub(
        r"<(style|script)\b.*?</\1>|<!--.*?-->|//[^\n]*|/\*.*?\*/", " ", page, flags=re.S
    )
    shown = re.findall(r">([^<>{}]*[A-Za-z]{2}[^<>{}]*)<", without)
    shown += re.findall(
        r'(?:placeholder|title|alt|aria-label)="([^"{}]*[A-Za-z]{2}[^"{}]*)"', without
    )
    return [text.strip() for text in shown if text.strip() and text[0] != "/"]


def test_no_text_for_people_stands_in_a_page() -> None:
    found = {page.relative_to(ROOT).as_posix(): texts_on(page.read_text("utf-8")) for page in PAGES}
    assert {name: said for name, said in found.items() if said} == {}


def test_a_text_in_a_page_is_seen() -> None:
    assert texts_on("<html><p>Sold out</p></html>") == ["Sold out"]
    assert texts_on('<html><input placeholder="Name"></html>') == ["Name"]
    assert texts_on("button.textContent = 'Place the order'") == ["Place the order"]
    assert texts_on('element.dataset.key = "guest.total"') == []
