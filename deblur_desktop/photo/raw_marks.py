"""What camera RAW files begin with; many of them are TIFF files in disguise."""

import struct

from deblur_desktop.photo.ifd import LONG, SHORT, first_directory

# Canon CR3, Fujifilm, Olympus, Panasonic, Sigma, Minolta, older Canon, Phase One.
_MARKS = (
    (4, b"ftypcrx "), (0, b"FUJIFILMCCD-RAW"), (0, b"IIRO"), (0, b"IIRS"), (0, b"MMOR"),
    (0, b"IIU\0"), (0, b"FOVb"), (0, b"\0MRM"), (6, b"HEAPCCDR"), (8, b"CR\x02"), (0, b"IIII"),
)  # fmt: skip
_SUBFILE_TYPE, _PHOTOMETRIC, _SUB_IFDS, _DNG_VERSION = 0x00FE, 0x0106, 0x014A, 0xC612
_COLOR_FILTER_ARRAY, _LINEAR_RAW = 32803, 34892


def is_raw(head: bytes) -> bool:
    """Whether a file that begins with *head* holds sensor data.

    In TIFF's clothes that is a DNG, a picture of a color filter array, or a first picture that is only a
    preview of one in a sub-directory (Nikon, Sony, Samsung).
    """
    if any(head[at : at + len(mark)] == mark for at, mark in _MARKS):
        return True
    try:
        order, image = first_directory(lambda at, length: head[at : at + length])
    except (ValueError, struct.error):
        return False
    tags = {
        code: entry.number(order)
        for code, entry in image.entries.items()
        if entry.kind in (SHORT, LONG, 13) and entry.count
    }
    is_preview = tags.get(_SUBFILE_TYPE, 0) & 1 and _SUB_IFDS in image.entries
    is_sensor = tags.get(_PHOTOMETRIC) in (_COLOR_FILTER_ARRAY, _LINEAR_RAW)
    return _DNG_VERSION in image.entries or bool(is_preview) or is_sensor
