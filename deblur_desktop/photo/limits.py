"""How much one photo may cost: asked by every decoder after the header and before the pixels."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from deblur_desktop.errors import DamagedPhoto, UnsupportedFormat

_GIB = 1 << 30


def _free_memory() -> int:
    """Memory that can be had without swapping, in bytes; 8 GiB where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return (
            next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")) * 1024
        )
    except (OSError, StopIteration, ValueError):
        return 8 * _GIB


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading may cost, and what happens to damage.

    Attributes:
        pixels: The most pixels a photo may have.
        size_bytes: The most bytes its decoded samples may take; 0 asks the system for its free memory.
        file_bytes: The most bytes of a file that are read at once.
        keep_damaged: Read what is there of a damaged file, with a notice, instead of refusing it.
    """

    pixels: int = 500_000_000
    size_bytes: int = 0
    file_bytes: int = 2 * _GIB
    keep_damaged: bool = False

    def check(self, width: int, height: int, bytes_per_pixel: float) -> None:
        """Allow the decoding of a photo of this size.

        Args:
            width: Columns that the header declares.
            height: Rows that the header declares.
            bytes_per_pixel: What the decoder hands out, all channels together.

        Raises:
            DamagedPhoto: A side is not positive.
            UnsupportedFormat: The photo is too large.
        """
        if width <= 0 or height <= 0:
            raise DamagedPhoto(f"the header declares no pixels ({width} x {height})")
        if width * height > self.pixels:
            raise UnsupportedFormat(
                f"the photo has {width} x {height} pixels, more than {self.pixels // 10**6} million",
                "cut it into parts first",
            )
        if width * height * bytes_per_pixel > (self.size_bytes or _free_memory()):
            raise UnsupportedFormat(
                f"not enough memory for {width} x {height} pixels", "close other programs"
            )

    def read_all(self, file: BinaryIO) -> bytes:
        """The whole file.

        Raises:
            UnsupportedFormat: It is larger than `file_bytes`.
        """
        size_bytes = file.seek(0, 2)
        if size_bytes > self.file_bytes:
            raise UnsupportedFormat(f"the file is too large: {size_bytes / _GIB:.1f} GiB")
        file.seek(0)
        return file.read(size_bytes)


def doubt_emptiness(width: int, height: int, size_bytes: int) -> None:
    """Refuse a large picture of hardly any bytes, for codecs that pack plain color without limit.

    Raises:
        DamagedPhoto: It has more than 50 megapixels and more than 50,000 of them for each byte.
    """
    if width * height > 50_000_000:
        doubt_density(width, height, size_bytes, 50_000)


def doubt_density(width: int, height: int, size_bytes: int, per_byte: int) -> None:
    """Refuse a header that declares more pixels than so few bytes can hold.

    Raises:
        DamagedPhoto: There are more than *per_byte* pixels for each byte of data.
    """
    if width * height > per_byte * max(size_bytes, 1) + 4096:
        raise DamagedPhoto(
            f"{size_bytes} bytes cannot hold the {width} x {height} pixels that the header declares"
        )
