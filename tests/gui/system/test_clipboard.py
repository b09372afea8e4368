"""Copy and paste, with the clipboard of the system."""

import io
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest
from fakes.window import noise, open_with, restore_with
from gui.fake_session import FakeSession
from PIL import Image
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication, QImage

from deblur_desktop.gui.document import Document
from deblur_desktop.gui.selection import Selection
from deblur_desktop.gui.system.clipboard import Clipboard
from deblur_desktop.jobs import messages


@pytest.fixture
def system() -> Generator[QClipboard]:
    clipboard = QGuiApplication.clipboard()
    yield clipboard
    clipboard.clear()


@pytest.fixture
def document(session: FakeSession, tmp_path: Path) -> Document:
    """An open photo of 20 x 30 pixels."""
    (tmp_path / "a.png").touch()
    session.open_paths([tmp_path / "a.png"])
    session.files.cancel(1)
    assert session.current is not None
    open_with(session.current, noise(20, 30))
    return session.current


def asked(session: FakeSession) -> messages.Copy:
    request = session.files.running
    assert isinstance(request, messages.Copy)
    return request


def test_the_original_is_copied_while_there_is_no_result(session: FakeSession, document: Document):
    Clipboard(session).copy()

    request = asked(session)
    assert request.workspace == str(document.workspace.folder)
    assert (request.result, request.recipe, request.mask) == ("", "", "")


def test_a_result_is_copied_as_strong_as_it_is_seen(session: FakeSession, document: Document):
    restore_with(document, noise(20, 30, seed=1))
    document.change("Strength", strength=0.5)

    Clipboard(session).copy()

    assert document.edit.result is not None
    assert asked(session).result == document.edit.result.name
    assert '"strength": 0.5' in asked(session).recipe


def test_of_a_selection_only_that_is_copied(session: FakeSession, document: Document):
    mask = np.zeros((20, 30), np.uint8)
    mask[2:5, 3:9] = 255
    document.change("Rectangle", selection=Selection.from_mask(mask))

    Clipboard(session).copy()

    assert np.array_equal(document.workspace.mask(asked(session).mask), mask)


def test_the_clipboard_gets_the_picture_and_nothing_else(
    session: FakeSession, document: Document, system: QClipboard
):
    clipboard = Clipboard(session)
    clipboard.copy()
    path = document.workspace.folder / "copy-2.png"
    Image.new("RGB", (5, 4), (1, 2, 3)).save(path)
    content = path.read_bytes()

    session.files.finish(messages.Copied(job=asked(session).job, path=str(path)))

    assert system.mimeData().formats() == ["image/png"]
    assert bytes(system.mimeData().data("image/png").data()) == content
    assert not path.exists()


def test_a_copied_picture_is_pasted_as_a_new_photo(
    session: FakeSession, document: Document, system: QClipboard
):
    data = QMimeData()
    buffer = io.BytesIO()
    Image.new("RGB", (5, 4), (1, 2, 3)).save(buffer, "PNG")
    data.setData("image/png", buffer.getvalue())
    system.setMimeData(data)

    Clipboard(session).paste()

    assert len(session.documents) == 2
    assert session.documents[0] is document
    assert session.current is session.documents[1]
    assert session.documents[1].path.read_bytes() == buffer.getvalue()


def test_pixels_of_another_program_are_pasted(session: FakeSession, system: QClipboard):
    image = QImage(6, 3, QImage.Format.Format_RGB32)
    image.fill(0x112233)
    system.setImage(image)

    Clipboard(session).paste()

    assert session.current is not None
    with Image.open(session.current.path, formats=["PNG"]) as picture:
        assert picture.convert("RGB").getpixel((5, 2)) == (0x11, 0x22, 0x33)


def test_an_empty_clipboard_says_so(session: FakeSession, system: QClipboard):
    system.clear()

    Clipboard(session).paste()

    assert len(session.notices) == 1


@pytest.mark.parametrize("text", ["", "a few words", "https://example.org/a.png"])
def test_what_is_no_photo_opens_nothing_and_says_so(
    session: FakeSession, system: QClipboard, text: str
):
    system.setText(text)

    Clipboard(session).paste()

    assert session.documents == []
    assert len(session.notices) == 1


def test_nothing_is_copied_before_the_photo_is_read(session: FakeSession, tmp_path: Path):
    Clipboard(session).copy()
    (tmp_path / "a.png").touch()
    session.open_paths([tmp_path / "a.png"])
    Clipboard(session).copy()

    assert isinstance(session.files.running, messages.Open)
    assert session.files.waiting == ()


def test_a_path_in_a_text_is_opened(session: FakeSession, system: QClipboard, tmp_path: Path):
    (tmp_path / "a photo.png").touch()
    system.setText(f"{tmp_path / 'a photo.png'}\n")

    Clipboard(session).paste()

    assert session.current is not None
    assert session.current.path == tmp_path / "a photo.png"
