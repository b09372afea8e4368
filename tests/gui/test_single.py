"""One window for a person: the lock, the socket, and what strangers may send over it."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path

import pytest
from fakes.process import wait_until_gone
from pytestqt.qtbot import QtBot

from deblur_desktop.bundle import bundled, data_folder
from deblur_desktop.gui import listening
from deblur_desktop.gui.listening import Ear
from deblur_desktop.gui.single import LONGEST, PONG, Place, address

posix = pytest.mark.skipif(sys.platform != "linux", reason="sockets with a path, signals")
SAMPLE = bundled("resources") / "samples" / "hand-held.jpg"


@pytest.fixture(autouse=True)
def _short_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


class Listener:
    """An ear and what it heard."""

    def __init__(self) -> None:
        self.ear = Ear()
        self.heard: list[list[Path]] = []
        self.ear.open_wished.connect(self.heard.append)
        assert self.ear.listen()


@pytest.fixture
def listener(qtbot: QtBot) -> Generator[Listener]:
    del qtbot
    listener = Listener()
    yield listener
    listener.ear.deleteLater()


class Stranger:
    """Speaks over the socket without Qt."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.setblocking(True)
        self.socket.connect(address())
        self.socket.setblocking(False)

    def say(self, content: bytes) -> None:
        """As much of it as the other side takes."""
        with suppress(BlockingIOError, BrokenPipeError, ConnectionResetError):
            self.socket.sendall(content)

    def answer(self, qtbot: QtBot) -> bytes:
        """What comes back, empty when the connection is closed."""
        answers: list[bytes] = []

        def has_answer() -> bool:
            try:
                answers.append(self.socket.recv(100))
            except BlockingIOError:
                return False
            except ConnectionResetError:
                answers.append(b"")
            return True

        qtbot.waitUntil(has_answer)
        return answers[0]


@pytest.fixture
def dial() -> Generator[Callable[[], Stranger]]:
    """Makes connections."""
    made: list[Stranger] = []

    def dial() -> Stranger:
        made.append(Stranger())
        return made[-1]

    yield dial
    for stranger in made:
        stranger.socket.close()


Dial = Callable[[], Stranger]


@pytest.fixture
def places() -> Generator[tuple[Place, Place]]:
    places = Place(), Place()
    yield places
    for place in places:
        place.leave()


def wish(*names: str) -> bytes:
    return json.dumps({"open": names}).encode() + b"\n"


def python(code: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )


# What is heard


@posix
def test_paths_are_heard_and_answered(listener: Listener, dial: Dial, qtbot: QtBot):
    stranger = dial()

    stranger.say(wish("/a/b c.jpg", "/ü.png"))

    assert stranger.answer(qtbot) == PONG
    assert listener.heard == [[Path("/a/b c.jpg"), Path("/ü.png")]]


@posix
def test_a_wish_that_comes_in_pieces_is_heard_once_it_is_whole(
    listener: Listener, dial: Dial, qtbot: QtBot
):
    stranger = dial()

    for byte in wish("/a.jpg"):
        stranger.say(bytes([byte]))
        qtbot.wait(1)

    assert stranger.answer(qtbot) == PONG
    assert listener.heard == [[Path("/a.jpg")]]


MANY = """
import sys
from pathlib import Path
from deblur_desktop.gui.single import hand_over

print(hand_over([Path(f"/photos/{number:05}/{'x' * 50}.jpg") for number in range(2000)]).name)
"""


@posix
def test_thousands_of_photos_with_any_names_are_all_heard(listener: Listener, qtbot: QtBot):
    with python(MANY) as sender:
        qtbot.waitUntil(lambda: sender.poll() is not None, timeout=20_000)
        assert sender.stdout is not None
        assert sender.stdout.read() == "TAKEN\n"

    heard = [path for paths in listener.heard for path in paths]
    assert len(listener.heard) > 1
    assert [int(path.parts[2]) for path in heard] == list(range(2000))


# F105: what is sent to hurt


HOSTILE = {
    "no json": b"hello\n",
    "empty": b"\n",
    "a list": b"[1]\n",
    "a number": b"1e999\n",
    "another wish": b'{"delete": ["/a"]}\n',
    "no names": b'{"open": 3}\n',
    "names of another type": b'{"open": ["/a", 1]}\n',
    "nul": b'{"open": ["/a\\u0000b"]}\n',
    "deep": b'{"open": ' + b"[" * 30_000 + b"\n",
    "no text": b"\xff\xfe\n",
    "too long": b'{"open": ["' + b"x" * LONGEST + b'"]}\n',
    "endless": b"x" * (4 * LONGEST),
}


@posix
@pytest.mark.parametrize("name", HOSTILE)
def test_F105_what_is_no_wish_ends_the_connection_and_nothing_else(
    name: str, listener: Listener, dial: Dial, qtbot: QtBot
):
    stranger = dial()

    stranger.say(HOSTILE[name])

    assert stranger.answer(qtbot) == b""
    assert listener.heard == []
    friend = dial()
    friend.say(wish("/a"))
    assert friend.answer(qtbot) == PONG


@posix
def test_F105_mutants_of_a_wish_are_wishes_or_end_the_connection(
    listener: Listener, dial: Dial, qtbot: QtBot
):
    chance = random.Random(105)

    for _ in range(100):
        mutant = bytearray(wish("/photos/a.jpg"))
        for _ in range(chance.randrange(1, 5)):
            mutant[chance.randrange(len(mutant) - 1)] = chance.randrange(256)
        stranger = dial()
        stranger.say(bytes(mutant))
        assert stranger.answer(qtbot) in (PONG, b"")
        stranger.socket.close()

    assert all(isinstance(path, Path) for paths in listener.heard for path in paths)


@posix
@pytest.mark.parametrize("kind", ["silent", "half", "slow"])
def test_F105_who_takes_too_long_is_sent_away(
    kind: str, dial: Dial, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(listening, "_PATIENCE_MS", 200)
    listener = Listener()
    stranger = dial()
    started = time.monotonic()

    stranger.say({"silent": b"", "half": wish("/a")[:-5], "slow": b"{"}[kind])
    while kind == "slow" and time.monotonic() - started < 0.4:
        stranger.say(b" ")
        qtbot.wait(20)

    assert stranger.answer(qtbot) == b""
    assert listener.heard == []
    listener.ear.deleteLater()


@posix
def test_F105_of_many_connections_only_some_are_kept(listener: Listener, dial: Dial, qtbot: QtBot):
    strangers: list[Stranger] = []
    for _ in range(300):
        strangers.append(dial())
        qtbot.wait(1)

    qtbot.waitUntil(lambda: len(listener.ear._connections) == listening._MOST)
    assert strangers[-1].answer(qtbot) == b""
    for stranger in strangers:
        stranger.socket.close()
    qtbot.waitUntil(lambda: not listener.ear._connections)
    friend = dial()
    friend.say(wish())
    assert friend.answer(qtbot) == PONG


@posix
def test_F105_the_socket_belongs_to_its_owner_alone(listener: Listener):
    del listener
    assert Path(address()).stat().st_mode & 0o777 == 0o700


OTHER_PERSON = """
import os, socket, sys

os.setgroups([])
os.setgid(65534)
os.setuid(65534)
stranger = socket.socket(socket.AF_UNIX)
stranger.connect(sys.argv[1])
try:
    stranger.sendall(b'{"open": ["/a"]}\\n')
    print(stranger.recv(100))
except ConnectionError as error:
    print(b"")
"""


@posix
@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="becomes another person")
def test_F105_another_person_is_sent_away_even_where_the_socket_is_open_to_all(
    listener: Listener, qtbot: QtBot, tmp_path: Path
):
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_mode & 0o001 == 0:
            path.chmod(path.stat().st_mode | 0o011)
    Path(address()).chmod(0o777)

    with python(OTHER_PERSON, address()) as other:
        qtbot.waitUntil(lambda: other.poll() is not None)
        assert other.stdout is not None
        assert other.stdout.read() == "b''\n"

    assert listener.heard == []


# F26: the lock


def test_only_one_has_the_place_at_a_time(places: tuple[Place, Place]):
    first, second = places

    assert first.take()
    assert not second.take()
    first.leave()
    assert second.take()


LEFT: dict[str, Callable[[Path], object]] = {
    "garbage": lambda path: path.write_bytes(os.urandom(1000)),
    "empty": lambda path: path.touch(),
    "of a process that is gone": lambda path: path.write_text("999999\ndeblur-desktop\nhost\n"),
    "a folder": lambda path: path.mkdir(),
    "read-only": lambda path: (path.touch(), path.chmod(0o400)),
}


@pytest.mark.parametrize("name", LEFT)
def test_F26_whatever_was_left_as_the_lock_is_in_nobodys_way(
    name: str, places: tuple[Place, Place]
):
    LEFT[name](data_folder() / "window.lock")

    assert places[0].take()


@posix
def test_F26_the_lock_of_a_killed_process_is_free_at_once(places: tuple[Place, Place]):
    code = (
        "from deblur_desktop.gui.single import Place; import time;"
        " place = Place(); print(place.take(), flush=True); time.sleep(100)"
    )
    with python(code) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert not places[0].take()
        holder.kill()
        holder.wait()

    assert places[0].take()


# F27: the program itself


@pytest.fixture
def start(tmp_path: Path) -> Generator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Starts the program with photos; everything that was started is ended."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*photos: Path, patience_ms: int = 30_000) -> "subprocess.Popen[bytes]":
        code = (
            f"import sys; from deblur_desktop.gui import single; single.ANSWER_MS = {patience_ms};"
            "from deblur_desktop.cli import main; sys.exit(main(sys.argv[1:]))"
        )
        command = [sys.executable, "-c", code, "window", *map(str, photos)]
        started.append(subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=tmp_path))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


Start = Callable[..., "subprocess.Popen[bytes]"]


def copies(folder: Path, count: int) -> list[Path]:
    photos = [folder / f"{number}.jpg" for number in range(count)]
    for photo in photos:
        photo.write_bytes(SAMPLE.read_bytes())
    return photos


def remembered() -> set[str]:
    """What the window has open, as it writes it down."""
    try:
        facts = json.loads((data_folder() / "session.json").read_text())
    except FileNotFoundError:
        return set()
    return {Path(photo["path"]).name for photo in facts["photos"]}


def wait_for(condition: Callable[[], bool], timeout_s: float = 40) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@posix
def test_F27_of_eight_starts_at_once_one_window_opens_and_no_photo_is_lost(
    start: Start, tmp_path: Path
):
    photos = copies(tmp_path, 8)

    processes = [start(photo) for photo in photos]

    wait_for(lambda: remembered() == {photo.name for photo in photos})
    wait_for(lambda: sum(process.poll() is None for process in processes) == 1)
    window = next(process for process in processes if process.poll() is None)
    assert {p.returncode for p in processes if p is not window} == {0}
    window.send_signal(signal.SIGTERM)
    assert window.wait(10) == 0
    assert not (data_folder() / "running.txt").exists()


@posix
def test_F27_beside_a_window_that_hangs_another_one_opens(start: Start, tmp_path: Path):
    photos = copies(tmp_path, 2)
    hanging = start(photos[0])
    wait_for(lambda: remembered() == {"0.jpg"} and Path(address()).exists())
    hanging.send_signal(signal.SIGSTOP)

    second = start(photos[1], patience_ms=300)

    wait_for(lambda: remembered() == {"0.jpg", "1.jpg"})
    assert second.poll() is None
    second.send_signal(signal.SIGTERM)
    assert second.wait(10) == 0
    assert (data_folder() / "running.txt").exists(), "the first one still runs"
    hanging.send_signal(signal.SIGCONT)
    hanging.send_signal(signal.SIGTERM)
    assert hanging.wait(10) == 0
    assert not (data_folder() / "running.txt").exists()


@posix
def test_F27_a_start_while_the_window_ends_opens_another_one(start: Start, tmp_path: Path):
    photos = copies(tmp_path, 2)
    first = start(photos[0])
    wait_for(lambda: remembered() == {"0.jpg"} and Path(address()).exists())
    first.send_signal(signal.SIGTERM)

    second = start(photos[1])

    assert first.wait(10) == 0
    wait_for(lambda: "1.jpg" in remembered())
    assert second.poll() is None
    wait_until_gone(first.pid)
