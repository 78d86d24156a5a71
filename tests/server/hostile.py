"""Messages that no honest program sends, made from a seed."""

import json
import random
import string
from collections.abc import Callable
from typing import Any

from restaurant.protocol.audiences import AUDIENCES
from restaurant.protocol.table import COMMANDS

EVENTS = (*COMMANDS, "hello", "subscribe", "unsubscribe", "connect", "disconnect", "view", "*")
FIELDS = (
    *("id", "type", "table", "items", "order_id", "item", "status", "settings", "category"),
    *(
        "action",
        "audience",
        "of",
        "protocol",
        "__proto__",
        "constructor",
        "toString",
        "_placeholder",
    ),
)
LARGE = (65_536, 70_000, 200_000, 1_048_000, 1_100_000, 2_097_152)


class Hostile:
    """A source of bad luck; the same seed gives the same messages."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    # ---------------------------------------------------------------------------- JSON

    def value(self, depth: int = 0) -> Any:
        """Any JSON value, seldom the right one."""
        makers: list[Callable[[], Any]] = [
            lambda: None,
            lambda: self.chance.choice([True, False]),
            lambda: self.chance.randint(-3, 1000),
            lambda: self.chance.choice([10**18, -(2**63), 2**64, 10**30, 10**400, -1, 0]),
            lambda: self.chance.choice([0.5, -1e308, 1e-300, 1.5e300]),
            self.text,
            lambda: self.chance.choice(["ORD-1-1", "ORD-1-" + "9" * 40, "ready", "Pasta", "menu"]),
        ]
        if depth < 4:
            makers += [
                lambda: [self.value(depth + 1) for _ in range(self.chance.randint(0, 4))],
                lambda: self.fields(depth + 1),
            ]
        return self.chance.choice(makers)()

    def text(self) -> str:
        """A string with what strings should not have."""
        alphabet = string.printable + "\0\x07\x1b\x7f\x85\u202e\u2028\ufeff\U0001f355éß"
        length = self.chance.choice([0, 1, 5, 61, 501, 3000])
        return "".join(self.chance.choices(alphabet, k=length))

    def fields(self, depth: int = 0) -> dict[str, Any]:
        """An object of fields that mean something, with values that do not fit."""
        names = self.chance.sample(FIELDS, self.chance.randint(0, 6))
        return {name: self.value(depth) for name in names}

    def command(self) -> dict[str, Any]:
        """A command that is nearly right."""
        name = self.chance.choice([*COMMANDS, *COMMANDS, "eat", "", "__class__"])
        message = {"id": f"f-{self.chance.getrandbits(64)}", "type": name, **self.fields()}
        if self.chance.random() < 0.3:
            message |= {"table": self.chance.randint(-1, 1001), "items": ["Pasta", self.value()]}
        return message

    def message(self) -> Any:
        """What may come where a message is expected."""
        roll = self.chance.random()
        if roll < 0.6:
            return self.command()
        if roll < 0.65:
            return {"audience": self.chance.choice([*AUDIENCES, "x"]), "of": self.value(3)}
        return self.fields() if roll < 0.8 else self.value()

    def large(self) -> Any:
        """A message over one limit or another."""
        size = self.chance.choice(LARGE)
        return self.chance.choice(
            [
                {
                    "id": "1",
                    "type": "new_order",
                    "table": 1,
                    "items": ["Pasta"],
                    "note": "x" * size,
                },
                {"id": "1", "type": "new_order", "table": 1, "items": ["Pasta"], "x" * size: 1},
                ["x" * size],
                {"id": "x" * size},
            ]
        )

    def json(self) -> str:
        """A text that is JSON, or was."""
        roll = self.chance.random()
        if roll < 0.01:
            return json.dumps(self.large())
        if roll < 0.75:
            return json.dumps(self.message())
        if roll < 0.80:
            return "[" * 50_000 if roll < 0.78 else '{"a":' * 20_000
        if roll < 0.85:
            return self.chance.choice(
                ["NaN", "[Infinity]", '{"table": 1e999}', '"\\ud800"', '{"a":1,"a":2}', "1" * 5000]
            )
        whole = json.dumps(self.message())
        at = self.chance.randint(0, len(whole))
        return whole[:at] + self.chance.choice(["", "\0", "}", ",", '"', "\\"]) + whole[at + 1 :]

    # ------------------------------------------------------------------------ Socket.IO

    def event(self, number: int) -> str:
        """An Engine.IO message with a Socket.IO event that asks for an acknowledgement."""
        name: Any = self.chance.choice(EVENTS)
        if self.chance.random() < 0.1:
            name = self.value(2)
        more = [self.message() for _ in range(self.chance.choice([0, 1, 1, 1, 1, 2, 3]))]
        if self.chance.random() < 0.01:
            more = [self.large()]
        return f"42{number}{json.dumps([name, *more])}"

    def packet(self) -> str:
        """A packet of Engine.IO or Socket.IO that breaks the protocol somewhere."""
        chance = self.chance
        makers: list[Callable[[], str]] = [
            lambda: "4" + chance.choice("0123456789") + self.json(),
            lambda: chance.choice("0123456789x-²٣\0") + self.json(),
            lambda: (
                f"45{chance.choice(['1', '99', '9999999999', '99999999999', '²'])}-"
                + json.dumps(["new_order", {"_placeholder": True, "num": chance.randint(-2, 2)}])
            ),
            lambda: "b" + chance.choice(["AAAA", "A", "é", "===", "NDI="]),
            lambda: f"42/{self.text()[:20]},{self.json()}",
            lambda: "42" + "9" * chance.choice([5, 99, 101, 5000]) + '["new_order",{}]',
            lambda: "40" + self.json(),
            lambda: "41" + chance.choice(["", "/x,", "[]"]),
            lambda: "43" + chance.choice(["1[]", "9[1]", "[]", "1"]),
            lambda: "44" + self.json(),
            lambda: "42[]",
            lambda: '42["disconnect"]',
            lambda: '42["connect",{"REMOTE_ADDR":"1.2.3.4"},{"token":"x"}]',
            lambda: "4",
            lambda: "6",
            lambda: "5",
            lambda: "2probe",
            self.json,
        ]
        return chance.choice(makers)()
