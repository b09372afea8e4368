"""Safe mode: nothing runs or is opened but what the program brought; for a window that crashes."""

import os

_VARIABLE = "DEBLUR_DESKTOP_SAFE"


def turn_on() -> None:
    """For this process and those that it starts."""
    os.environ[_VARIABLE] = "1"


def is_on() -> bool:
    """Whether nothing runs but what the program brought."""
    return os.environ.get(_VARIABLE, "") not in ("", "0")
