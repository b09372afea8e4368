"""The panels beside the canvas, one under the other, and the button that starts the run."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from deblur_desktop.gui.actions import Actions, plain_text
from deblur_desktop.gui.icons import icon
from deblur_desktop.gui.panels.advanced import AdvancedPanel
from deblur_desktop.gui.panels.diagnosis import DiagnosisPanel
from deblur_desktop.gui.panels.model import ModelPanel
from deblur_desktop.gui.panels.receipt import ReceiptPanel
from deblur_desktop.gui.panels.region import RegionPanel
from deblur_desktop.gui.panels.strength import StrengthPanel
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.tool import ToolSettings


class Sidebar(QWidget):
    """Scrolls when the window is low; the button stays in sight."""

    def __init__(
        self,
        session: Session,
        actions: Actions,
        settings: ToolSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        edits = [actions[name] for name in ("select-blurred", "invert", "deselect")]
        panels = (
            DiagnosisPanel(session, actions["map"]),
            ModelPanel(session),
            RegionPanel(session, settings, edits),
            StrengthPanel(session),
            AdvancedPanel(session),
            ReceiptPanel(session),
        )
        inner = QWidget()
        stack = QVBoxLayout(inner)
        stack.setSpacing(self.fontMetrics().height())
        for panel in panels:
            stack.addWidget(panel)
        stack.addStretch()
        scroll = _Scroll(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
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
        self.setWidget(inner)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Grow with what is inside."""
        if event.type() == QEvent.Type.LayoutRequest:
            bar = self.verticalScrollBar().sizeHint().width()
            self.setMinimumWidth(self._inner.minimumSizeHint().width() + bar)
        return super().eventFilter(watched, event)


class RunButton(QPushButton):
    """A large button for an action."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setProperty("primary", True)
        self.setIcon(icon("deblur", QPalette.ColorRole.HighlightedText))
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(plain_text(self._action))
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
