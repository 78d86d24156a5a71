"""Every option of the program in one table, read from flags, the environment and settings.json.

A flag beats the environment, the environment beats the file, the file beats the default.
Standard library only: the launcher reads its options before anything is installed, which is
also why the platform's data folder is worked out here and not by a library.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from restaurant import __version__
from restaurant.common import option_values as read
from restaurant.common.machine import autostart_folder, has_display, user_data_folder
from restaurant.common.network.addresses import DEFAULT_PORT, BadAddress, port
from restaurant.common.option_values import ASK, BadOption


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the program was asked to do; `notes` are sentences about the settings file for a person."""

    role: str | None = None
    demo: bool = False
    data: Path | None = None
    host: str = "0.0.0.0"
    port: int = DEFAULT_PORT
    tls_port: int | None = None
    """None: the one after `port`, see `secure_port`."""
    headless: bool = False
    server: str | None = None
    """HOST:PORT, the port always there; `addresses.split_address` takes it apart."""
    kiosk: bool = False
    trust_lan: bool = False
    self_test: bool = False
    backup: Path | None = None
    restore: Path | None = None
    verify: bool = False
    reset_manager_pin: bool = False
    moment: str | None = None
    """Internal, --moment: the server that works with the folder says up to where to copy it."""
    sample: bool = False
    """Internal, --sample: the server runs the sample restaurant of --demo."""
    tied: bool = False
    """Internal, --tied: ends when standard input ends, see `restaurant.common.processes.ties`."""
    announcer: bool = False
    """Internal, --announcer: announces a server on its network, see `restaurant.server.upkeep.announcer`."""
    ready: bool = False
    """Internal, --ready: the launcher has seen to the set-up."""
    display: bool = True
    user_folder: Path
    """Where this platform keeps a user's data; the program's own part of it is a folder there."""
    autostart_folder: Path = Path()
    """Where this platform looks for what to start when the user signs in."""
    notes: tuple[str, ...] = ()

    def data_folder(self, role: str | None) -> Path:
        """Where `role` keeps its files; without a role, where this computer's choice is kept."""
        if self.data is not None:
            return self.data
        return self._ours / role if role else self._ours

    @property
    def local_folder(self) -> Path:
        """Where a server on this machine leaves tokens for terminals of the same user."""
        return self._ours / "local"

    @property
    def config_folder(self) -> Path:
        """Where a desktop on Linux keeps what its user has chosen, beside what starts with it."""
        return self.autostart_folder.parent

    @property
    def _ours(self) -> Path:
        return self.user_folder / "restaurant"

    @property
    def secure_port(self) -> int:
        """Where the server listens for TLS; 0 lets the system choose, as for the plain port."""
        if self.tls_port is not None:
            return self.tls_port
        return self.port + 1 if 0 < self.port < 65535 else 0

    @property
    def windowed(self) -> bool:
        """Whether the server has a window here."""
        return self.display and not self.headless

    @property
    def keeps_safe(self) -> bool:
        """Whether it is about the files of a restaurant, and nothing is started."""
        return bool(self.backup or self.restore or self.verify)

    def as_flags(self) -> list[str]:
        """The flags that give another process of this program exactly these options."""
        flags: list[str] = []
        for option in TABLE:
            value = getattr(self, option.attribute)
            if isinstance(value, bool):
                flags.append(option.flag if value else option.negation)
            elif value is not None:
                flags += [option.flag, str(value)]
        return flags


class Option(NamedTuple):
    """One row of the table: its name, what reads its value, its help; `shown` names the value.

    From the name follow flag and variable; the default is that of the `Options` field.
    """

    name: str
    read: Callable[[str], object]
    help: str | None
    shown: str | None = None

    @property
    def flag(self) -> str:
        return f"--{self.name}"

    @property
    def negation(self) -> str:
        return f"--no-{self.name}"

    @property
    def variable(self) -> str:
        return "RESTAURANT_" + self.attribute.upper()

    @property
    def attribute(self) -> str:
        return self.name.replace("-", "_")

    @property
    def internal(self) -> bool:
        return self.help is None

    @property
    def explained(self) -> str:
        """Its help for a person, with its default where it has one that says something."""
        default = _DEFAULTS[self.attribute]
        return f"{self.help} (default {default})" if self.shown and default else f"{self.help}"


TABLE = (
    Option("role", read.role, "server, customer or waiter; ask: show the picker again", "ROLE"),
    Option("demo", read.switch, "a sample restaurant on this machine: server, customer and waiter"),
    Option("data", read.folder, "where this server or terminal keeps its files", "DIR"),
    Option("host", read.host, "server: the address to listen at", "ADDRESS"),
    Option("port", port, "server: the port to listen at", "PORT"),
    Option("tls-port", port, "server: the port for TLS, the next one if none is said", "PORT"),
    Option("headless", read.switch, "server: without a window"),
    Option("server", read.server, "customer, waiter: where the server is", "HOST[:PORT]"),
    Option("kiosk", read.switch, "customer: full screen, and only a staff PIN leaves it"),
    Option("trust-lan", read.switch, "server: whoever reaches it may act as staff"),
    Option("backup", read.new_file, "copy the server's restaurant into one file", "FILE"),
    Option("restore", read.file, "bring it back from that file, into an empty folder", "FILE"),
    Option("verify", read.switch, "check the server's files against their hashes"),
    Option("reset-manager-pin", read.switch, "a new PIN for the manager, from the server here"),
    Option("self-test", read.switch, "prove that this build works on this machine"),
    Option("sample", read.switch, None),
    Option("moment", str, None, "JSON"),
    Option("tied", read.switch, None),
    Option("announcer", read.switch, None),
    Option("ready", read.switch, None),
)


_DEFAULTS = {option.name: option.default for option in fields(Options)}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadOption(f"{message} (--help lists the options)")


def _parser() -> _Parser:
    parser = _Parser(
        prog="restaurant",
        usage="%(prog)s [options]",
        description="A restaurant floor on its own network. Without options: choose a role.",
        epilog="Each option can also be set as RESTAURANT_<OPTION> in the environment or under "
        '"options" in settings.json in the data folder.',
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"restaurant {__version__}")
    for option in TABLE:
        shown = argparse.SUPPRESS if option.internal else option.explained
        named: dict[str, Any] = {"dest": option.name, "default": argparse.SUPPRESS}
        if option.shown:
            parser.add_argument(option.flag, metavar=option.shown, help=shown, **named)
            continue
        parser.add_argument(option.flag, action="store_const", const="yes", help=shown, **named)
        parser.add_argument(
            option.negation, action="store_const", const="no", help=argparse.SUPPRESS, **named
        )
    return parser


class _Source(NamedTuple):
    """One place that options come from: what it says, and what a person calls each entry."""

    texts: Mapping[str, str]
    called: Callable[[Option], str]

    def read(self, option: Option) -> object:
        try:
            return option.read(self.texts[option.name])
        except (BadOption, BadAddress) as bad:
            raise BadOption(f"{self.called(option)}: {bad}") from None


def _from_flags(argv: Sequence[str]) -> _Source:
    return _Source(vars(_parser().parse_args(argv)), lambda option: option.flag)


def _from_environment(environ: Mapping[str, str]) -> _Source:
    texts = {
        option.name: environ[option.variable]
        for option in TABLE
        if not option.internal and environ.get(option.variable)
    }
    return _Source(texts, lambda option: option.variable)


def _from_file(path: Path, notes: list[str]) -> _Source:
    """What settings.json says; what cannot be understood becomes a note, a restaurant still opens."""
    texts: dict[str, str] = {}
    known = {option.name for option in TABLE if not option.internal} - {"data"}
    for key, value in _options_in(path, notes).items():
        name = str(key).replace("_", "-")
        if name in known and isinstance(value, (str, int)):
            texts[name] = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        else:
            notes.append(f'{path}: "{key}" under "options" is not an option that can be set there.')
    return _Source(texts, lambda option: f"{path}, {option.name}")


def _options_in(path: Path, notes: list[str]) -> dict[str, object]:
    try:
        settings = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except json.JSONDecodeError as wrong:
        notes.append(f"{path}, line {wrong.lineno}: {wrong.msg}. Its options are not in force.")
        return {}
    except (OSError, UnicodeDecodeError) as wrong:
        notes.append(f"{path} cannot be read ({wrong}). Its options are not in force.")
        return {}
    options = settings.get("options", {}) if isinstance(settings, dict) else {}
    return options if isinstance(options, dict) else {}


def _resolve(argv: Sequence[str], environ: Mapping[str, str], platform: str) -> Options:
    sources = [_from_flags(argv), _from_environment(environ)]
    fixed: dict[str, Any] = {
        "display": has_display(environ, platform),
        "user_folder": user_data_folder(environ, platform),
        "autostart_folder": autostart_folder(environ, platform),
    }
    # The folder says where the file is, so both are needed before the file can have its say.
    first = Options(**{**fixed, **_values(sources)})
    notes: list[str] = []
    role = None if first.role == ASK else first.role
    sources.append(_from_file(first.data_folder(role) / "settings.json", notes))
    return Options(**{**fixed, **_values(sources)}, notes=tuple(notes))


def _values(sources: Sequence[_Source]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    strength: dict[str, int] = {}
    for option in TABLE:
        for rank, source in enumerate(sources):
            if option.name in source.texts:
                values[option.attribute] = source.read(option)
                strength[option.name] = rank
                break
    _settle_purpose(values, strength)
    return values


def _settle_purpose(values: dict[str, object], strength: dict[str, int]) -> None:
    """One start has one purpose: between a role and the demo the stronger source wins."""
    if values.get("demo") and values.get("role"):
        if strength["demo"] == strength["role"] == 0:
            raise BadOption("--demo starts all roles together: leave out --role, or --demo")
        values.update({"role": None} if strength["demo"] <= strength["role"] else {"demo": False})


def parse(
    argv: Sequence[str], environ: Mapping[str, str], *, platform: str = sys.platform
) -> Options:
    """Reads the options; --help and --version end with 0, a bad value with a sentence and 2."""
    try:
        return _resolve(argv, environ, platform)
    except BadOption as bad:
        print(f"restaurant: {bad}", file=sys.stderr)
        raise SystemExit(2) from None
