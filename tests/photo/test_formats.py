from pathlib import Path

import photo_files
import pytest

from deblur_desktop.errors import UnreadablePhoto, UnsupportedFormat
from deblur_desktop.photo.files import open_photo
from deblur_desktop.photo.format import HEAD_BYTES
from deblur_desktop.photo.formats import all_formats, format_for, format_of, result_format

FILES = photo_files.one_of_each()


def test_every_file_of_the_folder_offers_a_format_of_its_name():
    folder = Path(__import__("deblur_desktop.photo.formats", fromlist=["x"]).__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}

    assert modules == set(all_formats())


@pytest.mark.parametrize("id", FILES)
def test_exactly_one_format_claims_a_file(id: str):
    head = FILES[id][:HEAD_BYTES]

    assert [id] == [other.id for other in all_formats().values() if other.sniff(head)]


@pytest.mark.parametrize("id", FILES)
def test_a_whole_file_of_each_format_is_opened(id: str, tmp_path: Path):
    photo = open_photo(photo_files.written(tmp_path / "photo", FILES[id]))

    assert (id, True) == (photo.format, photo.pixels.size > 0)


@pytest.mark.parametrize("format", all_formats().values(), ids=all_formats())
def test_every_format_is_saved_somehow_and_names_its_suffixes(format):
    assert format.encode is not None or format.saves_as in all_formats()
    assert all(s.startswith(".") and s == s.lower() for s in format.suffixes)
    assert sorted(format.depths) == list(format.depths)
    result = result_format(format.suffixes[0])
    assert result is not None
    assert result.encode is not None


def test_no_two_formats_share_a_suffix():
    suffixes = [s for format in all_formats().values() for s in format.suffixes]

    assert len(suffixes) == len(set(suffixes))


def test_raw_is_saved_as_tiff_of_16_bits(tmp_path: Path):
    photo = open_photo(photo_files.written(tmp_path / "a.dng", photo_files.dng()))

    assert (photo.format, photo.depth, result_format(".dng")) == ("raw", 16, format_for(".tif"))
    assert b"Test Camera" in photo.metadata.exif
    assert photo.profile is not None


def test_heic_without_its_package_is_refused_with_the_way_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(__import__("sys").modules, "pillow_heif", None)
    head = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)

    with pytest.raises(UnsupportedFormat) as caught:
        open_photo(photo_files.written(tmp_path / "a.heic", head))

    assert "pillow-heif" in caught.value.hint


def test_heic_survives_a_round_trip(tmp_path: Path):
    pytest.importorskip("pillow_heif", reason="the extra `heif` is not installed")
    from deblur_desktop.photo.files import save_photo

    photo = open_photo(photo_files.written(tmp_path / "a.jpg", photo_files.camera_jpeg(6)))

    saved = save_photo(photo, tmp_path / "b.heic")
    again = open_photo(saved.path)

    assert saved.pixel_error < 32
    assert again.pixels.shape == photo.pixels.shape
    assert "maker note" in saved.kept


@pytest.mark.parametrize(
    "head", [b"", b"x", b"hello world", bytes(4096)], ids=["empty", "x", "text", "zeros"]
)
def test_what_is_no_image_is_told(head: bytes):
    with pytest.raises(UnreadablePhoto):
        format_of(head)
