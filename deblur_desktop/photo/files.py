"""Opening and saving photos: the two doors of this package.

Both tell what they could not keep. A saved file is read back before it gets its name, and `Saved` says
what was found in it.
"""

import hashlib
import os
import warnings
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal, TypeVar

from deblur_desktop.errors import CannotWrite, DamagedPhoto, PhotoError
from deblur_desktop.photo import exif, xmp
from deblur_desktop.photo.format import HEAD_BYTES, Format
from deblur_desktop.photo.formats import format_for, format_of
from deblur_desktop.photo.hygiene import Beside, clean
from deblur_desktop.photo.limits import Limits
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.photo import COLOR_CHUNKS, Metadata, Photo
from deblur_desktop.photo.raster import Raster, distance, largest_difference
from deblur_desktop.photo.source import open_original
from deblur_desktop.photo.writer import (
    Existing,
    OnReady,
    Written,
    ignore,
    prepare_file,
    refuse_protected,
    write_file,
)

T = TypeVar("T")
_Pass = Callable[[BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Saved:
    """A photo that was saved, as found by reading the file back.

    Attributes:
        path: Where it lies; a number may have been added to the name.
        format: The id of its format.
        depth: Bits a sample in the file.
        size_bytes: Of the file.
        sha256: Of the file, lower-case hex.
        pixel_error: Largest difference of a sample in the file from the photo's, in code values of
            `depth` (floats: in units of 1); 0 only if each is the photo's, rounded to its own depth.
        profile_kept: The color profile is in the file, or there was none.
        kept: Groups of metadata that are in the file as they were: of `exif`, `maker note`, `gps`,
            `xmp`, `iptc`, `text` and `color description` (of a PNG).
        lost: Groups that the photo had and the file does not have.
        notices: What a person should know, one sentence each.
        lossless: Samples that were not changed since the photo was opened are in the file as they were:
            `pixel_error` is 0, `depth` is not less, and alpha is there, multiplied into colors or not as
            it was.
    """

    path: Path
    format: str
    depth: int
    size_bytes: int
    sha256: str
    pixel_error: float
    profile_kept: bool
    kept: tuple[str, ...]
    lost: tuple[str, ...]
    notices: tuple[str, ...]
    lossless: bool = False


def open_photo(
    path: Path,
    *,
    on_damage: Literal["refuse", "keep"] = "refuse",
    limits: Limits | None = None,
) -> Photo:
    """The photo at *path*, upright, recognised by its content; the file is only read.

    Args:
        path: A regular file, or a link to one.
        on_damage: ``keep`` gives what could be decoded of a damaged file, with a notice, where the
            format allows it.
        limits: What reading may cost; the default fits this computer.

    Raises:
        UnreadablePhoto: The file is missing, not a regular file, empty or no image.
        DamagedPhoto: A part of it is missing or wrong, or it changed while it was read.
        UnsupportedFormat: It is of a kind that is not restored, or too large.
    """
    limits = replace(limits or Limits(), keep_damaged=on_damage == "keep")
    with open_original(path) as file:
        try:
            before = _version(file)
            format = format_of(file.read(HEAD_BYTES))
            photo = decoded(format, lambda: format.open(file, limits))
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            if _version(file) != before:
                raise DamagedPhoto("the file changed while it was read", "try again")
        except PhotoError as error:
            raise type(error)(f"{error.message}: {display_name(path)}", error.hint) from error
    return replace(photo, sha256=sha256)


def _version(file: BinaryIO) -> tuple[int, int]:
    status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns


def decoded(format: Format, decode: Callable[[], T]) -> T:
    """What *decode* gives; whatever a decoder stumbles over is damage."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return decode()
    except PhotoError:
        raise
    except MemoryError as error:
        raise DamagedPhoto("not enough memory to decode it", "close other programs") from error
    except Exception as error:  # Foreign decoders raise anything on bytes from strangers.
        raise DamagedPhoto(f"the {format.name} data are damaged ({error})") from error


def save_photo(
    photo: Photo,
    path: Path,
    *,
    existing: Existing = Existing.NUMBER,
    protect: Collection[Path] = (),
    on_ready: OnReady = ignore,
) -> Saved:
    """Save *photo* in the format that the suffix of *path* names, and read it back.

    The depth is the photo's own where the format has it. Nothing is ever written over an existing file.

    Args:
        photo: All pixels are finite.
        path: Where it should go.
        existing: What to do when that name exists.
        protect: The originals, which must never be the target.
        on_ready: See `writer.write_file`.

    Raises:
        UnsupportedFormat: The suffix names no format that can be written.
        WouldOverwrite: See `writer.write_file`; also `AlreadyThere`, `DiskFull` and `CannotWrite`.
    """
    refuse_protected(path, protect)
    return _saved(
        photo,
        path,
        lambda fill, check: write_file(
            path, fill, check, existing=existing, protect=protect, on_ready=on_ready
        ),
    )


def prepare_photo(photo: Photo, path: Path, temporary: Path, root: Path) -> Saved:
    """`save_photo` without its last step: the file lies under the name *temporary*.

    Args:
        photo: As there.
        path: Where `writer.publish_file` shall put it.
        temporary: Of `temporary.temporary_beside`.
        root: See `writer.prepare_file`.

    Raises:
        UnsupportedFormat: As there; also `DiskFull` and `CannotWrite`.
    """
    return _saved(photo, path, lambda fill, check: prepare_file(path, temporary, fill, check, root))


def _saved(photo: Photo, path: Path, write: Callable[[_Pass, _Pass], Written]) -> Saved:
    format = format_for(path.suffix)
    asked, photo = photo, _without_large_receipt(photo, format)
    saving = _Saving(photo, format)
    written = write(saving.fill, saving.check)
    kept, lost = _compared(photo, saving.found.metadata)
    profile_kept = photo.profile == saving.found.profile
    return Saved(
        path=written.path,
        format=format.id,
        depth=saving.depth,
        size_bytes=written.size_bytes,
        sha256=written.sha256,
        pixel_error=saving.pixel_error,
        profile_kept=profile_kept,
        kept=kept,
        lost=lost,
        notices=_notices(photo, format, lost, profile_kept)
        + ("The recipe was too large to be stored in this file.",) * (asked is not photo),
        lossless=saving.lossless,
    )


def _without_large_receipt(photo: Photo, format: Format) -> Photo:
    """*photo*, without our receipt if its XMP packet would not fit: the person's own comes first."""
    packet = photo.metadata.xmp
    bare = xmp.without_receipt(packet) if len(packet) > format.most_xmp_bytes else packet
    return photo if bare == packet else replace(photo, metadata=replace(photo.metadata, xmp=bare))


class _Saving:
    """One photo on its way into a file and back."""

    def __init__(self, photo: Photo, format: Format) -> None:
        self._photo = photo
        self._format = format
        self._asked: Raster | None = None
        self.found = Beside(Metadata(), None, 1, ())
        self.depth = 0
        self.pixel_error = float("inf")
        self.lossless = False

    def fill(self, file: BinaryIO) -> None:
        self._asked = self._format.save(self._photo, file)

    def check(self, file: BinaryIO) -> None:
        assert self._asked is not None
        try:
            # What we hold in memory already is not too large.
            limits = Limits(size_bytes=1 << 62, pixels=1 << 62, file_bytes=1 << 62)
            raster = decoded(self._format, lambda: self._format.decode(file, limits))
        except PhotoError as error:
            raise CannotWrite(f"the saved file cannot be read back ({error.message})") from error
        difference = largest_difference(self._asked, raster)
        is_lossy = self._format.lossy and not (
            self._format.lossless and self._asked.packing == "lossless"
        )
        if difference > (2**16 if is_lossy else 0):
            raise CannotWrite("the saved file holds other pixels than it should", "save as TIFF")
        self.depth = raster.bits
        is_narrowed = raster.bits < self._photo.depth
        self.pixel_error = distance(self._photo, raster) if is_narrowed else difference
        self.lossless = self.pixel_error == 0 and not is_narrowed and self._keeps_alpha(raster)
        self.found = clean(raster.metadata, raster.profile, raster.orientation, raster.is_gray)

    def _keeps_alpha(self, raster: Raster) -> bool:
        """Whether alpha is in *raster* as it was in the photo's own file."""
        if self._photo.premultiplied:
            # Dividing by alpha and multiplying again is exact for integers only.
            return raster.premultiplied and raster.bits < 32
        return self._photo.alpha is None or raster.has_alpha


def _compared(asked: Photo, found: Metadata) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Groups of metadata that were there, divided into kept and lost."""
    has_profile = asked.profile is not None
    before, after = _groups(asked.metadata, has_profile), _groups(found, has_profile)
    kept = tuple(group for group, value in before.items() if after.get(group) == value)
    return kept, tuple(group for group in before if group not in kept)


def _groups(metadata: Metadata, has_profile: bool) -> dict[str, object]:
    groups: dict[str, object] = {}
    for (group, code), value in exif.tags(metadata.exif).items():
        name = "gps" if group == "gps" else "maker note" if code == exif.MAKER_NOTE else "exif"
        content = groups.setdefault(name, {})
        assert isinstance(content, dict)
        content[group, code] = value
    blocks = {
        "xmp": metadata.xmp,
        "iptc": metadata.iptc.rstrip(b"\0"),
        "text": [chunk for chunk in metadata.chunks if chunk[:4] not in COLOR_CHUNKS],
        "color description": _color_description(metadata, has_profile),
    }
    return groups | {name: block for name, block in blocks.items() if block}


def _color_description(metadata: Metadata, has_profile: bool) -> list[bytes]:
    """Chunks of a PNG without which its colors would look different."""
    found = {chunk[:4]: chunk for chunk in metadata.chunks}
    # A profile or sRGB makes gAMA and cHRM needless (PNG, third edition, 4.3); other formats are sRGB.
    kinds = (b"cICP",) if has_profile or b"sRGB" in found else (b"cICP", b"gAMA", b"cHRM")
    return [found[kind] for kind in kinds if kind in found]


def _notices(
    photo: Photo, format: Format, lost: tuple[str, ...], profile_kept: bool
) -> tuple[str, ...]:
    depth = format.depth_for(photo.depth)
    facts = {
        f"The photo has {photo.depth} bits a sample; {format.name} keeps {depth}.": depth
        < photo.depth,
        f"{format.name} has no transparency; it was left out.": photo.alpha is not None
        and not format.has_alpha,
        f"The colors were multiplied by their transparency; in the {format.name} file they are not.": (
            photo.premultiplied and format.has_alpha and not format.has_premultiplied
        ),
        "Colors that are multiplied by their transparency were rounded anew.": photo.premultiplied
        and format.has_premultiplied
        and photo.depth == 32,
        f"Not kept in the {format.name} file: {', '.join(lost)}.": bool(lost),
        f"The color profile was not kept in the {format.name} file.": not profile_kept,
    }
    return tuple(sentence for sentence, holds in facts.items() if holds)
