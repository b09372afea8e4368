"""Workspaces: one folder for an open photo, whose arrays window and worker both map.

    photo.npy     float32 (H, W, 3), as in `Photo.pixels`      display.npy   uint8 (H, W, 3)
    alpha.npy     float32 (H, W)                               view-*.npy    dual-pixel views
    photo.json    everything else of the photo                 map.json      the blur map
    NAME.npy      float32, what the network made of a box      NAME.json     which box, and the report
    NAME.display.npy   uint8 (H, W, 3), the result at full strength

A workspace belongs to the window that made it: its name holds the process number, and the next start
removes those of processes that are gone.
"""

import base64
import errno
import json
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from deblur_desktop.bundle import cache_folder
from deblur_desktop.errors import CannotWrite, DiskFull
from deblur_desktop.photo.photo import Metadata, Photo, Pixels
from deblur_desktop.photo.temporary import is_alive

Bytes8 = NDArray[np.uint8]
_BAND = 256


@dataclass(frozen=True, slots=True)
class Workspace:
    """One folder."""

    folder: Path

    def store_photo(self, photo: Photo) -> None:
        """Put *photo* in, with an 8-bit picture of it for the window."""
        self._store("photo", photo.pixels)
        if photo.alpha is not None:
            self._store("alpha", photo.alpha)
            self.store_display("alpha.display", photo.alpha)
        for side, view in zip(("left", "right"), photo.views or (), strict=False):
            self._store(f"view-{side}", view)
        self.store_display("display", photo.pixels)
        self.store_facts("photo", _described(photo))

    def photo(self) -> Photo:
        """The photo, mapped; its pixels must not be changed."""
        pixels = self._mapped("photo")
        assert pixels is not None, "a workspace without a photo"
        left, right = self._mapped("view-left"), self._mapped("view-right")
        views = None if left is None or right is None else (left, right)
        plain = Photo(pixels, alpha=self._mapped("alpha"), views=views)
        return replace(plain, **_restored(self.facts("photo")))

    def store_result(self, name: str, pixels: Pixels, facts: dict[str, Any]) -> None:
        """Put in what the network made of a box, and what is known about it."""
        self._store(name, pixels)
        self.store_facts(name, facts)

    def result(self, name: str) -> tuple[Pixels, dict[str, Any]]:
        """What `store_result` put in, mapped."""
        pixels = self._mapped(name)
        assert pixels is not None, f"no such result: {name}"
        return pixels, self.facts(name)

    def store_display(self, name: str, pixels: Pixels) -> None:
        """Put in an 8-bit picture of *pixels*, clipped to [0, 1]."""
        # Written, not mapped: on a full disk a mapped hole would kill the process (SIGBUS).
        with self._writing(f"{name}.npy") as file:
            header = {"descr": "|u1", "fortran_order": False, "shape": pixels.shape}
            np.lib.format.write_array_header_1_0(file, header)
            for top in range(0, pixels.shape[0], _BAND):
                band = np.clip(pixels[top : top + _BAND], 0, 1)
                file.write((band * 255 + 0.5).astype(np.uint8).tobytes())

    def display(self, name: str = "display") -> Bytes8:
        """An 8-bit picture, mapped."""
        return np.load(self.folder / f"{name}.npy", mmap_mode="r")

    def store_facts(self, name: str, facts: dict[str, Any]) -> None:
        """Put in plain data."""
        with self._writing(f"{name}.json") as file:
            file.write(json.dumps(facts).encode())

    def facts(self, name: str) -> dict[str, Any]:
        """Plain data."""
        return json.loads((self.folder / f"{name}.json").read_text("utf-8"))

    def store_mask(self, name: str, mask: Bytes8) -> None:
        """Put in a mask, uint8 (H, W); 255 is restored."""
        self._store(name, mask)

    def store_thumbnail(self, name: str, picture: Bytes8) -> None:
        """Put in a small picture, uint8 (h, w, 3), for `display`."""
        self._store(name, picture)

    def drop(self, name: str) -> None:
        """Delete an array; where the system keeps what is mapped, it goes with the workspace."""
        with suppress(OSError):
            (self.folder / f"{name}.npy").unlink()

    def mask(self, name: str) -> Bytes8:
        """A mask, mapped."""
        return np.load(self.folder / f"{name}.npy", mmap_mode="r")

    def store_picture(self, name: str, photo: Photo, mask: Bytes8 | None = None) -> Path:
        """Put in a PNG of *photo* for other programs, see `save_picture`; gives its path."""
        from deblur_desktop.photo.picture import save_picture  # the window does without

        with self._writing(f"{name}.png") as file:
            save_picture(photo, file, mask)
        return self.folder / f"{name}.png"

    def remove(self) -> None:
        """Delete everything; arrays that are still mapped stay readable where the system allows it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _store(self, name: str, pixels: Pixels | Bytes8) -> None:
        with self._writing(f"{name}.npy") as file:
            np.save(file, pixels)

    @contextmanager
    def _writing(self, name: str) -> Generator[BinaryIO]:
        path = self.folder / name
        try:
            with path.open("wb") as file:
                yield file
        except OSError as error:
            # NumPy tells a short write without a number.
            if error.errno in (None, errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                hint = "free some space on that disk and try again"
                raise DiskFull(f"no room for a workspace: {self.folder}", hint) from error
            raise CannotWrite(f"cannot write to a workspace ({error}): {path}") from error

    def _mapped(self, name: str) -> Pixels | None:
        path = self.folder / f"{name}.npy"
        return np.load(path, mmap_mode="r") if path.exists() else None


def new_workspace() -> Workspace:
    """An empty workspace of this process, readable by its owner alone."""
    return Workspace(Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=_root())))


@contextmanager
def temporary_workspace() -> Generator[Workspace]:
    """A workspace that is removed at the end."""
    workspace = new_workspace()
    try:
        yield workspace
    finally:
        workspace.remove()


def sweep() -> None:
    """Remove the workspaces of processes that are gone."""
    for folder in _root().iterdir():
        owner = folder.name.partition("-")[0]
        if owner.isdecimal() and not is_alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _root() -> Path:
    root = cache_folder() / "workspaces"
    root.mkdir(mode=0o700, exist_ok=True)
    return root


def _described(photo: Photo) -> dict[str, Any]:
    """Everything of *photo* but its arrays, ready for JSON."""
    metadata = photo.metadata
    return {
        "profile": _text(photo.profile),
        "metadata": {
            "exif": _text(metadata.exif),
            "xmp": _text(metadata.xmp),
            "iptc": _text(metadata.iptc),
            "dpi": metadata.dpi,
            "chunks": [_text(chunk) for chunk in metadata.chunks],
        },
        **{name: getattr(photo, name) for name in _PLAIN},
    }


_PLAIN = ("depth", "gray", "format", "notices", "packing", "premultiplied", "sha256")


def _restored(facts: dict[str, Any]) -> dict[str, Any]:
    """Keyword arguments of `Photo`, from what `_described` gave."""
    metadata = facts["metadata"]
    blocks = {name: _bytes(metadata[name]) or b"" for name in ("exif", "xmp", "iptc")}
    dpi = tuple(metadata["dpi"]) if metadata["dpi"] else None
    chunks = tuple(_bytes(chunk) or b"" for chunk in metadata["chunks"])
    return {
        **{name: facts[name] for name in _PLAIN},
        "notices": tuple(facts["notices"]),
        "profile": _bytes(facts["profile"]),
        "metadata": Metadata(**blocks, dpi=dpi, chunks=chunks),
    }


def _text(block: bytes | None) -> str | None:
    return None if block is None else base64.b64encode(block).decode("ascii")


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)
