"""A photo: pixels with a color profile and metadata."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from deblur_desktop.photo.box import Box

Pixels = NDArray[np.float32]

COLOR_CHUNKS = {b"cICP": 4, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1}
"""Chunks of a PNG that tell what its colors mean, and their length (PNG, third edition, 11.3.2)."""


@dataclass(frozen=True, slots=True)
class Metadata:
    r"""What a file says beside its pixels, as blocks of bytes that are carried unread.

    Attributes:
        exif: The TIFF-structured block, from its byte-order mark on (no ``Exif\0\0`` in front), with
            Orientation 1 and without a thumbnail. Offsets inside are kept, so MakerNotes survive.
        xmp: One XMP packet, UTF-8.
        iptc: The IPTC-IIM records.
        dpi: Horizontal and vertical, in pixels per inch.
        chunks: Of a PNG, those that tell what its colors mean (`COLOR_CHUNKS`) and those that hold text,
            each as its kind of four bytes and its content; only a PNG takes them.
    """

    exif: bytes = b""
    xmp: bytes = b""
    iptc: bytes = b""
    dpi: tuple[float, float] | None = None
    chunks: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A decoded photo, upright.

    Attributes:
        pixels: float32 (H, W, 3) in [0, 1], as encoded in the file's color space (no conversion): an
            integer sample v of n bits is v / (2**n - 1), exactly. Float files may leave [0, 1],
            and so may colors that exceed the alpha they were multiplied by. May be a memory-mapped file
            when the photo is large. Never changed in place.
        alpha: float32 (H, W) in [0, 1], straight (not premultiplied), or None. Never shown to a network.
        profile: The ICC profile, or None.
        metadata: See `Metadata`.
        depth: Bits a sample in the file: 8, 16, or 32 (float).
        gray: The file has one color channel; the three of `pixels` are equal, and it is saved as gray.
        format: The id of the `photo.formats` module that read it, e.g. ``jpeg``.
        views: Left and right dual-pixel views, each like `pixels`, or None.
        notices: What was changed or left out while reading, one sentence each.
        packing: How the file's samples were packed where its format leaves a choice, so that a result is
            packed alike: `none`, `lzw`, `deflate`, `zstd` (TIFF), `lossless` (WebP), or empty.
        sha256: Of the file it was read from, lower-case hex, or empty.
        premultiplied: The file's colors are multiplied by `alpha`; those in `pixels` are not. A
            result is multiplied alike where its format can say so; 8 and 16 bits then stay equal.
    """

    pixels: Pixels
    alpha: Pixels | None = None
    profile: bytes | None = None
    metadata: Metadata = field(default_factory=Metadata)
    depth: int = 8
    gray: bool = False
    format: str = "png"
    views: tuple[Pixels, Pixels] | None = None
    notices: tuple[str, ...] = ()
    packing: str = ""
    sha256: str = ""
    premultiplied: bool = False

    @property
    def height(self) -> int:
        """Rows."""
        return self.pixels.shape[0]

    @property
    def width(self) -> int:
        """Columns."""
        return self.pixels.shape[1]

    @property
    def box(self) -> Box:
        """The whole photo."""
        return Box(0, 0, self.width, self.height)

    @property
    def has_views(self) -> bool:
        """Whether dual-pixel views are there."""
        return self.views is not None

    def with_pixels(self, pixels: Pixels) -> "Photo":
        """The same photo with other pixels of the same shape; everything else is kept."""
        return replace(self, pixels=pixels)
