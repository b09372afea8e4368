"""Downloads from servers that fail, lie and attack: F30 to F45."""

import hashlib
import random
import shutil
import signal
import stat
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from faults.hostile_server import (
    TLS,
    Behave,
    Request,
    Server,
    answers,
    cut,
    in_turn,
    serving,
    trickle,
    whole,
)
from hypothesis import given
from hypothesis import strategies as st

from deblur_desktop.bundle import models_folder
from deblur_desktop.errors import (
    Cancelled,
    DeblurError,
    NoRoom,
    RefusedAddress,
    Unreachable,
    WrongDownload,
)
from deblur_desktop.library.download import Download
from deblur_desktop.library.members import take_member
from deblur_desktop.library.wanted import Patience, Wanted

CONTENT = random.Random(0).randbytes(200_000)
HASH = hashlib.sha256(CONTENT).hexdigest()
HURRIED = Patience(slowest=1000, window_s=0.5, deadline_s=20, tries=3, first_pause_s=0.02)


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as running:
        yield running


def fetch(
    server: Server,
    behave: Behave,
    *,
    size: int = 0,
    hash_: str = "",
    on_wait: Callable[[], object] = lambda: None,
    patience: Patience = HURRIED,
    path: str = "/weights.pth",
) -> bytes:
    """What comes of a download from *server*; nothing of it is left if it came."""
    server.routes[path] = behave
    wanted = Wanted(server.url(path), size, hash_)
    download = Download(wanted, lambda here, total: None, on_wait, patience)
    content = download.fetch().read_bytes()
    download.remove()
    return content


def left() -> list[Path]:
    """Files of downloads that are on the disk."""
    return [path for path in models_folder().rglob("*") if path.is_file()]


@pytest.mark.parametrize("at", [0, 1, 50_000, 199_999])
def test_F30_a_cut_download_goes_on_where_it_was(server: Server, at: int):
    assert fetch(server, cut(CONTENT, at, whole(CONTENT))) == CONTENT

    assert server.asked[-1][1].get("range", "bytes=0-") == f"bytes={at}-"
    assert not left()


def test_F30_what_came_is_kept_until_the_next_time(server: Server):
    with pytest.raises(Unreachable) as caught:
        fetch(server, in_turn(cut(CONTENT, 100_000), answers(503)))
    assert "goes on from there" in caught.value.hint

    assert fetch(server, whole(CONTENT)) == CONTENT
    assert server.asked[-1][1]["range"] == "bytes=100000-"
    assert server.asked[-1][1]["if-range"] == '"1"'


@given(st.lists(st.integers(0, len(CONTENT)), max_size=5), st.integers(0, 2**32))
def test_F30_however_it_is_cut_the_file_is_the_same(cuts: list[int], seed: int):
    def ends_early(at: int) -> Behave:
        def behave(request: Request) -> None:
            start = request.wished_start
            span = f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"
            known: dict[str, object] = {"Content-Length": len(CONTENT) - start, "ETag": '"1"'}
            request.begin(206 if start else 200, known | ({"Content-Range": span} if start else {}))
            request.send(CONTENT[start : max(start, at)])

        return behave

    with serving() as server:
        patience = Patience(tries=8, first_pause_s=0.001, longest_pause_s=0.001)
        script = in_turn(*map(ends_early, cuts), whole(CONTENT))
        assert fetch(server, script, patience=patience, path=f"/{seed}.pth") == CONTENT


def test_F30_a_killed_download_goes_on_in_the_next_process(server: Server, tmp_path: Path):
    is_slow = True

    def behave(request: Request) -> None:
        if not is_slow:
            whole(CONTENT)(request)
            return
        request.begin(200, {"Content-Length": len(CONTENT), "ETag": '"1"'})
        request.send(CONTENT[:150_000])
        time.sleep(5)

    server.routes["/weights.pth"] = behave
    command = in_process(server, tmp_path)
    child = subprocess.Popen(command)
    wait_until(lambda: any(path.stat().st_size > 100_000 for path in left()))
    child.send_signal(signal.SIGKILL)
    child.wait()
    is_slow = False

    subprocess.run(command, check=True)

    assert (tmp_path / "result").read_bytes() == CONTENT
    assert int(server.asked[-1][1]["range"][6:-1]) > 100_000


def test_F31_a_server_without_ranges_begins_again(server: Server):
    behave = in_turn(cut(CONTENT, 100_000), answers(200, CONTENT))

    assert fetch(server, behave) == CONTENT


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Range": "bytes 0-199999/200000", "ETag": '"1"'},
        {"Content_Range": "bytes 100001-199999/200000", "ETag": '"1"'},
        {"Content_Range": "nonsense", "ETag": '"1"'},
        {"ETag": '"1"'},
        {"Content_Range": "bytes 100000-199999/200000", "ETag": '"2"'},
        {"Content_Range": "bytes 100000-199999/200000"},
    ],
    ids=["from the start", "next to it", "nonsense", "none", "another version", "no version"],
)
def test_F32_another_part_is_never_joined(server: Server, headers: dict[str, object]):
    wrong = answers(206, b"x" * 100_000, **headers)

    assert fetch(server, in_turn(cut(CONTENT, 100_000), wrong, whole(CONTENT))) == CONTENT
    assert "range" not in server.asked[-1][1]


def test_F32_a_new_version_replaces_the_part(server: Server):
    new = CONTENT[::-1]

    assert fetch(server, in_turn(cut(CONTENT, 100_000), answers(200, new, ETag='"2"'))) == new


def test_F33_a_whole_part_is_not_fetched_again(server: Server):
    keep_part(server)

    assert fetch(server, whole(CONTENT)) == CONTENT
    assert server.asked[-1][1]["range"] == f"bytes={len(CONTENT)}-"
    keep_part(server)
    asked = len(server.asked)
    assert fetch(server, answers(500), size=len(CONTENT), hash_=HASH) == CONTENT
    assert len(server.asked) == asked


def test_F33_a_part_that_does_not_fit_is_discarded(server: Server):
    keep_part(server)
    shorter = CONTENT[:1000]

    assert fetch(server, whole(shorter)) == shorter


def keep_part(server: Server) -> None:
    """A download that was whole when the program ended."""
    server.routes["/weights.pth"] = whole(CONTENT)
    wanted = Wanted(server.url("/weights.pth"))
    Download(wanted, lambda here, total: None, lambda: None, HURRIED).fetch()


def without_length(content: bytes) -> Behave:
    def behave(request: Request) -> None:
        request.begin(200, {})
        request.send(content)

    return behave


def chunked(content: bytes, end: bytes) -> Behave:
    def behave(request: Request) -> None:
        request.begin(200, {"Transfer-Encoding": "chunked"})
        request.send(f"{len(content):x}\r\n".encode() + content + b"\r\n" + end)

    return behave


@pytest.mark.parametrize(
    ("behave", "words"),
    [
        (answers(200, CONTENT[:-1]), "has 199999 bytes, and not the 200000"),
        (answers(200, CONTENT + b"x"), "has 200001 bytes"),
        (without_length(CONTENT[:-1]), "shorter"),
        (without_length(CONTENT + b"x"), "more than the file"),
        (chunked(CONTENT[:-1], b"0\r\n\r\n"), "shorter"),
        (chunked(CONTENT[:-1], b""), "broke off"),
        (answers(200, b""), "empty"),
        (answers(200, b"x", Content_Length=9 << 30), "bytes, and not"),
    ],
    ids=["short", "long", "short, no length", "long, no length", "short, chunked", "cut chunk",
         "empty", "9 GB"],
)  # fmt: skip
def test_F34_a_wrong_length_is_no_file(server: Server, behave: Behave, words: str):
    size = 0 if words == "empty" else len(CONTENT)

    with pytest.raises(DeblurError, match=words):
        fetch(server, behave, size=size)

    assert all(path.stat().st_size <= len(CONTENT) for path in left())


def test_F34_nobody_knows_the_length(server: Server):
    assert fetch(server, without_length(CONTENT)) == CONTENT
    with pytest.raises(WrongDownload, match="8 GB"):
        fetch(server, answers(200, b"x", Content_Length=9 << 30))


@given(st.integers(0, 8 * len(CONTENT) - 1))
def test_F35_one_wrong_bit_is_told_and_nothing_is_kept(bit: int):
    wrong = bytearray(CONTENT)
    wrong[bit // 8] ^= 1 << bit % 8
    with serving() as server:
        server.routes["/w"] = whole(bytes(wrong))
        wanted = Wanted(server.url("/w"), len(CONTENT), HASH)
        download = Download(wanted, lambda here, total: None, lambda: None, HURRIED)
        with pytest.raises(WrongDownload, match="not the one that was published"):
            download.fetch()

    assert not left()
    assert len(server.asked) == 1


PAGES = [
    answers(200, b"<!DOCTYPE html><p>Log in"),
    answers(200, b"\xef\xbb\xbf\r\n  <HTML lang=en>"),
    answers(200, CONTENT, Content_Type="text/html; charset=utf-8"),
    answers(200, b"<?xml version='1.0'?><Error>quota"),
]


@pytest.mark.parametrize("behave", PAGES, ids=["page", "mark", "said to be one", "xml"])
def test_F36_a_web_page_is_no_file(server: Server, behave: Behave):
    with pytest.raises(WrongDownload, match="web page instead of the file"):
        fetch(server, behave)

    assert not left()


def test_F36_a_page_with_an_error_is_told_as_the_error(server: Server):
    with pytest.raises(RefusedAddress, match="404"):
        fetch(server, answers(404, b"<html>", Content_Type="text/html"))


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("/weights.pth", "from one address to the next"),
        ("file:///etc/passwd", "cannot be used: file:///etc/passwd"),
        ("ftp://example.org/x", "cannot be used"),
        ("http://127.0.0.1:9/x", "local network: http://127.0.0.1:9/x"),
        ("http://169.254.169.254/latest", "local network: http://169.254"),
        ("http://[::1]:9/", "local network"),
        ("http://2130706433:9/", "local network"),
    ],
)
def test_F37_redirects_lead_nowhere_else(server: Server, target: str, words: str):
    server.routes["/weights.pth"] = answers(302, Location=target)
    wanted = Wanted(server.url("/weights.pth", host="localhost"))

    with pytest.raises(RefusedAddress, match=words.replace("[", r"\[")):
        Download(wanted, lambda here, total: None, lambda: None, HURRIED).fetch()


def test_F37_from_protected_to_unprotected_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS / "ca.pem"))
    server.routes["/plain"] = whole(CONTENT)
    with serving("good") as protected:
        with pytest.raises(RefusedAddress, match="unprotected address"):
            fetch(protected, answers(302, Location=server.url("/plain")))
        protected.routes["/there"] = whole(CONTENT)
        assert fetch(protected, answers(302, Location="/there")) == CONTENT


@pytest.mark.parametrize(
    "behave",
    [
        trickle(CONTENT, 0.02),
        trickle(CONTENT, 0.02, slow_headers=True),
        trickle(CONTENT, 30),
    ],
    ids=["trickle", "slow headers", "stalled"],
)
def test_F38_a_server_that_is_too_slow_is_left(server: Server, behave: Behave):
    started = time.monotonic()

    with pytest.raises(Unreachable, match="too slow"):
        fetch(server, behave, patience=Patience(1000, 0.4, 20, tries=2, first_pause_s=0.01))

    assert time.monotonic() - started < 5


def test_F38_the_whole_has_a_deadline(server: Server):
    patience = Patience(slowest=1, window_s=60, deadline_s=0.5)

    with pytest.raises(Unreachable, match="too long"):
        fetch(server, trickle(CONTENT, 0.01), patience=patience)


def test_F38_it_stops_when_told_to(server: Server):
    started = time.monotonic()

    def cancel() -> None:
        if time.monotonic() - started > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        fetch(server, trickle(CONTENT, 30), on_wait=cancel, patience=Patience())
    assert time.monotonic() - started < 1.3


def test_F39_packed_bodies_are_refused(server: Server):
    with pytest.raises(WrongDownload, match="packs what it sends"):
        fetch(server, answers(200, b"\x1f\x8b", Content_Encoding="gzip"))

    assert server.asked[0][1]["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("certificate", "trusted", "words"),
    [
        (
            "good",
            False,
            "cannot prove who it is .*self-signed|cannot prove who it is .*unable to get",
        ),
        ("expired", True, "cannot prove who it is .*expired"),
        ("other", True, "cannot prove who it is .*(mismatch|not valid for)"),
    ],
)
def test_F40_a_server_that_cannot_prove_itself_is_not_asked(
    certificate: str, trusted: bool, words: str, monkeypatch: pytest.MonkeyPatch
):
    if trusted:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS / "ca.pem"))
    with serving(certificate) as server, pytest.raises(RefusedAddress, match=words):
        fetch(server, whole(CONTENT))

    assert not server.asked


def test_F40_without_a_network_it_says_so(server: Server, monkeypatch: pytest.MonkeyPatch):
    closed = "http://127.0.0.1:9/x"
    for url, words in (
        (closed, "refuses the connection"),
        ("https://nowhere.invalid/x", "no server"),
    ):
        with pytest.raises(Unreachable, match=words) as caught:
            Download(Wanted(url), lambda here, total: None, lambda: None, HURRIED).fetch()
        assert "online?" in caught.value.hint

    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with pytest.raises(Unreachable, match="proxy"):
        fetch(server, whole(CONTENT))


def test_F41_a_busy_server_is_waited_for(server: Server):
    started = time.monotonic()

    content = fetch(server, in_turn(answers(429, Retry_After=1), whole(CONTENT)))

    assert content == CONTENT
    assert time.monotonic() - started >= 1


def test_F41_a_server_cannot_make_us_wait_for_ever(server: Server):
    waits: list[float] = []

    def cancel() -> None:
        waits.append(time.monotonic())
        if waits[-1] - waits[0] > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        fetch(server, answers(503, Retry_After=10**12), on_wait=cancel)


def test_F42_room_is_looked_for_first(server: Server, monkeypatch: pytest.MonkeyPatch):
    usage = shutil.disk_usage("/")._replace(free=len(CONTENT) + 1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)

    with pytest.raises(NoRoom, match="are free"):
        fetch(server, whole(CONTENT))

    assert sum(path.stat().st_size for path in left()) < 1000


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes")
def test_F42_a_full_disk_ends_it_and_the_part_stays(server: Server, tmp_path: Path):
    server.routes["/weights.pth"] = whole(CONTENT)
    limit = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (100_000, 100_000));"
    ignore = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"

    done = subprocess.run(
        in_process(server, tmp_path, limit + ignore), capture_output=True, text=True, check=False
    )

    assert "cannot be stored" in done.stderr
    assert max(path.stat().st_size for path in left()) > 80_000
    assert fetch(server, whole(CONTENT)) == CONTENT


@pytest.mark.parametrize("locks", ["", "import fcntl; fcntl.flock = lambda *_: None;"])
def test_F43_two_processes_that_fetch_the_same_file(server: Server, tmp_path: Path, locks: str):
    def slow(request: Request) -> None:
        start = request.wished_start
        span = (
            {"Content-Range": f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"} if start else {}
        )
        known: dict[str, object] = {"Content-Length": len(CONTENT) - start, "ETag": '"1"', **span}
        request.begin(206 if start else 200, known)
        for place in range(start, len(CONTENT), 20_000):
            request.send(CONTENT[place : place + 20_000])
            time.sleep(0.05)

    server.routes["/weights.pth"] = slow
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    children = [subprocess.Popen(in_process(server, tmp_path / name, locks)) for name in ("a", "b")]

    assert [child.wait() for child in children] == [0, 0]
    for name in ("a", "b"):
        assert (tmp_path / name / "result").read_bytes() == CONTENT


def in_process(server: Server, folder: Path, before: str = "") -> list[str]:
    """A program that fetches the file and copies it into *folder*."""
    program = f"""
{before}
import os, shutil, sys
from pathlib import Path
from deblur_desktop.library.download import Download
from deblur_desktop.library.wanted import Patience, Wanted
wanted = Wanted({server.url("/weights.pth")!r})
download = Download(wanted, lambda here, total: None, lambda: None, Patience(tries=3, first_pause_s=0.1))
shutil.copy(download.fetch(), {str(folder / "result")!r})
"""
    return [sys.executable, "-c", program]


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


# Archives


def archive(tmp_path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    path = tmp_path / "weights.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members:
            opened.writestr(name, content)
    return path


def take(path: Path, name: str, most: int = 1 << 20) -> bytes:
    """The member, taken into a folder that must hold nothing else afterwards."""
    target = path.parent / "taken" / "file"
    target.parent.mkdir()
    take_member(path, name, target, most, lambda: None)
    return target.read_bytes()


def test_F44_the_named_member_is_taken(tmp_path: Path):
    path = archive(tmp_path, ("a/readme", b"x"), ("a/w.pth", CONTENT), ("../w.pth", b"evil"))

    assert take(path, "a/w.pth") == CONTENT


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def encrypted(path: Path) -> None:
    """Set the mark of encryption, in the member's own header and in the list."""
    content = bytearray(path.read_bytes())
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(magic) + place
        content[at : at + 2] = struct.pack("<H", 1)
    path.write_bytes(content)


NAMES = ["../evil", "/etc/evil", "C:\\evil", "..\\evil", "a/../../evil", "\\\\host\\evil", "."]


@pytest.mark.parametrize("name", NAMES)
def test_F44_names_in_an_archive_lead_nowhere(tmp_path: Path, name: str):
    inside = tmp_path / "in"
    inside.mkdir()
    before = set(tmp_path.rglob("*"))
    path = archive(inside, (name, CONTENT))

    with pytest.raises(WrongDownload, match="no file of this name"):
        take(path, "weights.pth")
    shutil.rmtree(inside / "taken")
    take(path, name)  # a card that names it gets it under our own name

    after = set(tmp_path.rglob("*")) - before
    assert after == {path, inside / "taken", inside / "taken" / "file"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_F44_what_is_no_single_plain_file_is_refused(tmp_path: Path):
    cases: list[tuple[str, list[tuple[str | zipfile.ZipInfo, bytes]]]] = [
        ("no plain file", [(link("w"), b"/etc/passwd")]),
        ("2 files of this name", [("w", b"a"), ("w", b"b")]),
        ("no file of this name", [("x", b"a")]),
    ]
    for index, (words, members) in enumerate(cases):
        folder = tmp_path / str(index)
        folder.mkdir()
        with pytest.raises(WrongDownload, match=words):
            take(archive(folder, *members), "w")
    path = archive(tmp_path, ("w#.txt", b"a"))
    path.write_bytes(path.read_bytes().replace(b"w#.txt", b"w\0.txt"))
    with pytest.raises(WrongDownload, match="no file of this name"):
        take(path, "w")
    (tmp_path / "taken").rmdir()
    path = archive(tmp_path, ("w", b"a"))
    encrypted(path)
    with pytest.raises(WrongDownload, match="strange way"):
        take(path, "w")


def test_F45_a_bomb_stops_at_the_published_size(tmp_path: Path):
    path = archive(tmp_path, ("w", bytes(50 << 20)))
    assert path.stat().st_size < 100_000

    with pytest.raises(WrongDownload, match="too large"):
        take(path, "w", most=1 << 20)

    assert (tmp_path / "taken" / "file").stat().st_size <= 1.2 * (1 << 20)


@given(st.integers(0, 2**32))
def test_F45_a_damaged_archive_is_told(seed: int):
    dice = random.Random(seed)
    folder = models_folder() / f"zip{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = archive(folder, ("w", CONTENT[:5000]))
    content = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 8)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    path.write_bytes(content[: dice.randint(1, len(content))])

    try:
        taken = take(path, "w", most=5000)
    except WrongDownload:
        return
    assert taken == CONTENT[:5000]


def test_F45_a_lying_size_gives_no_more_than_it_says(tmp_path: Path):
    path = archive(tmp_path, ("w", bytes(1 << 20)))
    content = bytearray(path.read_bytes())
    for magic, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(magic) + place
        content[at : at + 4] = struct.pack("<I", 10)
    path.write_bytes(content)

    with pytest.raises(WrongDownload):
        take(path, "w", most=1 << 16)


def test_no_descriptor_is_left_open(server: Server):
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("Linux tells")

    def opened() -> int:
        return len(list(folder.iterdir()))

    fetch(server, whole(CONTENT))
    before = opened()
    for _ in range(10):
        fetch(server, cut(CONTENT, 50_000, whole(CONTENT)))
    wait_until(lambda: opened() <= before + 1)
