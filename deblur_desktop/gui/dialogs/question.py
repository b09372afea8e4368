"""A question with two answers, each a verb; it blocks its window and nothing else."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

Role = QMessageBox.ButtonRole


class Question(QMessageBox):
    """Asks once, and goes away with its answer."""

    def __init__(
        self,
        parent: QWidget,
        text: str,
        more: str,
        answers: tuple[str, str],
        then: Callable[[], object],
    ) -> None:
        """Ask *text*, and do *then* if the person chooses the first answer.

        Args:
            parent: The window that waits for the answer.
            text: The question, in one sentence.
            more: What must be known to answer it.
            answers: The verb that does it and the one that does not, which Return and Escape choose.
            then: Does it.
        """
        super().__init__(QMessageBox.Icon.Warning, parent.windowTitle(), text, parent=parent)
        self.setTextFormat(Qt.TextFormat.PlainText)  # names come from strangers
        self.setInformativeText(more)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._then: Callable[[], object] | None = then
        self._yes = self.addButton(answers[0], Role.DestructiveRole)
        no = self.addButton(answers[1], Role.RejectRole)
        self.setDefaultButton(no)
        self.setEscapeButton(no)
        self.finished.connect(self._answered)
        self.open()  # blocks the parent alone

    def _answered(self) -> None:
        # Let go here: `then` may hold the parent, which must not end while its child does.
        then, self._then = self._then, None
        if then is not None and self.clickedButton() is self._yes:
            then()
        self.deleteLater()
