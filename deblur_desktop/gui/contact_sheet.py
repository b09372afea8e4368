"""The contact sheet: one crop through several checkpoints, side by side under one viewport.

Each checkpoint is a preview job ahead of the queue. The person picks the winner by key or button; blind,
the cells are shuffled and nameless until then.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QColorSpace, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from deblur_desktop.gui.colors import SRGB, to_pixmap
from deblur_desktop.gui.contact_cell import Cell, SharedView
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.layers import Layers
from deblur_desktop.gui.panels.panel import wrapping_label
from deblur_desktop.gui.queue import Job, Queue
from deblur_desktop.gui.wording import told
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.messages import Message
from deblur_desktop.library.card import Checkpoint
from deblur_desktop.photo.box import Box
from deblur_desktop.photo.names import display_name

LONGEST_SIDE = 768
"""Of the crop: a look, not a run."""


@dataclass(slots=True, eq=False)
class _Entrant:
    """A checkpoint on the sheet, the job that shows it, and whether that is done."""

    card: Checkpoint
    cell: Cell
    job: Job | None = None
    is_done: bool = False


class ContactSheet(QWidget):
    """A window of its own.

    Signals:
        chosen: The id of the checkpoint that the person likes best.
    """

    chosen = Signal(str)

    def __init__(
        self,
        queue: Queue,
        document: Document,
        box: Box,
        installed: Sequence[Checkpoint],
        shown: Sequence[str] = (),
        *,
        device: str = "auto",
        screen: QColorSpace = SRGB,
        parent: QWidget | None = None,
    ) -> None:
        """Start a preview for each checkpoint shown.

        Args:
            queue: Does the previews.
            document: An open one.
            box: What is looked at; its middle, if it is large.
            installed: The checkpoints that can be put on the sheet.
            shown: Ids of those that are at first; empty for all.
            device: As for `Queue.preview`.
            screen: The colors in which pictures are shown.
            parent: The window.
        """
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Compare Models"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._queue, self._document, self._device = queue, document, device
        self._box = middle_of(box & Box(0, 0, *reversed(document.size)))
        self._view = SharedView(self._box.width, self._box.height, self)
        self._layers = Layers(document, screen)
        self._entrants: list[_Entrant] = []
        self._original = Cell(self._view, can_win=False)
        self._original.pane.show_pixmap(to_pixmap(self._layers.picture(1, self._box, after=False)))
        self._make_layout(installed)
        queue.progressed.connect(self._progressed)
        queue.finished.connect(self._finished)
        # The last one asked for runs first.
        for card in reversed([card for card in installed if not shown or card.id in shown]):
            self._add(card, 0)
        self._arrange()
        em = self.fontMetrics().height()
        self.resize(64 * em, 48 * em)

    @property
    def titles(self) -> list[str]:
        """What stands over the cells, in their order, the original first."""
        return [self._original.title, *(each.cell.title for each in self._entrants)]

    def choose(self, number: int) -> None:
        """Let the checkpoint *number*, counted from 1, win, if its picture is there."""
        if 1 <= number <= len(self._entrants) and self._entrants[number - 1].is_done:
            winner = self._entrants[number - 1]
            self._blind.setChecked(False)
            for each in self._entrants:
                if each.is_done:
                    text = self.tr("chosen") if each is winner else ""
                    each.cell.set_state(text, ready=True)
            self.chosen.emit(winner.card.id)

    # Putting together

    def _make_layout(self, installed: Sequence[Checkpoint]) -> None:
        self._blind = QCheckBox(self.tr("&Blind"))
        self._blind.setToolTip(self.tr("Shuffle the pictures and hide their names."))
        self._blind.toggled.connect(self._set_blind)
        fit = QPushButton(self.tr("&Fit"))
        fit.clicked.connect(self._view.fit)
        bar = QHBoxLayout()
        bar.addWidget(self._make_choice(installed))
        bar.addWidget(self._blind)
        bar.addWidget(fit)
        keys = self.tr("Press the number of the best picture. Wheel and mouse move all pictures.")
        bar.addWidget(wrapping_label(keys), 1)
        self._grid = QGridLayout()
        column = QVBoxLayout(self)
        column.addLayout(bar)
        column.addLayout(self._grid, 1)

    def _make_choice(self, installed: Sequence[Checkpoint]) -> QToolButton:
        self._menu = QMenu(self)
        self._switches: dict[str, QAction] = {}
        for card in installed:
            action = self._menu.addAction(display_name(card.name).replace("&", "&&"))
            action.setCheckable(True)
            action.triggered.connect(lambda on, card=card: self._switch(card, on=on))
            self._switches[card.id] = action
        choice = QToolButton()
        choice.setText(self.tr("Models"))
        choice.setToolTip(self.tr("Choose the models to compare."))
        choice.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        choice.setMenu(self._menu)
        return choice

    def _arrange(self) -> None:
        """As square as it goes, numbered from 1; the original first."""
        cells = [self._original, *(each.cell for each in self._entrants)]
        columns = math.ceil(math.sqrt(len(cells)))
        for line in range(self._grid.rowCount()):
            self._grid.setRowStretch(line, 0)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for place, cell in enumerate(cells):
            line, column = divmod(place, columns)
            self._grid.addWidget(cell, line, column)
            self._grid.setRowStretch(line, 1)
            self._grid.setColumnStretch(column, 1)
        self._show_titles()

    def _show_titles(self) -> None:
        self._original.set_title(self.tr("Original"))
        blind = self._blind.isChecked()
        for number, each in enumerate(self._entrants, start=1):
            name = self.tr("Model") if blind else display_name(each.card.name)
            each.cell.set_title(self.tr("{number}: {name}").format(number=number, name=name))

    # Checkpoints come and go

    def _switch(self, card: Checkpoint, *, on: bool) -> None:
        if on:
            self._add(card, len(self._entrants))
        else:
            self._remove(card)
        self._arrange()

    def _add(self, card: Checkpoint, place: int) -> None:
        entrant = _Entrant(card, Cell(self._view, can_win=True))
        entrant.cell.chosen.connect(lambda: self.choose(self._entrants.index(entrant) + 1))
        entrant.cell.set_state(self.tr("waiting…"), ready=False)
        self._entrants.insert(place, entrant)
        self._switches[card.id].setChecked(True)
        recipe = replace(self._document.recipe(), checkpoint=card.id, region=self._box, feather=0)
        entrant.job = self._queue.preview(self._document, recipe, device=self._device)

    def _remove(self, card: Checkpoint) -> None:
        entrant = next(each for each in self._entrants if each.card is card)
        self._entrants.remove(entrant)
        self._grid.removeWidget(entrant.cell)
        entrant.cell.deleteLater()
        if entrant.job is not None:
            self._queue.cancel(entrant.job)

    def _set_blind(self, blind: bool) -> None:
        if blind:
            random.shuffle(self._entrants)
        self._arrange()

    # What the queue tells

    def _entrant_of(self, job: Job) -> _Entrant | None:
        return next((each for each in self._entrants if each.job is job), None)

    def _progressed(self, job: Job) -> None:
        entrant = self._entrant_of(job)
        if entrant is not None:
            text = self.tr("{percent} %").format(percent=round(100 * job.done))
            entrant.cell.set_state(text, ready=False)

    def _finished(self, job: Job, message: Message) -> None:
        entrant = self._entrant_of(job)
        if entrant is None:
            return
        entrant.job = None
        if isinstance(message, messages.Restored):
            picture = self._document.workspace.display(f"{message.result}.display")
            shown = self._layers.finished(picture, 1, Box(*message.box))
            entrant.cell.pane.show_pixmap(to_pixmap(shown))
            entrant.is_done = True
            entrant.cell.set_state("", ready=True)
        elif isinstance(message, messages.Failed):
            text = self.tr("Failed: {reason}").format(reason=display_name(told(message).message))
            entrant.cell.set_state(text, ready=False)
        else:
            entrant.cell.set_state(self.tr("cancelled"), ready=False)

    # Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Numbers choose; plus, minus and zero zoom; Escape closes."""
        text = event.text()
        if text in tuple("123456789"):
            self.choose(int(text))
        elif text in ("+", "="):
            self._original.pane.zoom(1.25)
        elif text == "-":
            self._original.pane.zoom(0.8)
        elif text == "0":
            self._view.fit()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stop what nobody will look at."""
        entrants, self._entrants = self._entrants, []
        for each in entrants:
            if each.job is not None:
                self._queue.cancel(each.job)
        event.accept()


def middle_of(box: Box) -> Box:
    """The middle of *box*, no side longer than `LONGEST_SIDE`."""
    width, height = min(box.width, LONGEST_SIDE), min(box.height, LONGEST_SIDE)
    return Box(box.x + (box.width - width) // 2, box.y + (box.height - height) // 2, width, height)
