"""A session whose workers do nothing until the test says what they answer."""

from typing import cast

from gui.fake_lane import FakeLane

from deblur_desktop.gui.lane import Lane
from deblur_desktop.gui.queue import Queue
from deblur_desktop.gui.session import Session


class FakeSession(Session):
    """With its lanes, and what it noticed."""

    def __init__(self) -> None:
        self.files, self.engine, self.batch = FakeLane(), FakeLane(), FakeLane()
        files, engine = cast("Lane", self.files), cast("Lane", self.engine)
        models, batch = cast("Lane", FakeLane()), cast("Lane", self.batch)
        super().__init__(Queue(files, engine, models, batch))
        self.notices: list[tuple[str, str]] = []
        self.noticed.connect(lambda *words: self.notices.append(words))
