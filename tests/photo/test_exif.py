import io
import struct

import photo_files
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from deblur_desktop.photo import exif


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_only_the_orientation_and_the_pointer_to_the_thumbnail_change(orientation: int, order: str):
    block = photo_files.exif_block(orientation, order, thumbnail=b"\xff\xd8xy\xff\xd9")

    patched, was = exif.upright(block)

    changed = [i for i in range(len(block)) if block[i] != patched[i]]
    assert orientation == was
    assert len(patched) == len(block)
    assert len(changed) <= 3
    image = Image.Exif()
    image.load(b"Exif\0\0" + patched)
    assert image[0x0112] == 1
    assert not image.get_ifd(1)


@pytest.mark.parametrize("order", ["<", ">"])
def test_what_a_block_says_is_read_by_group(order: str):
    tags = exif.tags(photo_files.exif_block(order=order))

    assert tags["image", 0x010F] == b"Canon\0"
    assert tags["exif", exif.MAKER_NOTE] == photo_files.MAKER_NOTE
    assert ("gps", 1) in tags
    assert ("image", 0x0112) not in tags


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_block_gathered_from_a_file_says_the_same(order: str):
    block = photo_files.exif_block(order=order)

    gathered = exif.gather(exif.reader(block))

    assert exif.tags(block) == exif.tags(gathered)
    assert block.index(photo_files.MAKER_NOTE) == gathered.index(photo_files.MAKER_NOTE)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_block_gathered_from_the_end_of_a_large_file_says_the_same(order: str):
    block = photo_files.exif_block(order=order)
    shift = 100_000
    far = _shifted(block, order, shift)

    gathered = exif.gather(lambda at, length: far[at : at + length])

    assert exif.tags(block) == exif.tags(gathered)
    assert len(gathered) < 2000


def _shifted(block: bytes, order: str, shift: int) -> bytes:
    """The same block behind *shift* bytes of something else."""
    moved = bytearray(block)

    def move(at: int) -> int:
        value = struct.unpack_from(order + "I", moved, at)[0]
        struct.pack_into(order + "I", moved, at, value + shift)
        return value

    def walk(directory: int) -> None:
        count = struct.unpack_from(order + "H", moved, directory)[0]
        for at in range(directory + 2, directory + 2 + 12 * count, 12):
            code, kind, number = struct.unpack_from(order + "HHI", moved, at)
            size = (0, 1, 1, 2, 4, 8, 1, 1)[kind] * number
            if code in (exif.EXIF, exif.GPS):
                walk(move(at + 8))
            elif size > 4:
                move(at + 8)

    walk(move(4))
    return bytes(moved[:8]) + bytes(shift) + bytes(moved[8:])


@given(data=st.data())
def test_damaged_blocks_are_refused_or_read_but_never_crash(data: st.DataObject):
    block = bytearray(photo_files.exif_block(6, thumbnail=b"thumb"))
    for _ in range(data.draw(st.integers(1, 8))):
        block[data.draw(st.integers(0, len(block) - 1))] = data.draw(st.integers(0, 255))

    try:
        patched, orientation = exif.upright(bytes(block))
    except ValueError:
        return

    assert 1 <= orientation <= 8
    assert len(patched) == len(block)
    exif.tags(patched)


def test_a_block_that_pillow_wrote_is_understood():
    made = Image.Exif()
    made[0x0112] = 3
    made.get_ifd(exif.GPS)[1] = "N"
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, "JPEG", exif=made)

    _, orientation = exif.upright(made.tobytes()[6:])

    assert orientation == 3
