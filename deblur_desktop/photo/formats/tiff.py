"""TIFF: 8, 16 and 32 (float) bits, gray or color, with or without alpha; packed as the input was.

Pixels go through tifffile. EXIF and GPS directories are kept by laying the EXIF block at the very
beginning of the file, so that all offsets inside it, also those in maker notes, stay right; the
picture's own directory comes last and points to them.
"""

import logging
import math
import struct
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import tifffile

from deblur_desktop.errors import DamagedPhoto, UnsupportedFormat
from deblur_desktop.photo import exif
from deblur_desktop.photo.format import Format
from deblur_desktop.photo.ifd import Directory, Entry, Read, first_directory, laid_out, long
from deblur_desktop.photo.limits import Limits
from deblur_desktop.photo.photo import Metadata
from deblur_desktop.photo.raster import Raster, Samples
from deblur_desktop.photo.raw_marks import is_raw
from deblur_desktop.photo.storage import LARGE

# It tells of every oddity; what matters arrives as an exception.
logging.getLogger("tifffile").setLevel(logging.CRITICAL)

_XMP, _IPTC, _ICC = 700, 33723, 34675
_MARKS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_PACKINGS = {
    "NONE": "none",
    "LZW": "lzw",
    "ADOBE_DEFLATE": "deflate",
    "DEFLATE": "deflate",
    "ZSTD": "zstd",
}
_COLORS = {"MINISBLACK": 1, "MINISWHITE": 1, "RGB": 3, "YCBCR": 3, "PALETTE": 1}
_STRIP_BYTES = 1 << 18
# Beyond this, offsets need BigTIFF.
_CLASSIC_BYTES = 4_000_000_000


def _decode(file: BinaryIO, limits: Limits) -> Raster:
    size_bytes = file.seek(0, 2)
    file.seek(0)
    with tifffile.TiffFile(file) as tiff:
        page = tiff.pages.first if len(tiff.pages) else None
        if not isinstance(page, tifffile.TiffPage):
            raise DamagedPhoto("the TIFF has no picture in it")
        _check_kind(page)
        sample_bytes = max(page.bitspersample // 8, 1)
        limits.check(page.imagewidth, page.imagelength, page.samplesperpixel * sample_bytes)
        _check_data(page, size_bytes)
        samples, bits, notices = _plain(_three_axes(page), page)
        if _has_more_pages(tiff):
            notices.append("The file has several pages; only the first one is restored.")
        tags = _tags(file, tiff.is_bigtiff, notices)
        return Raster(
            samples,
            bits=bits,
            profile=tags.profile,
            metadata=tags.metadata,
            orientation=tags.orientation,
            packing=_PACKINGS.get(_name(page.compression), ""),
            premultiplied=_first_extra(page) == "ASSOCALPHA",
            notices=tuple(notices),
        )


def _name(value: Any) -> str:
    """Of an enumeration; a number that tifffile does not know stays a number."""
    return getattr(value, "name", str(value))


def _check_kind(page: tifffile.TiffPage) -> None:
    color, packing = _name(page.photometric), _name(page.compression)
    if color == "SEPARATED":
        raise UnsupportedFormat("CMYK photos are not restored", "convert it to RGB first")
    if color not in _COLORS or (color == "YCBCR" and packing not in ("JPEG", "WEBP")):
        raise UnsupportedFormat(f"TIFF in {color} is not supported", "convert it to RGB first")
    if page.compression not in tifffile.TIFF.DECOMPRESSORS:
        raise UnsupportedFormat(f"TIFF packed by {packing} is not supported", "save it with LZW")
    if page.dtype is None or page.dtype.kind not in "buf" or page.imagedepth != 1:
        raise UnsupportedFormat("TIFF with such samples is not supported", "save it with 16 bits")


def _check_data(page: tifffile.TiffPage, size_bytes: int) -> None:
    """Refuse strips or tiles that are absent or cut: tifffile would make them black."""
    starts, sizes = page.dataoffsets, page.databytecounts
    if len(starts) != math.prod(page.chunked) or len(starts) != len(sizes):
        raise DamagedPhoto("parts of the TIFF are missing")
    if any(
        size <= 0 or start + size > size_bytes for start, size in zip(starts, sizes, strict=True)
    ):
        raise DamagedPhoto("the end of the TIFF is missing")
    unpacked = page.imagewidth * page.imagelength * page.samplesperpixel * page.bitspersample // 8
    if _name(page.compression) == "NONE" and sum(sizes) < unpacked:
        raise DamagedPhoto("parts of the TIFF are missing")


def _three_axes(page: tifffile.TiffPage) -> Samples:
    is_large = page.imagewidth * page.imagelength > LARGE
    samples = page.asarray(out="memmap" if is_large else None)
    planes, _, height, width, channels = page.shaped
    if planes > 1:
        return np.moveaxis(samples.reshape(planes, height, width), 0, 2)
    return samples.reshape(height, width, channels)


def _first_extra(page: tifffile.TiffPage) -> str:
    return _name(page.extrasamples[0]) if page.extrasamples else ""


def _plain(samples: Samples, page: tifffile.TiffPage) -> tuple[Samples, int, list[str]]:
    """Gray or RGB with at most one channel of alpha, its bits, and notices."""
    notices: list[str] = []
    colors = _COLORS[_name(page.photometric)]
    wanted = colors + (_first_extra(page) in ("ASSOCALPHA", "UNASSALPHA"))
    if samples.shape[2] > wanted:
        notices.append("Extra channels that are not transparency were left out.")
        samples = samples[..., :wanted]
    samples, bits = _as_known_type(samples, page, notices)
    if _name(page.photometric) == "MINISWHITE":
        samples[..., :1] = (1 if bits == 32 else 2**bits - 1) - samples[..., :1]
    if _name(page.photometric) == "PALETTE":
        notices.append("The palette is saved as RGB.")
        samples, bits = _colored(samples, page)
    return samples, bits, notices


def _as_known_type(
    samples: Samples, page: tifffile.TiffPage, notices: list[str]
) -> tuple[Samples, int]:
    bits = page.bitspersample
    if samples.dtype.kind == "f":
        if bits != 32:
            notices.append(f"{bits}-bit floats are saved as 32-bit floats.")
        return samples.astype(np.float32, copy=False), 32
    if bits > 16:
        notices.append(f"{bits}-bit integers are saved as 32-bit floats.")
        return (samples / (2**bits - 1)).astype(np.float32), 32
    if bits not in (8, 16):
        notices.append(f"{bits}-bit samples are saved with {8 if bits < 8 else 16} bits.")
    return samples.astype(np.uint8 if bits <= 8 else np.uint16, copy=False), bits


def _colored(indices: Samples, page: tifffile.TiffPage) -> tuple[Samples, int]:
    colors = page.colormap
    if colors is None:
        raise DamagedPhoto("the palette of the TIFF is missing")
    colors = np.asarray(colors, np.uint16).T
    # Most palettes hold 8-bit values, written as v * 256 or v * 257.
    if not (colors % 257).any() or not (colors % 256).any():
        return (colors >> 8).astype(np.uint8)[indices[..., 0]], 8
    return colors[indices[..., 0]], 16


def _has_more_pages(tiff: tifffile.TiffFile) -> bool:
    """Whether another page is a picture of its own, not a smaller copy or a mask."""
    count = len(tiff.pages)
    others = (tiff.pages[i] for i in range(1, min(count, 10)))
    return any(not (int(getattr(page, "subfiletype", 0)) & 5) for page in others)


class _Tags(NamedTuple):
    metadata: Metadata
    profile: bytes | None
    orientation: int


def _tags(file: BinaryIO, is_big: bool, notices: list[str]) -> _Tags:
    if is_big:
        notices.append("The metadata of the BigTIFF was left out.")
        return _Tags(Metadata(), None, 1)
    read = exif.file_reader(file)
    order, image = first_directory(read)
    if image.is_cut:
        raise DamagedPhoto("the end of the TIFF is missing")
    values = {code: entry.value for code, entry in image.entries.items()}
    metadata = Metadata(
        exif=_exif(read, notices),
        xmp=values.get(_XMP, b""),
        iptc=values.get(_IPTC, b""),
        dpi=_dpi(order, image),
    )
    turned = image.entries.get(exif.ORIENTATION)
    return _Tags(metadata, values.get(_ICC), turned.number(order) if turned else 1)


def _exif(read: Read, notices: list[str]) -> bytes:
    try:
        return exif.gather(read)
    except ValueError:
        notices.append("The EXIF data is damaged and was left out.")
        return b""


def _dpi(order: str, image: Directory) -> tuple[float, float] | None:
    across, down, unit = (image.entries.get(code) for code in (282, 283, 296))
    scale = {2: 1.0, 3: 2.54}.get(unit.number(order) if unit else 2)
    if across is None or down is None or scale is None:
        return None
    pairs = [struct.unpack(order + "II", e.value[:8].ljust(8, b"\0")) for e in (across, down)]
    x, y = (scale * number / parts if parts else 0.0 for number, parts in pairs)
    return x, y


def _encode(raster: Raster, file: BinaryIO) -> None:
    if raster.samples.nbytes > _CLASSIC_BYTES:
        with tifffile.TiffWriter(file, bigtiff=True) as big:
            _write_page(big, raster, iccprofile=raster.profile)
        return
    block = raster.metadata.exif
    order = exif.order_of(block)
    file.write(_beginning(order, block))
    file.seek(0)
    with tifffile.TiffWriter(file, append=True) as tiff:
        _write_page(tiff, raster)
    _write_directory(file, order, _entries(raster))


def _beginning(order: str, block: bytes) -> bytes:
    """A TIFF whose only directory is a stand-in, with the EXIF block's bytes where they were."""
    kept = block[8:] + b"\0" * (len(block) % 2)
    at = 8 + len(kept)
    # One gray pixel; it is unlinked when the picture's own directory is there.
    pixel = (
        (256, 1),
        (257, 1),
        (258, 8),
        (259, 1),
        (262, 1),
        (273, 8),
        (277, 1),
        (278, 1),
        (279, 1),
    )
    stand_in = laid_out(order, (long(order, code, value) for code, value in pixel), at)
    return exif.header(order, at) + kept + stand_in


def _write_page(tiff: tifffile.TiffWriter, raster: Raster, **options: Any) -> None:
    samples = raster.samples[..., 0] if raster.samples.shape[2] == 1 else raster.samples
    packing = raster.packing if raster.packing in _PACKINGS.values() else "deflate"
    alpha = "assocalpha" if raster.premultiplied else "unassalpha"
    row_bytes = samples.nbytes // samples.shape[0]
    tiff.write(
        samples,
        photometric="minisblack" if raster.is_gray else "rgb",
        planarconfig="contig" if samples.ndim == 3 else None,
        extrasamples=[alpha] if raster.has_alpha else None,
        compression=None if packing == "none" else packing,
        predictor=packing != "none",
        rowsperstrip=max(1, _STRIP_BYTES // row_bytes),
        resolution=raster.metadata.dpi,
        resolutionunit=None if raster.metadata.dpi is None else "inch",
        metadata=None,
        software=False,
        **options,
    )


def _entries(raster: Raster) -> list[Entry]:
    metadata = raster.metadata
    entries: list[Entry] = []
    if metadata.exif:
        entries += exif.description(metadata.exif)
    blocks = ((_XMP, 1, metadata.xmp), (_IPTC, 7, metadata.iptc), (_ICC, 7, raster.profile))
    return entries + [Entry(code, kind, len(b), b, 0) for code, kind, b in blocks if b]


def _write_directory(file: BinaryIO, order: str, entries: list[Entry]) -> None:
    """Put the directory of the last page anew at the end, with more *entries*, as the only one."""
    read = exif.file_reader(file)
    _, stand_in = first_directory(read)
    count = struct.unpack(order + "H", read(stand_in.following, 2))[0]
    table = read(stand_in.following + 2, 12 * count)
    rows = [table[i : i + 12] for i in range(0, len(table), 12)]
    end = file.seek(0, 2)
    at = end + end % 2
    file.write(bytes(at - end) + laid_out(order, entries, at, rows))
    file.seek(4)
    file.write(struct.pack(order + "I", at))


format = Format(
    id="tiff",
    name="TIFF",
    suffixes=(".tif", ".tiff"),
    sniff=lambda head: head.startswith(_MARKS) and not is_raw(head),
    decode=_decode,
    encode=_encode,
    depths=(8, 16, 32),
    has_alpha=True,
    has_premultiplied=True,
)
