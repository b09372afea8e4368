"""What is to be downloaded, and for how long it is tried."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

LARGEST = 8 << 30
"""Bytes; no weights are larger."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that somebody published.

    Attributes:
        url: ``https://…`` or ``http://…``.
        size: In bytes; 0 when nobody published it.
        sha256: Lower-case hex; empty when nobody published it.
    """

    url: str
    size: int = 0
    sha256: str = ""

    @property
    def name(self) -> str:
        """Of the file, harmless; its suffix tells its form."""
        name = unquote(PurePosixPath(urlsplit(self.url).path).name)
        return "".join(c for c in name if c.isalnum() or c in "._-").lstrip(".")[-80:] or "file"

    @property
    def most(self) -> int:
        """More bytes than this are not the file."""
        return self.size or LARGEST


@dataclass(frozen=True, slots=True)
class Patience:
    """When a download is given up.

    Attributes:
        slowest: Bytes a second, in the mean over *window_s*, below which a connection is given up.
        window_s: Also how long a server may take to answer.
        deadline_s: For the whole file.
        tries: In a row without any new byte.
        first_pause_s: After the first failure; doubled after each.
        longest_pause_s: Of those.
    """

    slowest: float = 1000
    window_s: float = 60
    deadline_s: float = 24 * 3600
    tries: int = 5
    first_pause_s: float = 1
    longest_pause_s: float = 60

    def pause_s(self, failures: int) -> float:
        """How long to wait after so many failures in a row."""
        return min(self.first_pause_s * 2 ** (failures - 1), self.longest_pause_s)
