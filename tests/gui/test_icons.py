"""The icons: complete, in one style, crisp and in the color of the palette."""

import gc
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import parse
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from deblur_desktop.bundle import bundled
from deblur_desktop.gui import theme
from deblur_desktop.gui.icons import application_icon, icon, icon_names
from deblur_desktop.gui.tools import all_tools

FOLDER = bundled("resources") / "icons"
STYLE = {
    "viewBox": "0 0 24 24",
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "1.75",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}


@pytest.fixture
def app(qapp: QApplication):
    theme.apply(qapp, "light")
    yield qapp
    theme.apply(qapp, "light")


def root_of(path: Path) -> Element:
    root = parse(path).getroot()
    assert root is not None
    return root


def inks(pixmap: QPixmap) -> set[str]:
    """The colors of all opaque pixels."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    ratio = range(image.width()), range(image.height())
    colors = (image.pixelColor(x, y) for x in ratio[0] for y in ratio[1])
    return {color.name() for color in colors if color.alpha() == 255}


@pytest.mark.parametrize("name", sorted(icon_names()))
def test_a_line_icon_keeps_to_the_common_style(name: str):
    root = root_of(FOLDER / f"{name}.svg")

    assert {key: root.get(key) for key in STYLE} == STYLE
    for part in root.iter():
        assert part.get("fill") in (None, "none", "currentColor")


@pytest.mark.parametrize("name", sorted(icon_names()))
def test_a_line_icon_draws_something_within_its_margins(app: QApplication, name: str):
    image = icon(name).pixmap(QSize(24, 24), 2.0).toImage()

    edge = [
        *((x, y) for x in range(48) for y in (0, 47)),
        *((x, y) for y in range(48) for x in (0, 47)),
    ]
    assert inks(icon(name).pixmap(QSize(24, 24), 2.0))
    assert all(image.pixelColor(x, y).alpha() == 0 for x, y in edge)


def test_each_tool_has_its_icon():
    assert {f"tool-{tool.id}" for tool in all_tools()} <= icon_names()


def test_an_unknown_name_is_a_bug():
    with pytest.raises(KeyError, match="no-such-icon"):
        icon("no-such-icon")


def test_the_application_icon_is_no_line_icon():
    with pytest.raises(KeyError):
        icon("deblur-desktop")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 3.0])
def test_an_icon_has_a_pixel_for_each_of_the_screen(app: QApplication, ratio: float):
    pixmap = icon("open").pixmap(QSize(24, 24), ratio)

    assert pixmap.size() == QSize(24, 24) * ratio
    assert pixmap.devicePixelRatio() == ratio


def test_an_icon_takes_the_colors_of_the_scheme_that_is_shown(app: QApplication):
    held = icon("save")

    schemes: tuple[tuple[theme.Scheme, theme.Colors], ...]
    schemes = (("dark", theme.DARK), ("light", theme.LIGHT))
    for scheme, colors in schemes:
        theme.apply(app, scheme)
        assert inks(held.pixmap(QSize(32, 32))) == {colors.text}
        assert inks(held.pixmap(QSize(32, 32), QIcon.Mode.Disabled)) == {colors.disabled}
        assert inks(held.pixmap(QSize(32, 32), QIcon.Mode.Selected)) == {colors.on_accent}


def test_an_icon_on_a_primary_button_is_drawn_like_its_text(app: QApplication):
    primary = icon("deblur", QPalette.ColorRole.HighlightedText)

    assert inks(primary.pixmap(QSize(32, 32))) == {theme.LIGHT.on_accent}


def test_an_icon_survives_its_first_owner_and_a_change(app: QApplication):
    first = icon("open")
    second = QIcon(first)
    second.addPixmap(QPixmap(4, 4))  # makes Qt copy the engine

    del first
    gc.collect()

    assert inks(second.pixmap(QSize(32, 32))) == {theme.LIGHT.text}


def test_the_application_icon_is_drawn_at_every_size(app: QApplication):
    renderer = QSvgRenderer(str(FOLDER / "deblur-desktop.svg"))

    assert renderer.isValid()
    for side in (16, 32, 256):
        assert len(inks(application_icon().pixmap(QSize(side, side)))) > 10


def test_the_application_icon_uses_only_what_qt_draws():
    """Qt draws SVG Tiny 1.2: clips, masks and filters are dropped without a word."""
    tags = {part.tag.partition("}")[2] for part in root_of(FOLDER / "deblur-desktop.svg").iter()}

    assert tags <= {"svg", "defs", "linearGradient", "stop", "rect", "path"}
