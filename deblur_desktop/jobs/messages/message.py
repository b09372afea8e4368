"""What all messages have."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Belongs to a job."""

    job: int
