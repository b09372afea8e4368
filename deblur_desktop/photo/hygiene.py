"""What stands beside the pixels comes from strangers: kept if it parses and is not huge."""

import io
from typing import NamedTuple

from PIL import ImageCms

from deblur_desktop.photo import exif, xmp
from deblur_desktop.photo.photo import COLOR_CHUNKS, Metadata

# The largest honest ones known: 2-5 MB for a display profile with tables, 1-2 MB for a maker note.
MOST_XMP_BYTES = 4 << 20
_MOST_BYTES = {"profile": 16 << 20, "exif": 4 << 20, "iptc": 1 << 20}
# Text of a PNG: of one chunk and of all.
_MOST_TEXT_BYTES, _MOST_TEXTS_BYTES = 64 << 10, 256 << 10


class Beside(NamedTuple):
    """What was kept; the orientation is an EXIF code from 1 to 8."""

    metadata: Metadata
    profile: bytes | None
    orientation: int
    notices: tuple[str, ...]


def clean(metadata: Metadata, profile: bytes | None, orientation: int | None, gray: bool) -> Beside:
    """Keep what parses, and tell what does not.

    Args:
        metadata: As found in the file.
        profile: As found in the file.
        orientation: What the container says, or None to take it from EXIF.
        gray: The photo has one color channel.
    """
    block, own_orientation, exif_notice = _exif(metadata.exif)
    packet, xmp_notice = _xmp(metadata.xmp)
    if {own_orientation, orientation} - {1, None}:
        # The pixels are turned once; who reads XMP must not turn them again.
        packet = xmp.upright(packet)
    kept_profile, profile_notice = _profile(profile, gray)
    iptc, iptc_notice = _iptc(metadata.iptc)
    chunks, chunks_notice = _chunks(metadata.chunks)
    notices = (exif_notice, xmp_notice, iptc_notice, chunks_notice, profile_notice)
    return Beside(
        Metadata(exif=block, xmp=packet, iptc=iptc, dpi=_dpi(metadata.dpi), chunks=chunks),
        kept_profile,
        own_orientation if orientation is None else orientation,
        tuple(notice for notice in notices if notice),
    )


def _exif(block: bytes) -> tuple[bytes, int, str]:
    if not block:
        return b"", 1, ""
    if len(block) > _MOST_BYTES["exif"]:
        return b"", 1, "The EXIF data is larger than 4 MB and was left out."
    try:
        return *exif.upright(block), ""
    except ValueError:
        return b"", 1, "The EXIF data is damaged and was left out."


def _xmp(packet: bytes) -> tuple[bytes, str]:
    if not packet:
        return b"", ""
    if len(packet) > MOST_XMP_BYTES:
        return b"", "The XMP data is larger than 4 MB and was left out."
    if not xmp.is_sound(packet):
        return b"", "The XMP data is damaged and was left out."
    return packet, ""


def _iptc(records: bytes) -> tuple[bytes, str]:
    if len(records) > _MOST_BYTES["iptc"]:
        return b"", "The IPTC data is larger than 1 MB and was left out."
    return records, ""


def _chunks(chunks: tuple[bytes, ...]) -> tuple[tuple[bytes, ...], str]:
    kept: list[bytes] = []
    room = _MOST_TEXTS_BYTES
    for chunk in chunks:
        if chunk[:4] in COLOR_CHUNKS:
            kept.append(chunk)
        elif len(chunk) - 4 <= min(room, _MOST_TEXT_BYTES):
            kept.append(chunk)
            room -= len(chunk) - 4
    told = len(kept) < len(chunks)
    return tuple(kept), "Long texts in the PNG were left out." if told else ""


def _profile(profile: bytes | None, gray: bool) -> tuple[bytes | None, str]:
    if profile is None:
        return None, ""
    if len(profile) > _MOST_BYTES["profile"] or not _parses(profile):
        return None, "The color profile is damaged and was left out; the colors are taken as sRGB."
    if profile[16:20] != (b"GRAY" if gray else b"RGB "):
        return None, "The color profile is not for this kind of photo and was left out."
    return profile, ""


def _parses(profile: bytes) -> bool:
    try:
        ImageCms.ImageCmsProfile(io.BytesIO(profile))
    except (OSError, TypeError, ValueError, ImageCms.PyCMSError):
        return False
    return profile[36:40] == b"acsp" and int.from_bytes(profile[:4], "big") <= len(profile)


def _dpi(dpi: tuple[float, float] | None) -> tuple[float, float] | None:
    return dpi if dpi is not None and all(0 < value < 1e6 for value in dpi) else None
