"""The queue panel: real rows, real clicks, a worker that answers by script."""

from pathlib import Path
from typing import Any, cast

import pytest
from gui.fake_lane import FakeLane
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar, QPushButton, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.panels.queue import QueuePanel
from deblur_desktop.gui.queue import Queue
from deblur_desktop.jobs import messages

# Said by the offscreen platform of every window.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def engine() -> FakeLane:
    return FakeLane()


@pytest.fixture
def queue(engine: FakeLane, qtbot: QtBot) -> Queue:
    del qtbot
    return Queue(cast(Any, FakeLane()), cast(Any, engine), cast(Any, FakeLane()))


@pytest.fixture
def documents(queue: Queue):
    made = [Document(Path(f"/photos/{name}.jpg")) for name in "abc"]
    yield made
    for document in made:
        document.close()


@pytest.fixture
def panel(queue: Queue, qtbot: QtBot) -> QueuePanel:
    panel = QueuePanel(queue)
    qtbot.addWidget(panel)
    panel.resize(420, 500)
    panel.show()
    return panel


def rows(panel: QueuePanel) -> list[QTreeWidgetItem]:
    tree = panel.findChild(QTreeWidget)
    assert tree is not None
    items = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return [item for item in items if item is not None]


def names(panel: QueuePanel) -> list[str]:
    return [row.text(0) for row in rows(panel)]


def select(qtbot: QtBot, panel: QueuePanel, row: int) -> None:
    tree = panel.findChild(QTreeWidget)
    assert tree is not None
    place = tree.visualItemRect(rows(panel)[row]).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)


def button(panel: QueuePanel, text: str) -> QPushButton:
    return next(each for each in panel.findChildren(QPushButton) if each.text() == text)


def press(qtbot: QtBot, panel: QueuePanel, text: str) -> None:
    wished = button(panel, text)
    assert wished.isVisible()
    assert wished.isEnabled(), wished.toolTip()
    qtbot.mouseClick(wished, Qt.MouseButton.LeftButton)


def test_jobs_of_all_photos_are_listed(panel: QueuePanel, queue: Queue, documents: list[Document]):
    for document in documents:
        queue.restore(document)

    assert names(panel) == ["a.jpg", "b.jpg", "c.jpg"]
    assert [row.text(1) for row in rows(panel)] == ["Deblur"] * 3
    assert [row.text(2) for row in rows(panel)[1:]] == ["waiting"] * 2


def test_the_running_job_tells_how_far_it_is(
    panel: QueuePanel, queue: Queue, engine: FakeLane, documents: list[Document]
):
    queue.restore(documents[0])
    (row,) = rows(panel)
    bar = row.treeWidget().itemWidget(row, 2)
    assert isinstance(bar, QProgressBar)

    engine.tell(0, "preparing the model")
    assert bar.maximum() == 0  # busy
    engine.tell(0.25)
    engine.tell(0.5)

    assert bar.value() == 500
    assert bar.text().startswith("50 %, 0:")


def test_a_job_that_waits_is_moved(
    panel: QueuePanel, queue: Queue, documents: list[Document], qtbot: QtBot
):
    for document in documents:
        queue.restore(document)
    select(qtbot, panel, 2)

    press(qtbot, panel, "Move Up")

    assert names(panel) == ["a.jpg", "c.jpg", "b.jpg"]
    assert not button(panel, "Move Up").isEnabled()
    press(qtbot, panel, "Move Down")
    assert names(panel) == ["a.jpg", "b.jpg", "c.jpg"]


@pytest.mark.parametrize("row", [0, 1], ids=["running", "waiting"])
def test_one_job_is_cancelled(
    row: int, panel: QueuePanel, queue: Queue, documents: list[Document], qtbot: QtBot
):
    for document in documents:
        queue.restore(document)
    gone = names(panel)[row]
    select(qtbot, panel, row)

    press(qtbot, panel, "Cancel")

    assert len(rows(panel)) == 2
    assert gone not in names(panel)


def test_all_jobs_are_cancelled(
    panel: QueuePanel, queue: Queue, documents: list[Document], qtbot: QtBot
):
    for document in documents:
        queue.restore(document)

    press(qtbot, panel, "Cancel All")

    assert rows(panel) == []
    assert "Nothing runs" in button(panel, "Cancel All").toolTip()


def test_a_failed_job_stays_until_it_is_dismissed(
    panel: QueuePanel, queue: Queue, engine: FakeLane, documents: list[Document], qtbot: QtBot
):
    queue.restore(documents[0])
    queue.restore(documents[1])
    engine.fail("out of memory", "choose a smaller tile", "Traceback: deep down")

    assert names(panel) == ["b.jpg", "a.jpg"]
    select(qtbot, panel, 1)
    press(qtbot, panel, "Details")
    press(qtbot, panel, "Copy")
    copied = QGuiApplication.clipboard().text()
    assert copied == "Out of memory\nChoose a smaller tile\n\nTraceback: deep down"
    press(qtbot, panel, "Dismiss")
    assert names(panel) == ["b.jpg"]
    assert not button(panel, "Dismiss").isVisible()


def test_what_is_selected_stays_so_when_jobs_come_and_go(
    panel: QueuePanel, queue: Queue, engine: FakeLane, documents: list[Document], qtbot: QtBot
):
    for document in documents:
        queue.restore(document)
    select(qtbot, panel, 2)

    assert engine.running is not None
    engine.finish(messages.Cancelled(job=engine.running.job))

    selected = [row.text(0) for row in rows(panel) if row.isSelected()]
    assert selected == ["c.jpg"]


def test_a_preview_and_jobs_without_a_photo_have_names(
    panel: QueuePanel, queue: Queue, documents: list[Document]
):
    queue.inspect()
    queue.import_checkpoint(Path("/downloads/weights.pth"))
    queue.preview(documents[0], documents[0].recipe())

    assert [row.text(1) for row in rows(panel)] == ["Look for devices", "Preview", "Import a model"]
    assert names(panel) == ["", "a.jpg", "weights.pth"]
