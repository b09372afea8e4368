"""Both schemes: readable, neutral, and followed when the system changes its mind."""

from dataclasses import asdict

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from deblur_desktop.gui import theme
from deblur_desktop.gui.theme import DARK, LIGHT, Colors, contrast

BOTH = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
Role = QPalette.ColorRole

# WCAG 2.1: 1.4.3 for text, 1.4.11 for the parts of a control and its focus.
READABLE, VISIBLE = 4.5, 3.0

# Disabled text is exempt (1.4.3); the tool tip tells why something cannot be used.
TEXTS = [
    (Role.WindowText, Role.Window),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.ButtonText, Role.Button),
    (Role.BrightText, Role.Window),
    (Role.HighlightedText, Role.Highlight),
    (Role.ToolTipText, Role.ToolTipBase),
    (Role.PlaceholderText, Role.Base),
    (Role.PlaceholderText, Role.Window),
    (Role.Link, Role.Base),
    (Role.Link, Role.Window),
    (Role.LinkVisited, Role.Base),
    (Role.LinkVisited, Role.Window),
]
COLORED = {"accent", "ring", "link", "visited", "info", "warning", "error"}


@pytest.fixture
def app(qapp: QApplication):
    theme.apply(qapp, "light")
    yield qapp
    theme.apply(qapp, "light")


def scheme_of(colors: Colors) -> theme.Scheme:
    return "dark" if colors is DARK else "light"


def pixels_HWC(widget: QWidget) -> npt.NDArray[np.uint8]:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def rgb(color: str) -> tuple[int, int, int]:
    parsed = QColor(color)
    return parsed.red(), parsed.green(), parsed.blue()


@pytest.mark.parametrize(
    ("a", "b", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#777777", 1.0), ("#ffffff", "#767676", 4.54)],
)
def test_contrast_is_that_of_wcag(a: str, b: str, ratio: float):
    assert contrast(QColor(a), QColor(b)) == pytest.approx(ratio, abs=0.01)
    assert contrast(QColor(a), QColor(b)) == contrast(QColor(b), QColor(a))


@BOTH
@pytest.mark.parametrize("group", [QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive])
@pytest.mark.parametrize(("text", "ground"), TEXTS, ids=[f"{a.name}-{b.name}" for a, b in TEXTS])
def test_text_is_readable(colors: Colors, group: QPalette.ColorGroup, text: Role, ground: Role):
    made = theme.palette(colors)

    assert contrast(made.color(group, text), made.color(group, ground)) >= READABLE


@BOTH
def test_text_is_readable_on_what_the_style_sheet_paints(colors: Colors):
    for what, text, ground in theme.readable_pairs(colors):
        assert contrast(QColor(text), QColor(ground)) >= READABLE, what


@BOTH
def test_edges_and_rings_are_visible(colors: Colors):
    for ground in (colors.window, colors.base):
        assert contrast(QColor(colors.edge), QColor(ground)) >= VISIBLE
        assert contrast(QColor(colors.ring), QColor(ground)) >= VISIBLE


@BOTH
def test_a_disabled_control_does_not_look_enabled(colors: Colors):
    assert contrast(QColor(colors.disabled), QColor(colors.text)) >= VISIBLE


@BOTH
def test_grays_are_neutral(colors: Colors):
    for name, color in asdict(colors).items():
        if name not in COLORED:
            assert QColor(color).hsvSaturation() == 0, name


@BOTH
def test_there_is_one_accent(colors: Colors):
    hue = QColor(theme.ACCENT).hslHue()

    for name in ("accent", "ring", "link"):
        assert abs(QColor(getattr(colors, name)).hslHue() - hue) <= 6, name


def test_the_wish_is_followed(app: QApplication):
    for colors in (DARK, LIGHT):
        theme.apply(app, scheme_of(colors))
        assert theme.colors(app) is colors
        assert app.palette().color(Role.Window) == QColor(colors.window)
        assert colors.accent in app.styleSheet()


def test_a_system_that_does_not_tell_is_taken_for_light(app: QApplication):
    theme.apply(app, "system")

    assert app.styleHints().colorScheme() is not Qt.ColorScheme.Dark
    assert theme.colors(app) is LIGHT


def test_a_change_of_the_system_is_followed_only_when_wished(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(theme, "_is_dark", lambda _app: True)

    theme.apply(app, "light")
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.colors(app) is LIGHT

    theme.apply(app, "system")
    assert theme.colors(app) is DARK

    monkeypatch.setattr(theme, "_is_dark", lambda _app: False)
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.colors(app) is LIGHT


def test_applying_twice_leaves_one_follower(app: QApplication):
    before = len(app.children())

    theme.apply(app, "dark")
    theme.apply(app, "light")

    assert len(app.children()) == before


def test_a_menu_is_readable_under_the_mouse(app: QApplication, qtbot: QtBot):
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.ensurePolished()

    ground = menu.palette().color(Role.Highlight)

    assert contrast(menu.palette().color(Role.HighlightedText), ground) >= READABLE
    assert contrast(app.palette().color(Role.WindowText), ground) >= READABLE  # the icon


def test_a_mark_is_shown_at_once(app: QApplication, qtbot: QtBot):
    button = QPushButton("Deblur")
    qtbot.addWidget(button)
    button.resize(120, 40)
    button.show()

    theme.mark(button, "primary", True)

    assert tuple(pixels_HWC(button)[20, 8]) == rgb(LIGHT.accent)


@BOTH
@pytest.mark.parametrize(
    "kind",
    [
        QPushButton,
        QCheckBox,
        QRadioButton,
        QComboBox,
        QLineEdit,
        QSpinBox,
        QSlider,
        QListWidget,
        QToolButton,
    ],
)
def test_the_focus_is_seen(app: QApplication, qtbot: QtBot, colors: Colors, kind: type[QWidget]):
    theme.apply(app, scheme_of(colors))
    window, other, widget = QWidget(), QPushButton("other"), kind()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(other)
    column.addWidget(widget)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus()
    before = pixels_HWC(widget)

    qtbot.keyClick(other, Qt.Key.Key_Tab)
    qtbot.waitUntil(widget.hasFocus)
    after = pixels_HWC(widget)

    changed = after[(before != after).any(axis=-1)]
    seen = [
        contrast(QColor(*map(int, c)), QColor(colors.window)) for c in np.unique(changed, axis=0)
    ]
    assert len(changed) >= 40
    assert max(seen) >= VISIBLE
