"""Every tool: what it offers, and what its strokes select."""

import pkgutil

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter

from deblur_desktop.gui import tools
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.icons import icon_names
from deblur_desktop.gui.selection import Selection
from deblur_desktop.gui.tool import Press, Stroke, Tool, ToolSettings
from deblur_desktop.gui.tools import all_tools
from deblur_desktop.gui.tools.brush import dab
from deblur_desktop.gui.viewport import Viewport
from deblur_desktop.photo.box import Box

Mask = NDArray[np.uint8]

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
DRAWING = [tool for tool in all_tools() if tool.begin is not None]


def tool(name: str) -> Tool:
    return next(each for each in all_tools() if each.id == name)


def press(x: float, y: float, modifiers: Qt.KeyboardModifier = NONE) -> Press:
    return Press(QPointF(x, y), modifiers)


def drawn(
    document: Document,
    name: str,
    *points: tuple[float, float],
    modifiers: Qt.KeyboardModifier = NONE,
    settings: ToolSettings | None = None,
) -> Stroke:
    """A drag along *points*."""
    begin = tool(name).begin
    assert begin is not None
    stroke = begin(document, settings or ToolSettings(), press(*points[0], modifiers))
    for point in points[1:]:
        stroke.moved(press(*point))
    stroke.released(press(*points[-1]))
    return stroke


def mask_of(stroke: Stroke) -> Mask:
    selection = stroke.selection()
    assert selection is not None
    return selection.mask()


def select(document: Document, box: Box) -> None:
    mask = np.zeros(document.size, np.uint8)
    mask[box.slices] = 255
    document.change("Select", selection=Selection.from_mask(mask))


def test_every_tool_module_offers_a_tool():
    modules = {module.name for module in pkgutil.iter_modules(tools.__path__)}

    assert {each.id for each in all_tools()} == modules - {"shape"}
    assert all(isinstance(each, Tool) for each in all_tools())


def test_tools_differ_in_id_order_and_shortcut_and_have_icons():
    for field in ("id", "order", "shortcut", "name"):
        values = [getattr(each, field) for each in all_tools()]
        assert len(set(values)) == len(values), field
    assert all(f"tool-{each.id}" in icon_names() for each in all_tools())


@pytest.mark.parametrize("each", DRAWING, ids=lambda each: each.id)
def test_a_stroke_changes_nothing_until_it_ends(each: Tool, document: Document):
    before = document.edit
    stroke = drawn(document, each.id, (20, 20), (60, 20), (60, 60))

    stroke.selection()

    assert document.edit is before


@pytest.mark.parametrize("each", DRAWING, ids=lambda each: each.id)
def test_a_stroke_can_be_painted(each: Tool, document: Document):
    stroke = drawn(document, each.id, (20, 20), (60, 20), (60, 60))
    image = QImage(120, 90, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)

    stroke.paint(painter, Viewport(120, 90, 1, 60, 45))
    painter.end()

    assert np.frombuffer(image.constBits(), np.uint8).any()


@pytest.mark.parametrize("each", DRAWING, ids=lambda each: each.id)
def test_a_stroke_far_outside_of_the_photo_selects_nothing(each: Tool, document: Document):
    stroke = drawn(document, each.id, (5000, 5000), (6000, 5000), (6000, 6000))

    selection = stroke.selection()

    assert selection is None or selection.is_empty


@pytest.mark.parametrize("name", ["rectangle", "lasso", "brush", "eraser"])
def test_a_stroke_across_the_edge_changes_what_lies_inside(name: str, document: Document):
    if name == "eraser":
        select(document, Box(0, 0, 120, 90))
    stroke = drawn(document, name, (-50, -50), (40, -50), (40, 20), (40, 40))
    mask = mask_of(stroke)

    assert mask[5:9, 35:39].min() == mask[5:9, 35:39].max() == (0 if name == "eraser" else 255)
    assert mask[80:, 100:].min() == mask[80:, 100:].max() == (255 if name == "eraser" else 0)


@pytest.mark.parametrize(
    "end", [(50, 70), (10, 70), (50, 20), (10, 20)], ids=["down", "left", "up", "both"]
)
def test_a_rectangle_selects_whole_pixels_whatever_the_direction(
    end: tuple[int, int], document: Document
):
    mask = mask_of(drawn(document, "rectangle", (30.4, 40.6), end))

    left, right = min(30, end[0]), max(31, end[0])
    top, bottom = min(40, end[1]), max(41, end[1])
    expected = np.zeros((90, 120), np.uint8)
    expected[top:bottom, left:right] = 255
    assert np.array_equal(mask, expected)


@pytest.mark.parametrize("name", ["rectangle", "lasso"])
def test_a_click_without_a_drag_selects_nothing(name: str, document: Document):
    assert drawn(document, name, (30.4, 40.6)).selection() is None


def test_a_lasso_selects_what_it_goes_around(document: Document):
    mask = mask_of(drawn(document, "lasso", (20, 20), (80, 20), (80, 70), (20, 70)))

    assert mask[25:65, 25:75].min() == 255
    assert not mask[:18].any()
    assert not mask[:, 83:].any()
    assert not mask[73:].any()
    assert not mask[:, :18].any()


def test_a_lasso_of_a_triangle_selects_half_of_its_box(document: Document):
    mask = mask_of(drawn(document, "lasso", (10, 10), (90, 10), (10, 70)))

    assert (mask > 0).mean() * 90 * 120 == pytest.approx(80 * 60 / 2, rel=0.06)


def test_a_polygon_goes_on_until_a_click_on_its_first_corner(document: Document):
    begin = tool("polygon").begin
    assert begin is not None
    stroke = begin(document, ToolSettings(), press(20, 20))
    assert stroke.released(press(20, 20))
    goes_on = []
    for corner in ((80, 20), (80, 70), (20, 70), (20.3, 20.3)):
        stroke.moved(press(*corner))
        goes_on.append(stroke.clicked(press(*corner)))
        if goes_on[-1]:
            assert stroke.released(press(*corner))

    assert goes_on == [True, True, True, False]
    mask = mask_of(stroke)
    assert mask[25:65, 25:75].min() == 255
    assert not mask[75:].any()


@pytest.mark.parametrize("name", ["rectangle", "lasso"])
@pytest.mark.parametrize(
    ("modifiers", "kept", "new"),
    [(NONE, False, True), (SHIFT, True, True), (ALT, True, False)],
    ids=["replaces", "adds", "takes"],
)
def test_modifiers_join_a_shape_with_what_was_selected(
    name: str, modifiers: Qt.KeyboardModifier, kept: bool, new: bool, document: Document
):
    select(document, Box(0, 0, 60, 90))

    stroke = drawn(
        document, name, (40, 20), (100, 20), (100, 70), (40, 70), (40, 20.5), (100, 70),
        modifiers=modifiers,
    )  # fmt: skip
    mask = mask_of(stroke)

    assert bool(mask[5, 5]) == kept
    assert bool(mask[60, 90]) == new
    assert not mask[85, 110]


def test_a_brush_paints_a_line_without_gaps(document: Document):
    settings = ToolSettings(size=12, hardness=1)

    mask = mask_of(drawn(document, "brush", (20, 45), (100, 45), settings=settings))

    assert mask[45, 20:100].min() == 255
    assert mask[41:50, 30:90].min() > 200
    assert not mask[:38].any()
    assert not mask[53:].any()


def test_a_brush_adds_and_an_eraser_takes_away(document: Document):
    settings = ToolSettings(size=20, hardness=1)
    select(document, Box(0, 0, 30, 90))

    painted = drawn(document, "brush", (60, 45), settings=settings)
    assert mask_of(painted)[45, 60] == 255
    assert mask_of(painted)[45, 10] == 255
    document.change("Brush", selection=painted.selection())
    erased = drawn(document, "eraser", (10, 45), settings=settings)

    assert mask_of(erased)[45, 10] == 0
    assert mask_of(erased)[45, 60] == 255
    assert mask_of(erased)[10, 10] == 255


def test_erasing_everything_leaves_an_empty_selection(document: Document):
    select(document, Box(50, 40, 4, 4))

    erased = drawn(document, "eraser", (52, 42), settings=ToolSettings(size=40, hardness=1))

    selection = erased.selection()
    assert selection is not None
    assert selection.is_empty


@pytest.mark.parametrize("size", [1, 2, 3, 10, 80])
@pytest.mark.parametrize("hardness", [0.0, 0.6, 1.0])
def test_a_dab_is_full_in_its_middle_and_symmetric(size: int, hardness: float):
    patch = dab(size, hardness)

    assert patch.shape == (size, size)
    assert patch.max() >= 200
    assert patch[size // 2, size // 2] == patch.max()
    assert np.array_equal(patch, patch[::-1])
    assert np.array_equal(patch, patch.T)


def test_a_brush_of_one_pixel_selects_that_pixel_fully(document: Document):
    stroke = drawn(document, "brush", (10.5, 20.5), settings=ToolSettings(size=1, hardness=1))

    mask = mask_of(stroke)
    assert mask[20, 10] == 255
    assert (mask > 0).sum() == 1


def test_a_hard_dab_covers_a_disc():
    patch = dab(80, 1.0)

    assert (patch / 255).sum() == pytest.approx(np.pi * 40**2, rel=0.03)
