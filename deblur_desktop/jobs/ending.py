"""How a run of a batch ended."""

from enum import StrEnum


class Ending(StrEnum):
    """For the process that ran it, and for who hears of it."""

    FINISHED = "finished"
    """Nothing is left to do."""
    PAUSED = "paused"
    """A person wanted it so."""
    STOPPED = "stopped"
    """This process was asked to stop."""
    GIVEN_UP = "given up"
    """Going on makes no sense; the reason says why."""
