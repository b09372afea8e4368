from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import photo_files
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import photos

from deblur_desktop.errors import UnreadablePhoto, UnsupportedFormat
from deblur_desktop.photo.files import Saved, open_photo, save_photo
from deblur_desktop.photo.formats import all_formats
from deblur_desktop.photo.photo import Metadata, Photo
from deblur_desktop.photo.writer import Existing
from deblur_desktop.photo.xmp import with_receipt

HERE = {id: f for id, f in all_formats().items() if f.encode is not None and id != "heif"}
EXACT = [id for id, f in HERE.items() if not f.lossy]
FULL = Metadata(
    exif=photo_files.exif_block(), xmp=photo_files.XMP, iptc=photo_files.IPTC, dpi=(300.0, 240.0)
)


def _saved(photo: Photo, suffix: str, folder: str | Path) -> tuple[Saved, Photo]:
    saved = save_photo(photo, Path(folder) / f"photo{suffix}", existing=Existing.NUMBER)
    return saved, open_photo(saved.path)


@pytest.mark.parametrize("id", EXACT)
@given(photo=photos())
def test_what_was_saved_is_opened_within_half_a_code_value(id: str, photo: Photo):
    format = HERE[id]
    with TemporaryDirectory() as folder:
        saved, opened = _saved(photo, format.suffixes[0], folder)

    half = 0 if saved.depth >= photo.depth else 0.5 / (2**saved.depth - 1)
    wanted = photo.pixels if saved.depth == 32 else photo.pixels.clip(0, 1)
    assert saved.lossless == (saved.depth >= photo.depth)
    assert not saved.lossless or saved.pixel_error == 0
    assert np.abs(wanted - opened.pixels).max() <= half + 1e-7
    assert (photo.alpha is None) == (opened.alpha is None)


@pytest.mark.parametrize("id", EXACT)
@given(data=st.data())
def test_samples_of_formats_without_loss_survive_bit_for_bit(id: str, data: st.DataObject):
    format = HERE[id]
    photo = data.draw(photos(depths=format.depths))

    with TemporaryDirectory() as folder:
        _, opened = _saved(photo, format.suffixes[0], folder)

    assert np.array_equal(photo.pixels, opened.pixels)
    if photo.alpha is not None:
        assert opened.alpha is not None
        assert np.array_equal(photo.alpha, opened.alpha)
    assert (photo.depth, photo.gray) == (opened.depth, opened.gray)


@given(photo=photos(depths=(8,)))
def test_webp_that_came_without_loss_is_saved_without_loss(photo: Photo):
    photo = Photo(pixels=photo.pixels, alpha=photo.alpha, packing="lossless")

    with TemporaryDirectory() as folder:
        saved, opened = _saved(photo, ".webp", folder)

    assert (saved.lossless, saved.pixel_error) == (True, 0)
    assert np.array_equal(photo.pixels, opened.pixels)


@pytest.mark.parametrize("id", sorted(set(HERE) - set(EXACT)))
def test_formats_with_loss_tell_how_much_they_changed(id: str, tmp_path: Path):
    samples = photo_files.picture().astype(np.float32) / np.float32(255)

    saved, opened = _saved(Photo(pixels=samples), HERE[id].suffixes[0], tmp_path)

    assert 0 < saved.pixel_error < 32
    assert not saved.lossless
    assert np.abs(samples - opened.pixels).max() == pytest.approx(saved.pixel_error / 255, abs=1e-3)


@pytest.mark.parametrize("id", HERE)
def test_metadata_and_profile_survive(id: str, tmp_path: Path):
    format = HERE[id]
    profile = photo_files.srgb_profile()
    photo = Photo(pixels=np.full((9, 8, 3), 0.2, np.float32), profile=profile, metadata=FULL)

    saved, opened = _saved(photo, format.suffixes[0], tmp_path)

    groups = {"exif", "maker note", "gps", "xmp"} | ({"iptc"} if id in ("jpeg", "tiff") else set())
    assert groups == set(saved.kept)
    assert saved.profile_kept
    assert opened.profile == profile
    assert opened.metadata.xmp == FULL.xmp
    assert photo_files.MAKER_NOTE in opened.metadata.exif


@pytest.mark.parametrize("id", ["jpeg", "png", "tiff"])
def test_density_survives(id: str, tmp_path: Path):
    photo = Photo(pixels=np.zeros((2, 2, 3), np.float32), metadata=FULL)

    _, opened = _saved(photo, HERE[id].suffixes[0], tmp_path)

    assert opened.metadata.dpi == pytest.approx((300, 240), abs=0.01)


@pytest.mark.parametrize("order", ["<", ">"])
def test_maker_notes_keep_their_offset_from_jpeg_to_tiff_to_tiff_to_jpeg(
    order: str, tmp_path: Path
):
    first = open_photo(
        photo_files.written(tmp_path / "a.jpg", photo_files.camera_jpeg(order=order))
    )
    at = first.metadata.exif.index(photo_files.MAKER_NOTE)

    _, second = _saved(first, ".tif", tmp_path)
    _, third = _saved(second, ".tif", tmp_path)
    _, fourth = _saved(third, ".jpg", tmp_path)

    blocks = [photo.metadata.exif for photo in (second, third, fourth)]
    assert [at] * 3 == [block.index(photo_files.MAKER_NOTE) for block in blocks]


@pytest.mark.parametrize(("turned", "said"), [(6, b"1"), (1, b"6")], ids=["turned", "not turned"])
def test_a_photo_that_was_turned_is_upright_in_its_xmp_too(
    turned: int, said: bytes, tmp_path: Path
):
    tag = b'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="%s"/>'
    xmp = photo_files.XMP.replace(b'xmp:Rating="4"/>', tag % b"6")
    data = photo_files.camera_jpeg(turned, xmp=xmp)

    photo = open_photo(photo_files.written(tmp_path / "a.jpg", data))

    assert tag % said in photo.metadata.xmp


@pytest.mark.parametrize("packing", ["none", "lzw", "deflate", "zstd"])
def test_a_tiff_is_packed_as_its_original_was(packing: str, tmp_path: Path):
    compression = None if packing == "none" else packing
    data = photo_files.tiff(photo_files.picture(), photometric="rgb", compression=compression)
    photo = open_photo(photo_files.written(tmp_path / "a.tif", data))

    _, again = _saved(photo, ".tif", tmp_path)

    assert (packing, packing) == (photo.packing, again.packing)


def test_what_a_format_cannot_hold_is_told(tmp_path: Path):
    alpha = np.ones((2, 2), np.float32)
    photo = Photo(pixels=np.zeros((2, 2, 3), np.float32), alpha=alpha, depth=16)

    saved, _ = _saved(photo, ".jpg", tmp_path)

    assert any("16 bits" in notice for notice in saved.notices)
    assert any("transparency" in notice for notice in saved.notices)


def test_a_large_exif_block_that_a_jpeg_cannot_hold_is_told(tmp_path: Path):
    metadata = Metadata(exif=photo_files.exif_block(thumbnail=bytes(70_000)))
    photo = Photo(pixels=np.zeros((2, 2, 3), np.float32), metadata=metadata)

    saved, _ = _saved(photo, ".jpg", tmp_path)

    assert {"exif", "gps", "maker note"} == set(saved.lost)
    assert any("exif" in notice for notice in saved.notices)


@pytest.mark.parametrize("packet", [b"", photo_files.XMP], ids=["none", "packet"])
def test_a_recipe_too_large_for_a_jpeg_does_not_cost_the_packet(packet: bytes, tmp_path: Path):
    room = HERE["jpeg"].most_xmp_bytes
    small = with_receipt(packet, "")
    fits = with_receipt(packet, "x" * (room - len(small)))
    too_large = with_receipt(packet, "x" * (room - len(small) + 1))
    photos = [
        Photo(pixels=np.zeros((2, 2, 3), np.float32), metadata=Metadata(xmp=xmp))
        for xmp in (fits, too_large)
    ]

    (first, marked), (second, bare) = [_saved(photo, ".jpg", tmp_path) for photo in photos]

    assert (fits, ()) == (marked.metadata.xmp, first.notices)
    assert packet == bare.metadata.xmp
    assert second.notices == ("The recipe was too large to be stored in this file.",)


def test_the_depth_of_16_bit_color_is_not_narrowed(tmp_path: Path):
    ramp = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    data = photo_files.tiff(np.stack([ramp] * 3, axis=2), photometric="rgb")
    photo = open_photo(photo_files.written(tmp_path / "a.tif", data))

    for suffix in (".png", ".tif"):
        _, opened = _saved(photo, suffix, tmp_path)
        assert len(np.unique(opened.pixels)) == 65536


@pytest.mark.parametrize(
    ("depth", "suffix", "kept"), [(16, ".webp", 8), (32, ".png", 16)], ids=["webp", "png"]
)
def test_fewer_bits_are_told_and_are_not_without_loss(
    depth: int, suffix: str, kept: int, tmp_path: Path
):
    ramp = np.linspace(0, 1, 100_000, dtype=np.float32).reshape(250, 400, 1)
    photo = Photo(pixels=np.repeat(ramp, 3, axis=2), depth=depth, packing="lossless")

    saved, _ = _saved(photo, suffix, tmp_path)

    assert (kept, False) == (saved.depth, saved.lossless)
    assert 0 < saved.pixel_error < 0.51
    assert any(f"{depth} bits a sample" in notice for notice in saved.notices)


def test_pixels_that_are_no_numbers_are_never_saved(tmp_path: Path):
    pixels = np.zeros((2, 2, 3), np.float32)
    pixels[1, 1, 1] = np.nan

    with pytest.raises(ValueError, match="finite"):
        save_photo(Photo(pixels=pixels), tmp_path / "a.png")

    assert list(tmp_path.iterdir()) == []


def test_the_hash_is_that_of_the_file(tmp_path: Path):
    import hashlib

    path = photo_files.written(tmp_path / "a.jpg", photo_files.camera_jpeg())

    photo = open_photo(path)
    saved = save_photo(photo, tmp_path / "b.png")

    assert hashlib.sha256(path.read_bytes()).hexdigest() == photo.sha256
    assert hashlib.sha256(saved.path.read_bytes()).hexdigest() == saved.sha256
    assert saved.path.stat().st_size == saved.size_bytes


@pytest.mark.parametrize("suffix", [".xyz", "", ".gif", ".dng", ".CR2"])
def test_a_suffix_under_which_nothing_is_written_is_refused(suffix: str, tmp_path: Path):
    with pytest.raises(UnsupportedFormat) as caught:
        save_photo(Photo(pixels=np.zeros((2, 2, 3), np.float32)), tmp_path / f"a{suffix}")

    assert caught.value.hint == "use .avif, .heic, .jpg, .png, .tif, .webp"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["gone.jpg", "gone/a.jpg"])
def test_a_missing_photo_is_told_with_its_name(name: str, tmp_path: Path):
    with pytest.raises(UnreadablePhoto, match=r"gone"):
        open_photo(tmp_path / name)


def test_a_photo_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from deblur_desktop.errors import DamagedPhoto
    from deblur_desktop.photo import files

    path = photo_files.written(tmp_path / "a.jpg", photo_files.camera_jpeg())
    versions = iter([(1, 1), (2, 2)])
    monkeypatch.setattr(files, "_version", lambda _: next(versions))

    with pytest.raises(DamagedPhoto, match="changed"):
        open_photo(path)
