"""What the tests of the desktop around the window share."""

from collections.abc import Generator

import pytest
from gui.fake_session import FakeSession
from pytestqt.qtbot import QtBot


@pytest.fixture
def session(qtbot: QtBot) -> Generator[FakeSession]:
    """Nothing is open in it."""
    del qtbot
    session = FakeSession()
    yield session
    session.close()
