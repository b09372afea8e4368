"""The panels beside the canvas, one under the other, and the button that starts the run."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.icons import icon
from deblur_desktop.gui.panels.advanced import AdvancedPanel
from deblur_desktop.gui.panels.diagnosis import DiagnosisPanel
from deblur_desktop.gui.panels.fold import Fold
from deblur_desktop.gui.panels.model import ModelPanel
from deblur_desktop.gui.panels.panel import ActionButton
from deblur_desktop.gui.panels.region import RegionPanel
from deblur_desktop.gui.panels.result import ResultPanel
from deblur_desktop.gui.panels.strength import StrengthPanel

_EM = 14
"""The least width, in heights of a line: sentences are read better in long lines."""


class Sidebar(QWidget):
    """Scrolls when the window is low; the button stays in sight."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        session, actions = desk.session, desk.actions
        result = ResultPanel(session, actions)
        panels = (
            DiagnosisPanel(session, actions["map"]),
            ModelPanel(session, actions),
            RegionPanel(session, desk.canvas.tool_settings, actions),
            StrengthPanel(session),
            Fold(self.tr("Advanced"), AdvancedPanel(session), desk.state, "advanced"),
            result,
        )
        inner = QWidget()
        stack = QVBoxLayout(inner)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(self.fontMetrics().height())
        for panel in panels:
            stack.addWidget(panel)
        stack.addStretch()
        scroll = _Scroll(inner)
        result.grew.connect(scroll.show_end)
        column = QVBoxLayout(self)
        column.addWidget(scroll)
        column.addWidget(RunButton(actions["deblur"]))


class _Scroll(QScrollArea):
    """Scrolls down only: it is never narrower than what it holds."""

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = inner
        self._wants_end = False
        self.setWidget(inner)
        inner.installEventFilter(self)
        self.verticalScrollBar().rangeChanged.connect(self._reach_end)

    def show_end(self) -> None:
        """Show the last panel, as soon as it has its size."""
        self._wants_end = True
        self._reach_end()

    def _reach_end(self) -> None:
        if self._wants_end:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Grow with what is inside."""
        if event.type() == QEvent.Type.LayoutRequest:
            bar = self.verticalScrollBar().sizeHint().width()
            least = max(self._inner.minimumSizeHint().width(), _EM * self.fontMetrics().height())
            self.setMinimumWidth(least + bar)
        return super().eventFilter(watched, event)


class RunButton(ActionButton):
    """The large button."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(action, parent=parent)
        self.setProperty("primary", True)
        self.setIcon(icon("deblur", QPalette.ColorRole.HighlightedText))
