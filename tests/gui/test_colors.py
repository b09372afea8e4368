"""Colors: a photo's profile and the screen's, compared with LittleCMS."""

import io

import numpy as np
import pytest
from fakes.window import noise
from PIL import Image, ImageCms
from PySide6.QtGui import QColorSpace

from deblur_desktop.gui.colors import SRGB, converted, space_of, to_pixmap

NAMES = QColorSpace.NamedColorSpace
PICTURE = (noise(40, 50) * 255).round().astype(np.uint8)


def icc(name: QColorSpace.NamedColorSpace) -> bytes:
    return bytes(QColorSpace(name).iccProfile().data())


@pytest.mark.parametrize("source", [NAMES.DisplayP3, NAMES.AdobeRgb, NAMES.SRgb])
@pytest.mark.parametrize("target", [NAMES.DisplayP3, NAMES.AdobeRgb, NAMES.SRgb])
def test_colors_are_converted_as_littlecms_does(
    source: QColorSpace.NamedColorSpace, target: QColorSpace.NamedColorSpace
):
    spaces = [space_of(icc(name)) for name in (source, target)]
    assert spaces[0] is not None
    assert spaces[1] is not None
    transform = spaces[0].transformationToColorSpace(spaces[1])

    found = converted(PICTURE, transform)

    profiles = [ImageCms.ImageCmsProfile(io.BytesIO(icc(name))) for name in (source, target)]
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    photo = Image.fromarray(PICTURE)
    expected = ImageCms.profileToProfile(photo, profiles[0], profiles[1], intent)
    off = np.abs(found.astype(int) - np.asarray(expected))
    assert off.max() <= 4
    assert off.mean() < 0.3


def test_equal_spaces_need_no_work():
    space = space_of(icc(NAMES.SRgb))

    assert space is not None
    assert converted(PICTURE, space.transformationToColorSpace(SRGB)) is PICTURE


def test_only_a_profile_of_rgb_colors_has_a_space():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()

    assert [space_of(profile) for profile in (None, b"", b"no profile", lab)] == [None] * 4


def test_a_pixmap_has_the_pixels_of_a_picture(qtbot: object):
    del qtbot
    color = to_pixmap(PICTURE[3:30, 5:47]).toImage().pixelColor(4, 2)

    assert [color.red(), color.green(), color.blue()] == PICTURE[5, 9].tolist()
