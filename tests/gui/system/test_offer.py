"""What a drop or the clipboard holds, as far as it can be a photo."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from deblur_desktop.gui.system import offer
from deblur_desktop.gui.system.offer import Offer, may_offer, offer_of

PNG = b"\x89PNG bytes that nobody here looks at"


def with_urls(*urls: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    return data


def with_text(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


def with_bytes(**kinds: bytes) -> QMimeData:
    data = QMimeData()
    for kind, content in kinds.items():
        data.setData(f"image/{kind}", content)
    return data


def test_files_are_paths():
    found = offer_of(with_urls("file:///photos/a.png", "file:///photos/a%20%23b.jpg"))

    assert found == Offer(paths=(Path("/photos/a.png"), Path("/photos/a #b.jpg")))


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
def test_a_name_that_is_no_text_keeps_its_bytes():
    data = QMimeData()
    data.setData("text/uri-list", b"file:///photos/bad_%FF%FE.jpg\r\n")

    assert [bytes(path) for path in offer_of(data).paths] == [b"/photos/bad_\xff\xfe.jpg"]


@pytest.mark.parametrize(
    "url", ["http://example.org/a.png", "https://example.org/a.png", "ftp://example.org/a.png"]
)
def test_an_address_of_the_web_is_never_a_path(url: str):
    assert offer_of(with_urls(url)) == Offer(is_remote=True)


def test_a_file_of_another_computer_is_none_of_this_one():
    assert offer_of(with_urls("file://elsewhere/photos/a.png")) == Offer(is_remote=True)


def test_of_files_and_addresses_the_files_are_taken():
    data = with_urls("http://example.org/a.png", "file:///photos/b.png")

    assert offer_of(data) == Offer(paths=(Path("/photos/b.png"),))


def test_a_picture_of_a_web_page_is_taken_with_no_look_at_its_address():
    data = with_urls("https://example.org/a.png")
    data.setData("image/png", PNG)

    assert (offer_of(data).picture, offer_of(data).suffix) == (PNG, ".png")


def test_of_several_kinds_the_one_that_loses_nothing_is_taken():
    data = with_bytes(jpeg=b"small", png=PNG, bmp=b"BM")

    assert offer_of(data) == Offer(picture=PNG, suffix=".png", is_remote=False)


def test_pixels_without_a_file_become_a_png(qapp: object):
    del qapp
    image = QImage(7, 5, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    data = QMimeData()
    data.setImageData(image)

    found = offer_of(data)

    back = QImage.fromData(found.picture)
    assert (back.width(), back.height(), back.pixelColor(6, 4).name()) == (7, 5, "#336699")
    assert found.suffix == ".png"


def test_a_file_of_another_kind_is_not_decoded_in_the_window(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QMimeData, "imageData", lambda _: pytest.fail("decoded"))
    data = QMimeData()
    data.setData("image/bmp", b"BM hostile")
    data.setData("application/x-qt-image", b"")

    assert offer_of(data) == Offer()


def test_a_picture_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(offer, "MOST_BYTES", len(PNG) - 1)

    assert offer_of(with_bytes(png=PNG)) == Offer(is_too_large=True)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("/photos/a.png", ["/photos/a.png"]),
        ("/photos/a b.png\n\n  /photos/c.png  \n", ["/photos/a b.png", "/photos/c.png"]),
        ("file:///photos/a%20b.png", ["/photos/a b.png"]),
        ("a.png", []),
        ("/photos/a.png\nand other words", []),
        ("dear all, /photos/a.png is blurred", []),
        ("", []),
        ("/x\n" * 100_000, []),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="paths of other systems")
def test_a_text_is_taken_if_all_of_it_is_paths(text: str, paths: Sequence[str]):
    assert offer_of(with_text(text)) == Offer(paths=tuple(map(Path, paths)))


def test_a_text_that_is_an_address_is_told_from_any_text():
    assert offer_of(with_text("https://example.org/a.png")) == Offer(is_remote=True)


def test_a_drag_shows_early_whether_it_may_be_a_photo():
    assert may_offer(with_urls("file:///a.png"))
    assert may_offer(with_bytes(png=PNG))
    assert not may_offer(with_text("/a.png"))
    assert not may_offer(with_bytes(bmp=b"BM"))
