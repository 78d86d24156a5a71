"""`/manager`: the page on which a manager edits the menu, tables, staff and settings; the menu as CSV."""

import threading
from collections.abc import Callable

from flask import Flask, Response, request

from restaurant.common.ids import new_id
from restaurant.domain.commands import PutMenu, PutStaff, RenameTerminal
from restaurant.domain.errors import Refused
from restaurant.domain.state import State
from restaurant.domain.values.menu import Category, MenuItem, Modifier, Option
from restaurant.domain.values.settings import Area, Limits, Settings
from restaurant.protocol.codec import write_command
from restaurant.server.desk import Desk
from restaurant.server.modes.mode import Mode
from restaurant.server.trust.access import Caller
from restaurant.server.web.field_limits import field_limits
from restaurant.server.web.pages import Pages
from restaurant.server.web.sign_in import SignIn
from restaurant.server.wires.callers import Callers
from restaurant.server.wires.replies import json_reply
from restaurant.storage.menu_changes import Preview
from restaurant.storage.menu_csv import preview_csv, write_csv

EDITED = (MenuItem, Modifier, Option, Category, Settings, Limits, Area, PutStaff, RenameTerminal)


class ManagerPage:
    """`present` gives the state; CSV is read off the loop, one file at a time."""

    def __init__(
        self,
        app: Flask,
        mode: Mode,
        *,
        callers: Callers,
        desk: Desk,
        pages: Pages,
        sign_in: SignIn,
        present: Callable[[], State],
    ) -> None:
        self._callers, self._desk, self._pages = callers, desk, pages
        self._sign_in, self._present = sign_in, present
        self._off_loop = mode.worker()
        self._turn = threading.Lock()
        self._limits = field_limits(*EDITED)
        app.add_url_rule("/manager", "manager", self._show)
        app.add_url_rule("/manager/menu.csv", "menu_csv", self._download)
        app.add_url_rule("/manager/menu.csv", "reads_csv", self._preview, methods=["POST"])
        app.add_url_rule("/manager/menu.csv", "takes_csv", self._take, methods=["PUT"])

    def _show(self) -> Response:
        return self._sign_in.guarded("manager", self._shown)

    def _shown(self, caller: Caller) -> Response:
        return self._pages.show(
            "manager",
            "manager",
            title="manager.title",
            person=caller.actor.name,
            signed_in=bool(caller.actor.staff),
            limits=self._limits,
        )

    def _manager(self) -> Caller:
        caller = self._callers.now()
        if caller.actor.role != "manager":
            anybody = caller.actor.role == "anybody"
            raise Refused("not_signed_in" if anybody else "not_allowed")
        return caller

    def _download(self) -> Response:
        self._manager()
        state, said = self._present(), self._pages.languages()[0]
        with self._turn:
            data = self._off_loop(write_csv, state.menu, state.settings.currency, said)
        response = Response(data, mimetype="text/csv")
        response.headers["Content-Disposition"] = 'attachment; filename="menu.csv"'
        return response

    def _preview(self) -> Response:
        """What the file would change, line by line; changes nothing."""
        self._manager()
        return json_reply(self._read()[0])

    def _take(self) -> Response:
        """The same file again, taken as one command if it still does what the preview said."""
        caller = self._manager()
        preview, command = self._read()
        if preview.digest != request.args.get("digest"):
            menu = self._pages.languages()[0].text("manager.section_menu")
            raise Refused("changed_meanwhile", name=menu)
        if command is None:
            raise Refused("malformed", problem="Nothing in this file can be taken")
        message = write_command(command, request.args.get("id") or new_id())
        return json_reply(self._desk.command(caller, "put_menu", message, native=True))

    def _read(self) -> tuple[Preview, PutMenu | None]:
        state, data = self._present(), request.get_data(cache=False)
        removes = request.args.get("remove") == "1"
        said = self._pages.languages()
        with self._turn:
            read: tuple[Preview, PutMenu | None] = self._off_loop(
                preview_csv, data, state.menu, state.settings, said, removes
            )
        return read
