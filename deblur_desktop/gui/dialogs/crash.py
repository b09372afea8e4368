"""The crash report: what a bug left behind, to read and to copy. It holds no pixels and no folders."""

import re
import traceback
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.gui.dialogs.about import parts
from deblur_desktop.gui.panels.panel import wrapping_label
from deblur_desktop.photo.names import display_name

_PACKAGE = Path(__file__).parents[2]
# A message may hold an array, hence pixels; its first line says what happened.
_LONGEST = 300
_PATH = re.compile(r"""(?:[A-Za-z]:)?[/\\](?:[^\s/\\'"`:,;]+(?: [^\s/\\'"`:,;]+)*[/\\])+""")


class CrashDialog(QDialog):
    """Says that something went wrong inside, and what."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something Went Wrong"))
        text = self.tr(
            "The program made a mistake. Your photos are unharmed, and you can go on; save your results"
            " soon. The report below holds no photo and no folder names."
        )
        shown = QPlainTextEdit(report)
        shown.setReadOnly(True)
        shown.setAccessibleName(self.tr("Report"))
        shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = QPushButton(self.tr("&Copy Report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(wrapping_label(text))
        column.addWidget(shown, 1)
        column.addWidget(buttons)
        em = self.fontMetrics().height()
        self.resize(48 * em, 30 * em)


def crash_report(error: BaseException) -> str:
    """Where *error* came from, without pixels and folders, and the versions of what took part."""
    lines: list[str] = []
    for each in _chain(error):
        lines += [_frame(frame) for frame in traceback.extract_tb(each.__traceback__)]
        lines += [f"{type(each).__name__}: {_message(each)}", ""]
    return "\n".join([*lines, *parts()])


def without_folders(text: str) -> str:
    """*text* with each path cut to its last part."""
    return _PATH.sub("…/", text)


def _chain(error: BaseException) -> list[BaseException]:
    """*error* after what caused it."""
    chain = [error]
    while (cause := chain[0].__cause__ or chain[0].__context__) and cause not in chain:
        chain.insert(0, cause)
    return chain


def _frame(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    inside = path.is_relative_to(_PACKAGE)
    name = path.relative_to(_PACKAGE).as_posix() if inside else f"…/{path.name}"
    return f"  {name}:{frame.lineno} in {frame.name}\n    {frame.line or ''}"


def _message(error: BaseException) -> str:
    first = str(error).partition("\n")[0][:_LONGEST]
    return display_name(without_folders(first))
