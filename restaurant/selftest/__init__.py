"""What `--self-test` runs: proves, role by role, that this build works on this machine."""

from restaurant.common.options import Options


def run(options: Options) -> int:
    """Prints a line for each proof; 0 if all hold, 1 if not, or if a screen is missing for some."""
    from restaurant.selftest.course import Course

    return Course(options).run()
