"""Pages and their files: known ones only, kept by browsers, in the visitor's language, all data text."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask

from restaurant.common.assets import asset
from restaurant.domain.state import State
from restaurant.domain.values.settings import Settings
from restaurant.server.web.look_css import look_css
from restaurant.server.web.pages import Pages
from restaurant.server.web.web_files import WebFiles
from tests.server.clients import http_ask
from tests.server.running import RunningServer

LOOK = json.loads(asset("look.json").read_bytes())


@pytest.fixture
def app() -> Flask:
    app = Flask("restaurant", static_folder=None)
    WebFiles(app)
    return app


def page_app(name: str = "Trattoria Blu", language: str = "en") -> Flask:
    app = Flask("restaurant", static_folder=None)
    pages = Pages(lambda: State(settings=Settings(name=name, language=language)))
    pages.bodies["start"] += '<script id="given">{{given}}</script>'
    app.add_url_rule("/", view_func=lambda: pages.show("start", dish="</script><b>"))
    return app


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("web/link.js", "text/javascript"),
        ("web/base.css", "text/css"),
        ("web/look.css", "text/css"),
        ("icon.png", "image/png"),
        ("favicon.ico", "image/png"),
    ],
)
def test_a_file_comes_once_and_is_then_kept(app: Flask, name: str, media_type: str) -> None:
    client = app.test_client()
    first = client.get(f"/{name}")
    assert (first.status_code, first.mimetype) == (200, media_type)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(f"/{name}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "name", ["frame.html", "../look.json", "..%2flook.json", "start/body.html", "nothing.js", ""]
)
def test_nothing_else_is_served(server: RunningServer, name: str) -> None:
    answer = http_ask(server, "GET", f"/web/{name}")
    assert (answer.status, answer.json["error"]) == (404, "no_such_page")


def test_the_style_sheet_has_every_colour_in_both_schemes() -> None:
    light, dark = look_css(LOOK).split("@media (prefers-color-scheme: dark)")
    for tone, colour in LOOK["light"].items():
        assert f"--{tone.replace('_', '-')}: {colour};" in light
    for tone, colour in LOOK["dark"].items():
        assert f"--{tone.replace('_', '-')}: {colour};" in dark
    assert "--type-title: 28px;" in light


def test_no_style_sheet_has_a_colour_of_its_own() -> None:
    for path in asset("web").rglob("*.css"):
        without_comments = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.findall(r":[^;{]*(#[0-9a-fA-F]{3,8}\b|rgba?\()", without_comments), path


@pytest.mark.parametrize("path", sorted(asset("web").rglob("*.js")), ids=lambda path: path.name)
def test_no_script_makes_markup_of_texts(path: Path) -> None:
    script = path.read_text("utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", script)


def test_a_page_is_in_the_language_asked_for_kept_preferred_or_spoken_here() -> None:
    client = page_app(language="fr").test_client()

    def language(path: str = "/", accept: str = "") -> str:
        page = client.get(path, headers={"Accept-Language": accept} if accept else {}).text
        return str(re.findall(r'<html lang="(\w+)"', page)[0])

    assert language() == "fr"
    assert language(accept="de-AT,en;q=0.5") == "de"
    assert language(accept="xx") == "fr"
    assert language("/?lang=../en", "de") == "de"
    assert language("/?lang=es", "de") == "es"
    assert language(accept="de") == "es"  # what was chosen is remembered


def test_whatever_a_restaurant_is_called_is_text() -> None:
    page = page_app("<script>alert(1)</script> {{title}}").test_client().get("/").text
    assert "<script>alert(1)" not in page
    assert page.count("</script>") == page.count("<script")
    given = re.findall(r'id="given">(.*?)</script>', page, re.DOTALL)[0]
    assert json.loads(given)["dish"] == "</script><b>"
    assert json.loads(given)["restaurant"] == "<script>alert(1)</script> {{title}}"
