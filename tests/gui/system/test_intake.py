"""What comes in is opened or refused with a sentence; pictures without a file get one of their own."""

import sys
from pathlib import Path

import pytest
from gui.fake_session import FakeSession
from PySide6.QtCore import QMimeData, QUrl

from deblur_desktop.gui.system import offer
from deblur_desktop.gui.system.intake import take
from deblur_desktop.gui.system.pasted import is_pasted, store_pasted, sweep_pasted
from deblur_desktop.jobs.messages import Open

PNG = b"\x89PNG\r\n\x1a\n and so on"


def with_picture() -> QMimeData:
    data = QMimeData()
    data.setData("image/png", PNG)
    return data


def paths(session: FakeSession) -> list[Path]:
    return [document.path for document in session.documents]


def test_files_and_folders_are_opened_where_they_lie(session: FakeSession, tmp_path: Path):
    (tmp_path / "folder").mkdir()
    for name in ("a.png", "folder/b.jpg", "folder/notes.txt"):
        (tmp_path / name).touch()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.png", "folder")])

    take(data, session)

    assert paths(session) == [tmp_path / "a.png", tmp_path / "folder" / "b.jpg"]
    assert session.notices == []


def test_a_picture_is_kept_byte_by_byte_and_read_by_the_worker(
    session: FakeSession, data_folder: Path
):
    take(with_picture(), session)

    (path,) = paths(session)
    assert path.read_bytes() == PNG
    assert path.suffix == ".png"
    assert path.is_relative_to(data_folder)
    assert is_pasted(path)
    assert session.current is session.documents[0]
    assert isinstance(session.files.running, Open)


def test_two_pictures_of_one_second_are_two_photos(session: FakeSession):
    take(with_picture(), session)
    take(with_picture(), session)

    assert len(set(paths(session))) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_nobody_else_reads_pasted_pictures(session: FakeSession):
    take(with_picture(), session)

    (path,) = paths(session)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_an_address_of_the_web_is_refused_with_a_way_out(session: FakeSession):
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.png")])

    take(data, session)

    assert session.documents == []
    ((text, hint),) = session.notices
    assert "web" in text
    assert "Save it" in hint


def test_nothing_and_too_much_are_told_apart(session: FakeSession, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(offer, "MOST_BYTES", 3)

    take(QMimeData(), session)
    take(with_picture(), session)

    (nothing, _), (large, hint) = session.notices
    assert "no photo" in nothing
    assert "larger than" in large
    assert hint


def test_a_disk_that_takes_nothing_is_told(session: FakeSession, data_folder: Path):
    (data_folder / "pasted").touch()  # no folder can be made of that name

    take(with_picture(), session)

    assert session.documents == []
    assert "cannot be stored" in session.notices[0][0]


def test_only_what_the_session_remembers_is_left():
    first, second = store_pasted(PNG, ".png"), store_pasted(PNG, ".jpg")

    sweep_pasted([second])

    assert not first.exists()
    assert second.exists()
