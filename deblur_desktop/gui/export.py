"""What can be exported beside the photo itself, and the question where it should go."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from deblur_desktop.photo.names import display_name


class Kind(StrEnum):
    """A picture for others; the worker makes it."""

    COMPARISON = "comparison"
    """Before and after beside each other, and their busiest part at full size."""
    WIPE = "wipe"
    """From blurry to sharp as an animation, with an edge that moves across."""
    FADE = "fade"
    """The same, all of it at once."""


_SUFFIXES = {Kind.COMPARISON: ".png", Kind.WIPE: ".gif", Kind.FADE: ".gif"}


def kind_names() -> dict[Kind, str]:
    """What the kinds are called in the dialog."""
    translate = QCoreApplication.translate
    return {
        Kind.COMPARISON: translate("Export", "Before and after in one picture (*.png)"),
        Kind.WIPE: translate("Export", "Animation that wipes from blurry to sharp (*.gif)"),
        Kind.FADE: translate("Export", "Animation that fades from blurry to sharp (*.gif)"),
    }


def proposed_path(photo: Path, kind: Kind) -> Path:
    """Beside *photo*, e.g. ``beach_comparison.png``."""
    word = "comparison" if kind is Kind.COMPARISON else "animation"
    return photo.with_name(f"{display_name(photo.stem)}_{word}{_SUFFIXES[kind]}")


def ask_target(parent: QWidget, photo: Path) -> tuple[Kind, Path] | None:
    """Ask what to export of *photo* and where to; None when the person thinks better of it."""
    names = kind_names()
    path, name = QFileDialog.getSaveFileName(
        parent,
        QCoreApplication.translate("Export", "Export"),
        str(proposed_path(photo, Kind.COMPARISON).with_suffix("")),
        ";;".join(names.values()),
        options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is ever overwritten
    )
    if not path:
        return None
    kind = next((kind for kind, each in names.items() if each == name), Kind.COMPARISON)
    kind = as_typed(Path(path), kind)
    return kind, with_suffix(Path(path), kind)


def as_typed(path: Path, kind: Kind) -> Kind:
    """*kind*, unless the suffix of *path* is that of another."""
    typed = path.suffix.lower()
    if typed == _SUFFIXES[kind]:
        return kind
    return next((each for each, suffix in _SUFFIXES.items() if suffix == typed), kind)


def with_suffix(path: Path, kind: Kind) -> Path:
    """*path* with the suffix of *kind*, unless it has that already."""
    suffix = _SUFFIXES[kind]
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
