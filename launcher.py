#!/usr/bin/env python3
"""Starts the restaurant: reads the options, sets itself up on first use, and opens one role."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python has to get a sentence
    sys.stderr.write(
        "The restaurant needs Python 3.11 or newer, and this is Python %d.%d (%s).\n"  # noqa: UP031
        "Start launcher.py with a newer one, or get it from https://www.python.org/downloads/\n"
        % (sys.version_info[0], sys.version_info[1], sys.executable)
    )
    sys.exit(2)

# Light imports only: the server patches the standard library before it imports anything else,
# and the picker has to be on the screen at once.
import os
from dataclasses import replace

from restaurant.common.network.addresses import is_everywhere, join_address, reachable_here
from restaurant.common.option_values import ASK
from restaurant.common.options import Options, parse
from restaurant.common.processes.patience import PROGRAM_ENDS
from restaurant.common.processes.ties import exit_when_parent_dies, exit_with_loader, frozen
from restaurant.common.remembered import remembered_role

REFUSED = 2
INTERRUPTED = 130


def main(argv: list[str]) -> int:
    """Runs the program with these options and returns its exit code."""
    try:
        return _start(argv)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as wrong:
        if not _is_refused_window(wrong):
            raise
        return _refuse(f"Windows cannot be opened on the screen that is named here: {wrong}.")


def _start(argv: list[str]) -> int:
    options = parse(argv, os.environ)
    for note in options.notes:
        _say(note)
    refusal = _display_refusal(options)
    if refusal:
        return _refuse(refusal)
    if not (frozen() or options.tied or options.ready):
        return _set_up(options, argv)
    exit_with_loader()
    if options.tied:
        exit_when_parent_dies(_nothing, grace=PROGRAM_ENDS)
    return _run(options, argv)


def _wanted_role(options: Options) -> str | None:
    """The role to start; None is the picker."""
    return options.role or remembered_role(options.data_folder(None))


def _needs_window(options: Options) -> bool:
    if options.self_test or options.keeps_safe or options.announcer or options.reset_manager_pin:
        return False
    if options.demo or _wanted_role(options) == "server":
        return options.windowed
    return True


def _display_refusal(options: Options) -> str | None:
    if options.display or not _needs_window(options):
        return None
    role = _wanted_role(options)
    what = f"The {role} terminal" if role in ("customer", "waiter") else "Choosing a role"
    return (
        f"{what} needs a screen, and there is none here (DISPLAY names no X server). "
        "Start it on a desktop; without a screen --role server and --demo run."
    )


def _is_refused_window(wrong: Exception) -> bool:
    """Whether it is Tk's word for a screen that is there and lets nobody in (Tk is not loaded)."""
    return type(wrong).__name__ == "TclError" and "display" in str(wrong)


def _set_up(options: Options, argv: list[str]) -> int:
    """Makes what the program needs, then starts it in an interpreter that has loaded nothing yet."""
    from restaurant import first_run, setup_window, system_packages

    is_seen = _needs_window(options) and setup_window.nobody_reads()
    window = setup_window.SetUpWindow() if is_seen else None
    try:
        ready = first_run.ready([first_run.REQUIREMENTS])
        missing = system_packages.missing_parts(windows=_needs_window(options), venv=not ready)
        if missing:
            system_packages.provide(missing)
        python = first_run.python_with([first_run.REQUIREMENTS], window=window)
    except (first_run.SetUpFailed, system_packages.Missing) as wrong:
        refused = _refuse(str(wrong))
        if window is not None:
            window.fail(str(wrong))
        return refused
    finally:
        if window is not None:
            window.close()
    return first_run.run_again(python, argv)


def _run(options: Options, argv: list[str]) -> int:
    if options.announcer:
        from restaurant.server.upkeep import announcer

        return announcer.run()
    if options.self_test:
        from restaurant import selftest

        return selftest.run(options)
    if options.reset_manager_pin:
        from restaurant import lost_pin

        return lost_pin.run(options)
    if options.keeps_safe:
        from restaurant import safekeeping

        return safekeeping.run(options)
    if options.demo:
        from restaurant import demo

        return demo.run(options)
    return _run_role(options, argv)


def _run_role(options: Options, argv: list[str]) -> int:
    role = _wanted_role(options)
    if role is None or role == ASK:
        from restaurant.desktop import picker

        role = picker.choose(options)
    if role is None:
        return 0
    if role != options.role:
        # Read again: each role's folder has a settings.json of its own.
        options = replace(parse([*argv, "--role", role], os.environ), role=role)
    if role == "server":
        return _run_server(options)
    return _run_terminal(options)


def _run_server(options: Options) -> int:
    if options.windowed:
        from restaurant.desktop import console

        return console.run(options)
    if not options.headless:
        _say_where_to_look(options)
    from restaurant.server import main as server

    return server.run(options)


def _say_where_to_look(options: Options) -> None:
    here = join_address(reachable_here(options.host), options.port)
    everywhere = is_everywhere(options.host)
    others = " (others on the network: this machine's address)" if everywhere else ""
    _say(
        "There is no screen here, so the server runs without its window. "
        f"Look with a browser at http://{here}/{others}."
    )


def _run_terminal(options: Options) -> int:
    if options.role == "customer":
        from restaurant.desktop import customer

        return customer.run(options)
    from restaurant.desktop import waiter

    return waiter.run(options)


def _nothing() -> None:
    """The roles stop themselves; this is for one that does not."""


def _say(sentence: str) -> None:
    if sys.stderr is not None:
        print(f"restaurant: {sentence}", file=sys.stderr, flush=True)


def _refuse(sentence: str) -> int:
    _say(sentence)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
