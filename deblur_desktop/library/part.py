"""What has come of a download, on the disk. A note beside it says of which version of the file it is."""

import hashlib
import json
import shutil

from deblur_desktop.bundle import models_folder
from deblur_desktop.errors import NoRoom
from deblur_desktop.library.storage import write_whole
from deblur_desktop.library.wanted import Wanted


class Part:
    """The part of one file; it stays when the program ends."""

    def __init__(self, wanted: Wanted) -> None:
        key = hashlib.sha256(wanted.url.encode()).hexdigest()[:24]
        self.folder = models_folder() / ".downloads" / key
        self.path = self.folder / wanted.name
        self._note = self.folder / "version.json"

    @property
    def size(self) -> int:
        """Bytes that are here."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    @property
    def version(self) -> str:
        """Of the file on the server, as it was told with the first bytes; empty when it was not."""
        try:
            return str(json.loads(self._note.read_text("utf-8"))["version"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def begin(self, version: str) -> None:
        """Make an empty part of *version*."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._note, json.dumps({"version": version}).encode())
        self.path.write_bytes(b"")

    def write(self, block: bytes, offset: int) -> None:
        """Put *block* in its place.

        Raises:
            NoRoom: It cannot be stored; what is here stays.
        """
        try:
            # Not appended: another process that fetches the same file writes the same bytes there.
            with self.path.open("r+b", buffering=0) as file:
                file.seek(offset)
                file.write(block)
        except OSError as error:
            raise NoRoom(
                f"the download cannot be stored ({error.strerror}): {self.folder}",
                "what came so far is kept; make room and try again",
            ) from error

    def require_room(self, missing: int) -> None:
        """Be sure that *missing* bytes fit, and a tenth more.

        Raises:
            NoRoom: They do not.
        """
        free = shutil.disk_usage(self.folder).free
        if free < missing * 1.1:
            raise NoRoom(
                f"{missing / 1e6:.0f} MB are to be fetched, and {free / 1e6:.0f} MB are free:"
                f" {models_folder()}",
                "make room and try again",
            )

    def remove(self) -> None:
        """Leave nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)
