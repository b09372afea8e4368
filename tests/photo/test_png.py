import struct
import zlib
from pathlib import Path

import photo_files
import pytest

from deblur_desktop.photo.files import open_photo, save_photo
from deblur_desktop.photo.photo import Photo

CICP = b"cICP\x0c\x0d\x00\x01"
GAMMA = b"gAMA" + struct.pack(">I", 100_000)
CHROMA = b"cHRM" + struct.pack(">8I", 31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)
SRGB = b"sRGB\x00"
TEXTS = (
    b"tEXtTitle\0a cat",
    b"zTXtComment\0\0" + zlib.compress(b"a dog"),
    b"iTXtAuthor\0\0\0de\0Autor\0jemand",
)


def _opened(folder: Path, *chunks: bytes) -> Photo:
    data = photo_files.with_chunks(photo_files.encoded("PNG"), *chunks)
    return open_photo(photo_files.written(folder / "a.png", data))


def test_colors_and_text_are_carried_from_png_to_png(tmp_path: Path):
    photo = _opened(tmp_path, CICP, GAMMA, CHROMA, SRGB, *TEXTS)

    saved = save_photo(photo, tmp_path / "b.png")

    assert {CICP, GAMMA, CHROMA, SRGB, *TEXTS} == set(open_photo(saved.path).metadata.chunks)
    assert {"color description", "text"} == set(saved.kept)
    assert saved.notices == ()
    assert all(chunk in saved.path.read_bytes() for chunk in photo.metadata.chunks)


@pytest.mark.parametrize(
    ("chunks", "lost"),
    [
        ((CICP, SRGB), ("color description",)),
        ((GAMMA,), ("color description",)),
        ((GAMMA, CHROMA, SRGB), ()),
        (TEXTS, ("text",)),
    ],
    ids=["cICP", "gAMA", "sRGB", "text"],
)
def test_what_another_format_loses_of_a_png_is_told(
    chunks: tuple[bytes, ...], lost: tuple[str, ...], tmp_path: Path
):
    saved = save_photo(_opened(tmp_path, *chunks), tmp_path / "b.tif")

    assert lost == saved.lost
    assert [f"Not kept in the TIFF file: {name}." for name in lost] == list(saved.notices)


def test_texts_that_are_too_long_are_left_out_with_a_notice(tmp_path: Path):
    chunks = [b"tEXt%d\0" % i + bytes(size) for i, size in enumerate((70_000, *[60_000] * 6))]

    photo = _opened(tmp_path, *chunks)

    assert chunks[1:5] == list(photo.metadata.chunks)
    assert "Long texts in the PNG were left out." in photo.notices


@pytest.mark.parametrize(
    "chunk", [b"gAMA\0", b"tEXt", b"tEXt\0a", b"tEXtno end", b"tEXt" + b"k" * 80 + b"\0"]
)
def test_malformed_chunks_are_left_out(chunk: bytes, tmp_path: Path):
    assert _opened(tmp_path, chunk).metadata.chunks == ()


def test_exif_written_as_text_is_left_out_with_a_notice(tmp_path: Path):
    photo = _opened(tmp_path, b"zTXtRaw profile type exif\0\0" + zlib.compress(b"\nexif\n"))

    assert photo.metadata.chunks == ()
    assert "EXIF, IPTC or XMP written as text were left out." in photo.notices
