"""Pictures for other programs: 8 bits, sRGB, no metadata."""

import io

import numpy as np
import pytest
from fakes.window import noise
from numpy.typing import NDArray
from PIL import Image, ImageCms
from PySide6.QtGui import QColorSpace

from deblur_desktop.photo.photo import Metadata, Photo
from deblur_desktop.photo.picture import save_picture

ADOBE = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(photo: Photo, mask: NDArray[np.uint8] | None = None) -> Image.Image:
    file = io.BytesIO()
    save_picture(photo, file, mask)
    image = Image.open(file, formats=["PNG"])
    image.load()
    return image


def plain(value: float) -> NDArray[np.float32]:
    return np.full((4, 5, 3), value, np.float32)


@pytest.mark.parametrize("profile", [None, SRGB, b"no profile at all"])
def test_code_values_of_srgb_stay_as_they_are(profile: bytes | None):
    pixels = noise(20, 30)

    found = picture(Photo(pixels, profile=profile))

    expected = (pixels * 255 + 0.5).astype(np.uint8)
    assert found.mode == "RGB"
    assert np.abs(np.asarray(found, np.int16) - expected).max() <= (0 if profile is None else 1)


def test_other_colors_become_srgb():
    pixels = np.zeros((2, 2, 3), np.float32)
    pixels[..., 1] = 200 / 255

    red, green, blue = picture(Photo(pixels, profile=ADOBE)).getpixel((0, 0))  # type: ignore[misc]

    # A green of Adobe RGB lies outside sRGB: its red is below zero there, so it is cut.
    assert (red, blue) == (0, 0) or blue < 40
    assert green > 195


def test_gray_photos_keep_their_tone():
    gray = ImageCms.ImageCmsProfile(io.BytesIO(_gray_profile())).tobytes()

    red, green, blue = picture(Photo(plain(0.5), profile=gray, gray=True)).getpixel((0, 0))  # type: ignore[misc]

    assert red == green == blue
    # Linear 0.5 is 188 in sRGB.
    assert abs(red - 188) <= 1


def test_sixteen_bits_and_floats_are_rounded_and_cut():
    pixels = plain(0.5)
    pixels[0, 0], pixels[0, 1] = -0.5, 1.5

    found = np.asarray(picture(Photo(pixels, depth=32)))

    assert found[0, 0].tolist() == [0, 0, 0]
    assert found[0, 1].tolist() == [255, 255, 255]
    assert found[1, 1].tolist() == [128, 128, 128]


def test_nothing_of_the_file_goes_along():
    metadata = Metadata(exif=b"II*\0 a place", xmp=b"<xmp/>", dpi=(300, 300))

    found = picture(Photo(plain(0.5), profile=ADOBE, metadata=metadata))

    assert found.info == {}


def test_transparency_is_kept():
    alpha = np.linspace(0, 1, 20, dtype=np.float32).reshape(4, 5)

    found = picture(Photo(plain(0.5), alpha=alpha))

    assert found.mode == "RGBA"
    assert np.array_equal(np.asarray(found)[..., 3], (alpha * 255 + 0.5).astype(np.uint8))


def test_of_a_rectangle_only_its_box_is_there_and_opaque():
    pixels, mask = noise(20, 30), np.zeros((20, 30), np.uint8)
    mask[3:10, 5:25] = 255

    found = picture(Photo(pixels), mask)

    assert found.mode == "RGB"
    assert np.array_equal(np.asarray(found), (pixels[3:10, 5:25] * 255 + 0.5).astype(np.uint8))


def test_around_another_shape_it_is_transparent():
    pixels, mask = noise(20, 30), np.zeros((20, 30), np.uint8)
    mask[3, 5], mask[9, 24], mask[5, 6] = 255, 255, 100
    alpha = np.full((20, 30), 0.5, np.float32)

    opaque, half = picture(Photo(pixels), mask), picture(Photo(pixels, alpha=alpha), mask)

    assert opaque.size == half.size == (20, 7)
    assert np.array_equal(np.asarray(opaque)[..., 3], mask[3:10, 5:25])
    assert abs(int(np.asarray(half)[0, 0, 3]) - 128) <= 1
    assert abs(int(np.asarray(half)[2, 1, 3]) - 50) <= 1


def _gray_profile() -> bytes:
    """Of one channel with linear tone, as littleCMS cannot make it: header, tags, white, curve."""
    white = b"XYZ \0\0\0\0" + b"".join(round(v * 65536).to_bytes(4) for v in (0.9642, 1, 0.8249))
    curve = b"curv\0\0\0\0" + (0).to_bytes(4)
    text = b"desc\0\0\0\0" + (2).to_bytes(4) + b"g\0" + bytes(4 + 4 + 2 + 1 + 67 + 1)
    tags, place, body = b"", 128 + 4 + 3 * 12, b""
    for name, data in ((b"wtpt", white), (b"kTRC", curve), (b"desc", text)):
        data += bytes(-len(data) % 4)
        tags += name + (place + len(body)).to_bytes(4) + len(data).to_bytes(4)
        body += data
    rest = (3).to_bytes(4) + tags + body
    header = bytearray(128)
    header[0:4] = (128 + len(rest)).to_bytes(4)
    header[8:12], header[12:24] = b"\x02\x10\0\0", b"mntrGRAYXYZ "
    header[36:40], header[68:80] = b"acsp", white[8:20]
    return bytes(header) + rest
