"""Faults F60 to F72: what a file can be that is not a whole, plain photo."""

import io
import json
import os
import shutil
import struct
import subprocess
import sys
import tracemalloc
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import photo_files
import pytest
import tifffile
from PIL import Image

from deblur_desktop.errors import DamagedPhoto, PhotoError, UnreadablePhoto, UnsupportedFormat
from deblur_desktop.photo.files import open_photo, save_photo
from deblur_desktop.photo.photo import Photo

FILES = photo_files.one_of_each()
# A GIF has neither checksums nor a length; a cut one is found only where its data run out.
CHECKED = [id for id in FILES if id != "gif"]


def _open(tmp_path: Path, data: bytes, name: str = "photo.jpg", **options) -> Photo:
    return open_photo(photo_files.written(tmp_path / name, data), **options)


@pytest.mark.parametrize("id", FILES)
@pytest.mark.parametrize("length", [0, 1, 12, 40])
def test_F60_an_empty_file_or_a_mere_header_is_told(id: str, length: int, tmp_path: Path):
    with pytest.raises((UnreadablePhoto, DamagedPhoto)):
        _open(tmp_path, FILES[id][:length])


@pytest.mark.parametrize("id", CHECKED)
def test_F61_a_truncated_file_never_passes_as_whole(id: str, tmp_path: Path):
    data = FILES[id]
    cuts = {len(data) - 1, len(data) - 2, *np.linspace(1, len(data) - 1, 48).astype(int)}

    for cut in cuts:
        # A RAW file that lost its camera's name counts as one of an unknown camera.
        with pytest.raises(PhotoError):
            _open(tmp_path, data[:cut])


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp", ".avif"])
def test_F61_a_truncated_result_of_ours_never_passes_as_whole(suffix: str, tmp_path: Path):
    photo = _open(tmp_path, photo_files.camera_jpeg())
    data = save_photo(photo, tmp_path / f"whole{suffix}").path.read_bytes()

    for cut in {len(data) - 1, len(data) - 2, *np.linspace(1, len(data) - 1, 48).astype(int)}:
        with pytest.raises((UnreadablePhoto, DamagedPhoto)):
            _open(tmp_path, data[:cut])


def test_F61_what_is_left_of_a_truncated_jpeg_is_kept_if_a_person_wishes(tmp_path: Path):
    data = FILES["jpeg"]

    photo = _open(tmp_path, data[: -len(data) // 20], on_damage="keep")

    assert photo.pixels.shape == (48, 64, 3)
    assert any("damaged" in notice for notice in photo.notices)


def _middle(data: bytes) -> int:
    return (data.index(b"\xff\xda") + len(data)) // 2


@pytest.mark.parametrize("progressive", [False, True], ids=["baseline", "progressive"])
def test_F62_a_jpeg_with_data_missing_inside_is_damaged(progressive: bool, tmp_path: Path):
    data = photo_files.encoded("JPEG", photo_files.picture(200, 300), progressive=progressive)
    middle = _middle(data)
    broken = data[:middle] + data[middle + 400 :]

    with pytest.raises(DamagedPhoto):
        _open(tmp_path, broken)

    assert any("damaged" in n for n in _open(tmp_path, broken, on_damage="keep").notices)


@pytest.mark.parametrize("progressive", [False, True], ids=["baseline", "progressive"])
def test_F62_most_zeroed_places_inside_a_jpeg_are_noticed(progressive: bool, tmp_path: Path):
    pytest.importorskip("simplejpeg", reason="without simplejpeg only missing data are noticed")
    data = photo_files.encoded("JPEG", photo_files.picture(200, 300), progressive=progressive)
    start = data.index(b"\xff\xda") + 20
    noticed = 0

    # JPEG has no checksum: some damage is a valid picture.
    for at in np.linspace(start, len(data) - 420, 40).astype(int):
        try:
            _open(tmp_path, data[:at] + bytes(400) + data[at + 400 :])
        except DamagedPhoto:
            noticed += 1

    assert noticed > 20


def test_F62_a_jpeg_without_damage_has_no_notice(tmp_path: Path):
    for progressive in (False, True):
        data = photo_files.encoded("JPEG", photo_files.picture(200, 300), progressive=progressive)
        assert _open(tmp_path, data).notices == ()


@pytest.mark.parametrize("id", ["png", "tiff"])
def test_F62_formats_with_checksums_notice_a_hole(id: str, tmp_path: Path):
    data = bytearray(FILES[id])
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)

    with pytest.raises(DamagedPhoto):
        _open(tmp_path, bytes(data))


_MUTANTS = """
import json, random, sys, time
from pathlib import Path
from deblur_desktop.errors import PhotoError
from deblur_desktop.photo.files import open_photo
folder, count = Path(sys.argv[1]), int(sys.argv[2])
originals = sorted(folder.glob("*.bin"))
random.seed(63)
outcomes, slowest = {}, 0.0
for number in range(count):
    data = bytearray(originals[number % len(originals)].read_bytes())
    for _ in range(random.choice((1, 2, 8, 40))):
        # Headers are short, so half of the changes go there.
        where = random.randrange(len(data) if random.random() < 0.5 else min(len(data), 400))
        data[where] = random.choice((0, 255, 127, random.randrange(256)))
    if random.random() < 0.2:
        del data[random.randrange(len(data)) :]
    path = folder / "mutant"
    path.write_bytes(data)
    began = time.monotonic()
    try:
        open_photo(path)
        outcome = "opened"
    except PhotoError as error:
        outcome = type(error).__name__
    slowest = max(slowest, time.monotonic() - began)
    outcomes[outcome] = outcomes.get(outcome, 0) + 1
print(json.dumps({"outcomes": outcomes, "slowest": slowest}))
"""


def test_F63_a_thousand_mutants_crash_nothing_and_take_no_time(tmp_path: Path):
    for id, data in FILES.items():
        photo_files.written(tmp_path / f"{id}.bin", data)

    # One child for all: a decoder that crashes ends it, not the tests.
    child = subprocess.run(
        [sys.executable, "-c", _MUTANTS, str(tmp_path), "1000"],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )

    assert child.returncode == 0, child.stderr[-2000:]
    result = json.loads(child.stdout)
    assert sum(result["outcomes"].values()) == 1000
    assert result["slowest"] < 10


def _png_header(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    head = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    data = zlib.compress(bytes(100_000))
    idat = struct.pack(">I", len(data)) + b"IDAT" + data
    end = b"\0\0\0\0IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + head + idat + struct.pack(">I", zlib.crc32(b"IDAT" + data)) + end


def _jpeg_header(width: int, height: int) -> bytes:
    data = photo_files.jpeg(photo_files.picture())
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


BOMBS = {
    "png of 3600 megapixels": _png_header(60_000, 60_000),
    "png of 360 megapixels in 200 bytes": _png_header(18_000, 20_000),
    "jpeg of 3600 megapixels": _jpeg_header(60_000, 60_000),
    "jpeg of 360 megapixels in few bytes": _jpeg_header(18_000, 20_000),
    "webp of 268 megapixels": b"RIFF\x1e\0\0\0WEBPVP8L\x11\0\0\0\x2f\xff\xff\xff\x0f" + bytes(13),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_F64_bombs_are_refused_by_their_header(data: bytes, tmp_path: Path):
    path = photo_files.written(tmp_path / "bomb", data)
    tracemalloc.start()
    try:
        with pytest.raises(PhotoError):
            open_photo(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 50_000_000


def test_F64_a_tiff_bomb_is_refused_by_its_header(tmp_path: Path):
    data = bytearray(FILES["tiff"])
    with tifffile.TiffFile(io.BytesIO(bytes(data))) as tiff:
        for name in ("ImageWidth", "ImageLength"):
            tag = tiff.pages.first.tags[name]
            data[tag.offset + 8 : tag.offset + 12] = struct.pack("<I", 60_000)
            data[tag.offset + 2 : tag.offset + 4] = struct.pack("<H", 4)

    with pytest.raises(UnsupportedFormat, match="60000 x 60000"):
        _open(tmp_path, bytes(data))


@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg", ".webp", ".avif"])
@pytest.mark.parametrize("size", [(1, 1), (1, 7), (7, 1), (2, 16000), (255, 257)])
def test_F65_odd_sizes_are_saved_and_opened(suffix: str, size: tuple[int, int], tmp_path: Path):
    photo = Photo(pixels=np.full((*size, 3), 0.5, np.float32))

    saved = save_photo(photo, tmp_path / f"a{suffix}")

    assert (*size, 3) == open_photo(saved.path).pixels.shape


def _samples(channels: int, kind: str) -> np.ndarray:
    if kind[0] == "f":
        return (photo_files.picture(9, 11, channels, "u2") / 30000).astype(kind)
    return photo_files.picture(9, 11, channels, kind)


RGBA = {"photometric": "rgb", "extrasamples": ["unassalpha"]}
KINDS = {
    "gray 16 tiff": (
        photo_files.tiff(_samples(1, "u2"), photometric="minisblack"),
        16,
        True,
        False,
    ),
    "rgb 16 tiff": (photo_files.tiff(_samples(3, "u2"), photometric="rgb"), 16, False, False),
    "rgba 16 tiff": (photo_files.tiff(_samples(4, "u2"), **RGBA), 16, False, True),
    "planar rgb tiff": (
        photo_files.tiff(
            np.moveaxis(_samples(3, "u1"), 2, 0), photometric="rgb", planarconfig="separate"
        ),
        8,
        False,
        False,
    ),
    "float rgb tiff": (photo_files.tiff(_samples(3, "f4"), photometric="rgb"), 32, False, False),
    "half rgb tiff": (photo_files.tiff(_samples(3, "f2"), photometric="rgb"), 32, False, False),
    "double gray tiff": (
        photo_files.tiff(_samples(1, "f8"), photometric="minisblack"),
        32,
        True,
        False,
    ),
    "white is zero tiff": (
        photo_files.tiff(_samples(1, "u1"), photometric="miniswhite"),
        8,
        True,
        False,
    ),
    "1-bit tiff": (photo_files.encoded("TIFF", _samples(1, "u1") > 128), 8, True, False),
    "gray png 16": (bytes(imagecodecs.png_encode(_samples(1, "u2"))), 16, True, False),
    "rgb png 16": (bytes(imagecodecs.png_encode(_samples(3, "u2"))), 16, False, False),
    "rgba png 16": (bytes(imagecodecs.png_encode(_samples(4, "u2"))), 16, False, True),
    "gray and alpha png": (photo_files.encoded("PNG", _samples(2, "u1")), 8, True, True),
    "1-bit png": (photo_files.encoded("PNG", _samples(1, "u1") > 128), 8, True, False),
    "gray jpeg": (photo_files.jpeg(_samples(1, "u1")), 8, True, False),
}


@pytest.mark.parametrize(("data", "depth", "gray", "alpha"), KINDS.values(), ids=KINDS)
def test_F66_each_kind_of_samples_keeps_depth_gray_and_alpha(
    data: bytes, depth: int, gray: bool, alpha: bool, tmp_path: Path
):
    photo = _open(tmp_path, data)

    assert (depth, gray, alpha) == (photo.depth, photo.gray, photo.alpha is not None)
    assert photo.pixels.shape == (9, 11, 3)


@pytest.mark.parametrize("kind", ["u2", "f4", "f2"])
def test_F66_samples_are_those_of_the_file(kind: str, tmp_path: Path):
    samples = _samples(3, kind)
    full = 65535 if kind == "u2" else 1

    photo = _open(tmp_path, photo_files.tiff(samples, photometric="rgb"))

    assert np.array_equal(samples.astype(np.float32) / np.float32(full), photo.pixels)


def test_F66_white_is_zero_is_turned_over(tmp_path: Path):
    samples = _samples(1, "u1")

    photo = _open(tmp_path, photo_files.tiff(samples, photometric="miniswhite"))

    assert np.array_equal((255 - samples) / np.float32(255), photo.pixels[..., 0])


@pytest.mark.parametrize("name", ["PNG", "TIFF", "GIF"])
def test_F66_a_palette_becomes_rgb_with_a_notice(name: str, tmp_path: Path):
    image = Image.fromarray(_samples(3, "u1")).quantize(16)
    file = io.BytesIO()
    image.save(file, name)

    photo = _open(tmp_path, file.getvalue())

    assert np.array_equal(np.asarray(image.convert("RGB")) / np.float32(255), photo.pixels)
    assert any("palette" in notice for notice in photo.notices)


def test_F66_a_transparent_palette_keeps_its_alpha(tmp_path: Path):
    image = Image.fromarray(_samples(3, "u1")).quantize(16)
    file = io.BytesIO()
    image.save(file, "PNG", transparency=3)

    photo = _open(tmp_path, file.getvalue())

    assert photo.alpha is not None
    assert np.array_equal(np.asarray(image) != 3, photo.alpha == 1)


def test_F66_premultiplied_color_is_divided_by_its_alpha(tmp_path: Path):
    samples = np.full((4, 4, 4), 100, np.uint8)
    samples[..., 3] = 200
    samples[0] = 0
    data = photo_files.tiff(samples, photometric="rgb", extrasamples=["assocalpha"])

    photo = _open(tmp_path, data)

    assert photo.alpha is not None
    assert photo.pixels[1:] == pytest.approx(0.5)
    assert (photo.pixels[0] == 0).all()
    assert (photo.alpha[0] == 0).all()


def _cmyk_jpeg(transform: bool) -> bytes:
    file = io.BytesIO()
    Image.fromarray(_samples(4, "u1"), "CMYK").save(file, "JPEG", keep_rgb=not transform)
    return file.getvalue()


REFUSED_KINDS = {
    "cmyk jpeg": lambda: _cmyk_jpeg(False),
    "ycck jpeg": lambda: _cmyk_jpeg(True),
    "cmyk tiff": lambda: photo_files.tiff(_samples(4, "u1"), photometric="separated"),
    "lab tiff": lambda: photo_files.tiff(_samples(3, "u1"), photometric="cielab"),
    "signed tiff": lambda: photo_files.tiff(_samples(3, "u1").astype("i2"), photometric="rgb"),
}


@pytest.mark.filterwarnings("ignore:.*mode.*:DeprecationWarning")
@pytest.mark.parametrize("make", REFUSED_KINDS.values(), ids=REFUSED_KINDS)
def test_F66_what_is_not_restored_is_refused_with_the_reason(make, tmp_path: Path):
    with pytest.raises(UnsupportedFormat):
        _open(tmp_path, make())


def test_F66_numbers_that_are_not_finite_become_black_with_a_notice(tmp_path: Path):
    samples = _samples(3, "f4")
    samples[2, 3] = [np.nan, np.inf, 1]

    photo = _open(tmp_path, photo_files.tiff(samples, photometric="rgb"))

    assert photo.pixels[2, 3].tolist() == [0, 0, 1]
    assert any("finite" in notice for notice in photo.notices)


def _turned(samples: np.ndarray, orientation: int) -> Image.Image:
    image = Image.fromarray(samples)
    image.getexif()[0x0112] = orientation
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


@pytest.mark.parametrize("thumbnail", [b"", b"\xff\xd8thumb\xff\xd9"], ids=["bare", "thumbnail"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_F67_a_turned_photo_stands_upright_once(orientation: int, thumbnail: bytes, tmp_path: Path):
    data = photo_files.camera_jpeg(orientation, thumbnail=thumbnail)
    samples = np.asarray(Image.open(io.BytesIO(data), formats=["JPEG"]))

    photo = _open(tmp_path, data)
    saved = save_photo(photo, tmp_path / "b.jpg").path
    again = open_photo(saved)

    # Decoders may differ by one code value.
    expected = np.asarray(_turned(samples, orientation)) / 255
    assert np.abs(expected - photo.pixels).max() <= 1.5 / 255
    assert photo.pixels.shape == again.pixels.shape
    with Image.open(saved, formats=["JPEG"]) as image:
        assert image.getexif()[0x0112] == 1
        assert not image.getexif().get_ifd(1)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_F67_a_turned_tiff_stands_upright_once(orientation: int, tmp_path: Path):
    samples = photo_files.picture()
    tag = (0x0112, 3, 1, orientation, True)
    data = photo_files.tiff(samples, photometric="rgb", extratags=[tag])

    photo = _open(tmp_path, data)
    again = open_photo(save_photo(photo, tmp_path / "b.tif").path)

    assert np.array_equal(np.asarray(_turned(samples, orientation)), np.rint(photo.pixels * 255))
    assert np.array_equal(photo.pixels, again.pixels)


def _animated(name: str) -> bytes:
    frames = [Image.fromarray(photo_files.picture() // (i + 1)) for i in range(3)]
    file = io.BytesIO()
    options = {"lossless": True} if name == "WEBP" else {}
    frames[0].save(file, name, save_all=True, append_images=frames[1:], **options)
    return file.getvalue()


@pytest.mark.parametrize("name", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
def test_F68_of_several_pictures_the_first_is_restored_with_a_notice(name: str, tmp_path: Path):
    photo = _open(tmp_path, _animated(name))

    first = photo_files.picture() / np.float32(255)
    assert np.abs(first - photo.pixels).mean() < 0.05
    assert any("only the first" in notice for notice in photo.notices)


def test_F68_a_clip_behind_a_jpeg_is_no_damage(tmp_path: Path):
    photo = _open(tmp_path, FILES["jpeg"] + b"\0\0\0\x18ftypmp42" + bytes(1000))

    assert photo.pixels.shape == (48, 64, 3)


BROKEN_PROFILES = {
    "noise": bytes(range(256)) * 4,
    "cut": photo_files.srgb_profile()[:200],
    "of gray": photo_files.srgb_profile()[:16] + b"GRAY" + photo_files.srgb_profile()[20:],
}


@pytest.mark.parametrize("profile", BROKEN_PROFILES.values(), ids=BROKEN_PROFILES)
def test_F69_a_broken_profile_is_left_out_with_a_notice(profile: bytes, tmp_path: Path):
    photo = _open(
        tmp_path,
        photo_files.jpeg(photo_files.picture(), (0xE2, b"ICC_PROFILE\0\x01\x01" + profile)),
    )

    assert photo.profile is None
    assert any("profile" in notice for notice in photo.notices)


def test_F69_a_sound_profile_is_kept(tmp_path: Path):
    assert photo_files.srgb_profile() == _open(tmp_path, FILES["jpeg"]).profile


def _with_chunk(kind: bytes, data: bytes) -> bytes:
    whole = FILES["png"]
    chunk = struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return whole[:33] + chunk + whole[33:]


_KEY = b"XML:com.adobe.xmp\0"
_ENTITIES = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
METADATA_BOMBS = {
    "64 MB of text": _with_chunk(b"iTXt", _KEY + b"\0\0\0\0" + b" " * (64 << 20)),
    "packed text": _with_chunk(
        b"iTXt", _KEY + b"\1\0\0\0" + zlib.compress(b" " * (200 << 20), level=1)
    ),
    "packed text of no use": _with_chunk(
        b"zTXt", b"a\0\0" + zlib.compress(bytes(64 << 20), level=1)
    ),
    "packed profile": _with_chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(200 << 20), level=1)),
    "entities": _with_chunk(b"iTXt", _KEY + b"\0\0\0\0" + _ENTITIES),
    "deep XML": _with_chunk(b"iTXt", _KEY + b"\0\0\0\0" + b"<a>" * 200_000 + b"</a>" * 200_000),
    "EXIF in a loop": _with_chunk(
        b"eXIf", b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0x8769, 4, 1, 8, 8)
    ),
    "EXIF beyond its end": _with_chunk(b"eXIf", b"II*\0\xff\xff\xff\x7f" + bytes(40)),
    "huge EXIF": _with_chunk(b"eXIf", b"II*\0\x08\0\0\0" + bytes(8 << 20)),
    "wrong checksum": _with_chunk(b"eXIf", photo_files.exif_block())[:-12][:60]
    + b"?"
    + _with_chunk(b"eXIf", photo_files.exif_block())[61:],
}


@pytest.mark.parametrize("data", METADATA_BOMBS.values(), ids=METADATA_BOMBS)
def test_F70_metadata_bombs_are_left_out_and_the_photo_is_opened(data: bytes, tmp_path: Path):
    photo = _open(tmp_path, data)

    assert photo.pixels.shape == (48, 64, 3)
    assert len(photo.metadata.xmp) + len(photo.metadata.exif) < 5 << 20
    assert photo.profile is None


PROGRAMS = {
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "dos eps": b"\xc5\xd0\xd3\xc6" + bytes(40),
    "pdf": b"%PDF-1.7\n",
    "svg": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    "bare svg": b"  <svg width='9'/>",
    "mvg": b"push graphic-context\nimage over 0,0 0,0 'url(x)'\n",
}


@pytest.mark.parametrize("data", PROGRAMS.values(), ids=PROGRAMS)
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif"])
def test_F71_documents_named_like_photos_are_refused_by_name(
    data: bytes, name: str, tmp_path: Path
):
    with pytest.raises(UnsupportedFormat):
        _open(tmp_path, data, name)


@pytest.mark.parametrize("id", FILES)
def test_F71_the_content_counts_and_not_the_suffix(id: str, tmp_path: Path):
    assert id == _open(tmp_path, FILES[id], "a.wrong").format


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_F71_no_program_is_started_by_a_postscript_file(tmp_path: Path):
    path = photo_files.written(tmp_path / "a.jpg", PROGRAMS["eps"] + bytes(500))
    code = (
        "import sys; from pathlib import Path\n"
        "from deblur_desktop.photo.files import open_photo\n"
        "try: open_photo(Path(sys.argv[1]))\nexcept Exception as e: print(type(e).__name__)"
    )
    trace = tmp_path / "trace"

    command = ["strace", "-f", "-e", "execve", "-o", str(trace), sys.executable, "-c", code]
    child = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)

    if child.returncode != 0 and "ptrace" in child.stderr:
        pytest.skip("tracing is not permitted here")
    assert child.stdout.strip() == "UnsupportedFormat"
    assert trace.read_text().count("execve(") == 1


def test_F72_a_raw_file_is_developed_and_its_preview_never_used(tmp_path: Path):
    photo = _open(tmp_path, FILES["raw"], "a.jpg")

    assert (photo.format, photo.depth, photo.pixels.shape) == ("raw", 16, (64, 80, 3))


def test_F72_a_raw_file_of_an_unknown_camera_is_refused(tmp_path: Path, capfd):
    with pytest.raises(PhotoError):
        _open(tmp_path, b"FUJIFILMCCD-RAW 0200" + os.urandom(2000), "a.raf")

    capfd.readouterr()
