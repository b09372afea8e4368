"""How the program looks: Qt's Fusion style, a light and a dark palette, and a short style sheet.

All grays are neutral, so that nothing beside a photo tints what the eye sees in it; there is one accent.
Photos are judged before a surround that is the canvas's own and the same in both schemes.

The style sheet does only what a palette cannot:

=======================================  =========================================================
`QPushButton[primary="true"]`            the one main verb of a view
`QLabel[title="true"]`                   what an empty view says, in large type
`QLabel[heading="true"]`                 the title of a panel
`#message-bar[message="warning|error"]`  the message bar by how bad it is; else it is only news
`QToolButton[fold="true"]`               a heading that opens what is under it
`QToolBar QToolButton:checked`           the tool in the hand
`:focus`                                 where Fusion's own ring is too faint
=======================================  =========================================================

A property that changes later needs ``style().unpolish`` and ``polish``, see `mark`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

Scheme = Literal["system", "light", "dark"]

ACCENT = "#2f74d6"
"""The one color: the primary button, what is selected, the focus. Schemes take it lighter or darker."""


@dataclass(frozen=True, slots=True)
class Colors:
    """What a scheme is made of; neutral grays, but for the accent and what is marked so.

    Attributes:
        window: Behind everything.
        base: Behind lists and text fields.
        stripe: Every other row.
        button: The face of buttons, tool tips.
        hover: A menu entry under the mouse, a checked tool.
        line: Between parts, around the message bar.
        edge: Around check boxes and text fields, at 3:1 on what is beside it.
        text: On all of these.
        quiet: Headings and placeholders, readable still.
        disabled: What cannot be used; exempt from contrast (WCAG 2.1, 1.4.3), told by the tool tip.
        accent: Behind the primary button and what is selected. Fusion takes its value, darker, for
            the focus; above 200 of 255 it makes it lighter instead, as a dark window needs.
        on_accent: Text on the accent.
        ring: Around what has the focus, where the style sheet draws it.
        link: The accent, at the contrast of text.
        visited: A link that was followed; colored.
        info: Behind a message that is only news; colored, and so are `warning` and `error`.
    """

    window: str
    base: str
    stripe: str
    button: str
    hover: str
    line: str
    edge: str
    text: str
    quiet: str
    disabled: str
    accent: str
    on_accent: str
    ring: str
    link: str
    visited: str
    info: str
    warning: str
    error: str


LIGHT = Colors(
    window="#efefef",
    base="#ffffff",
    stripe="#f6f6f6",
    button="#f8f8f8",
    hover="#d8d8d8",
    line="#b8b8b8",
    edge="#7c7c7c",
    text="#1a1a1a",
    quiet="#5c5c5c",
    disabled="#9a9a9a",
    accent=QColor(ACCENT).darker(110).name(),
    on_accent="#ffffff",
    ring="#1f5fb8",
    link="#1f5fb8",
    visited="#6a4fb0",
    info="#dde8f8",
    warning="#fbe9c0",
    error="#f9d9d6",
)

DARK = Colors(
    window="#2b2b2b",
    base="#202020",
    stripe="#262626",
    button="#3a3a3a",
    hover="#484848",
    line="#505050",
    edge="#868686",
    text="#e4e4e4",
    quiet="#b0b0b0",
    disabled="#7a7a7a",
    accent=ACCENT,
    on_accent="#ffffff",
    ring="#5e9bf0",
    link="#7fb0f5",
    visited="#b9a4ef",
    info="#22344f",
    warning="#4d3a12",
    error="#55241f",
)


def apply(app: QApplication, scheme: Scheme) -> None:
    """Give *app* the look of *scheme*, now and, for ``"system"``, whenever the system changes its mind.

    It may be called again at any time. A system that does not tell is taken for light.
    """
    app.setStyle(QStyleFactory.create("Fusion"))
    follower = app.findChild(_Follower) or _Follower(app)
    follower.follow(scheme)


def colors(app: QApplication) -> Colors:
    """The scheme that is shown now."""
    return DARK if app.palette().window().color() == QColor(DARK.window) else LIGHT


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set the property *name* that the style sheet looks at, and show it at once."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def contrast(a: QColor, b: QColor) -> float:
    """How well one color is read on the other: 1 to 21 (WCAG 2.1, contrast ratio)."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_pairs(colors: Colors) -> Iterator[tuple[str, str, str]]:
    """Every pair of text and background in *colors* as (what it is, text, background)."""
    for ground in ("window", "base", "stripe", "button", "hover", "info", "warning", "error"):
        yield f"text on {ground}", colors.text, getattr(colors, ground)
    for ground in ("window", "base", "stripe"):
        yield f"quiet on {ground}", colors.quiet, getattr(colors, ground)
        yield f"link on {ground}", colors.link, getattr(colors, ground)
        yield f"visited on {ground}", colors.visited, getattr(colors, ground)
    yield "text on the accent", colors.on_accent, colors.accent


def palette(colors: Colors) -> QPalette:
    """The palette of *colors*."""
    made = QPalette(QColor(colors.button), QColor(colors.window))
    for role, color in _roles(colors).items():
        made.setColor(role, QColor(color))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.disabled))
    made.setColor(QPalette.ColorGroup.Disabled, _Role.Highlight, QColor(colors.hover))
    made.setColor(QPalette.ColorGroup.Disabled, _Role.Base, QColor(colors.window))
    return made


def style_sheet(colors: Colors, type_pt: float) -> str:
    """What the palette cannot say. Lengths follow the font, so that large type has large margins."""
    return f"""
    QPushButton[primary="true"] {{
        background: {colors.accent}; color: {colors.on_accent}; font-weight: 600;
        border: 2px solid {colors.accent}; border-radius: 0.35em; padding: 0.5em 1.2em;
    }}
    QPushButton[primary="true"]:hover {{ border-color: {colors.ring}; }}
    QPushButton[primary="true"]:focus {{ border-color: {colors.text}; }}
    QPushButton[primary="true"]:pressed {{ border-color: {colors.line}; }}
    QPushButton[primary="true"]:disabled {{
        background: {colors.button}; color: {colors.disabled}; border-color: {colors.line};
    }}
    QLabel[title="true"] {{ font-size: {1.7 * type_pt}pt; font-weight: 600; }}
    QLabel[heading="true"] {{
        color: {colors.quiet}; font-weight: 600; padding-top: 0.6em; qproperty-indent: 0;
    }}
    #message-bar {{
        background: {colors.info}; border: 1px solid {colors.line}; border-radius: 0.35em;
    }}
    #message-bar[message="warning"] {{ background: {colors.warning}; }}
    #message-bar[message="error"] {{ background: {colors.error}; }}
    QToolButton[fold="true"] {{ color: {colors.quiet}; font-weight: 600; border: none; }}
    QListView:focus, QTreeView:focus, QTableView:focus, QPlainTextEdit:focus {{
        border: 1px solid {colors.ring};
    }}
    QToolButton[autoRaise="true"]:focus {{
        border: 2px solid {colors.ring}; border-radius: 0.25em;
    }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QToolBar {{ border: none; padding: 0.2em; spacing: 0.1em; }}
    QToolBar::separator {{ background: {colors.line}; margin: 0.4em; }}
    QToolBar::separator:horizontal {{ width: 1px; }}
    QToolBar::separator:vertical {{ height: 1px; }}
    QToolBar QToolButton:checked {{
        background: {colors.hover}; border: 1px solid {colors.ring}; border-radius: 0.25em;
    }}
    """


_Role = QPalette.ColorRole


def _roles(colors: Colors) -> dict[QPalette.ColorRole, str]:
    return {
        _Role.Window: colors.window,
        _Role.WindowText: colors.text,
        _Role.Base: colors.base,
        _Role.AlternateBase: colors.stripe,
        _Role.Text: colors.text,
        _Role.PlaceholderText: colors.quiet,
        _Role.Button: colors.button,
        _Role.ButtonText: colors.text,
        _Role.BrightText: colors.text,
        _Role.ToolTipBase: colors.button,
        _Role.ToolTipText: colors.text,
        _Role.Highlight: colors.accent,
        _Role.HighlightedText: colors.on_accent,
        _Role.Accent: colors.ring,
        _Role.Link: colors.link,
        _Role.LinkVisited: colors.visited,
    }


class _Follower(QObject):
    """Shows the scheme that is wished for; lives as long as the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._wish: Scheme = "system"
        app.styleHints().colorSchemeChanged.connect(self._show)

    def follow(self, wish: Scheme) -> None:
        """Show *wish* from now on; frames and dialogs of the system are asked to do the same."""
        self._wish = wish
        hints = self._app.styleHints()
        if wish == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if wish == "dark" else Qt.ColorScheme.Light)
        self._show()

    def _show(self) -> None:
        dark = _is_dark(self._app) if self._wish == "system" else self._wish == "dark"
        colors = DARK if dark else LIGHT
        self._app.setPalette(palette(colors))
        for kind, made in _class_palettes(colors).items():
            # PySide takes text here, whatever its stubs say.
            self._app.setPalette(made, kind)  # pyright: ignore[reportArgumentType]
        type_pt = QFontInfo(self._app.font()).pointSizeF()
        self._app.setStyleSheet(style_sheet(colors, type_pt))


def _is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


def _class_palettes(colors: Colors) -> dict[str, QPalette]:
    """What single classes of widgets have otherwise."""
    # A menu draws the icon under the mouse like any other, so its ground must suit the usual text.
    menu = palette(colors)
    menu.setColor(_Role.Highlight, QColor(colors.hover))
    menu.setColor(_Role.HighlightedText, QColor(colors.text))
    # Fusion outlines a control in a darker shade of the window, which a dark window hides. These
    # controls fill themselves with other roles, so this changes the outline alone.
    control = palette(colors)
    control.setColor(_Role.Window, QColor(colors.edge).lighter(140))
    control.setColor(QPalette.ColorGroup.Disabled, _Role.Window, QColor(colors.line).lighter(140))
    outlined = ("QCheckBox", "QRadioButton", "QLineEdit", "QAbstractSpinBox")
    return {"QMenu": menu, "QMenuBar": menu} | dict.fromkeys(outlined, control)


def _luminance(color: QColor) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.1)."""
    red, green, blue = map(_linear, (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
