"""`python -m deblur_desktop`, and the `deblur-desktop` command."""

import sys


def main() -> int:
    """Run the command line and give its exit code."""
    from deblur_desktop.cli import main as run_command_line

    return run_command_line()


if __name__ == "__main__":
    sys.exit(main())
