"""A heading that folds what is under it away, and remembers that."""

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget


class Fold(QWidget):
    """Closed until a person opens it."""

    def __init__(
        self,
        title: str,
        content: QWidget,
        state: QSettings,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Put *content* under a heading.

        Args:
            title: The heading.
            content: What is folded.
            state: Where it is remembered whether it is open.
            name: Under which name.
            parent: Of Qt.
        """
        super().__init__(parent)
        self._content, self._state, self._name = content, state, f"open/{name}"
        self._heading = QToolButton()
        self._heading.setText(title)
        self._heading.setCheckable(True)
        self._heading.setAutoRaise(True)
        self._heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._heading.setProperty("fold", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._heading)
        column.addWidget(content)
        self._heading.toggled.connect(self._turn)
        self._heading.setChecked(state.value(self._name) == "true")
        self._show()

    def _turn(self, opened: bool) -> None:
        self._state.setValue(self._name, "true" if opened else "false")
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The arrow points where the text goes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._show()

    def _show(self) -> None:
        arrows = Qt.ArrowType
        closed = arrows.LeftArrow if self.isRightToLeft() else arrows.RightArrow
        self._heading.setArrowType(arrows.DownArrow if self._heading.isChecked() else closed)
        self._content.setVisible(self._heading.isChecked())
