"""Faults F01 to F19: what can happen while photos are found, read and written."""

import errno
import hashlib
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import photo_files
import pytest

from deblur_desktop.errors import (
    AlreadyThere,
    CannotWrite,
    DiskFull,
    UnreadablePhoto,
    WouldOverwrite,
)
from deblur_desktop.photo.files import open_photo, save_photo
from deblur_desktop.photo.names import display_name
from deblur_desktop.photo.photo import Photo
from deblur_desktop.photo.search import find_photos
from deblur_desktop.photo.targets import result_path
from deblur_desktop.photo.temporary import create, sweep, temporary_beside
from deblur_desktop.photo.writer import Existing, check_writable

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
IS_ROOT = os.name == "posix" and os.geteuid() == 0

_SAVE = """
import sys
from pathlib import Path
import numpy as np
from deblur_desktop.errors import DeblurError
from deblur_desktop.photo.files import save_photo
from deblur_desktop.photo.photo import Photo
side = int(sys.argv[2])
pixels = np.random.default_rng(1).random((side, side, 3), np.float32)
print("ready", flush=True)
sys.stdin.readline()
try:
    for _ in range(int(sys.argv[3])):
        print("saved", save_photo(Photo(pixels=pixels), Path(sys.argv[1])).path, flush=True)
except DeblurError as error:
    print(type(error).__name__, error.message, "|", error.hint)
"""


def _child(
    target: Path,
    size: tuple[int, int] = (64, 1),
    environment: dict[str, str] | None = None,
    **variables: str,
) -> subprocess.Popen:
    """A process that saves a photo: `size` is its side and how often it is saved."""
    return subprocess.Popen(
        [sys.executable, "-c", _SAVE, str(target), *map(str, size)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | (environment or {}) | variables,
    )


def _finished(child: subprocess.Popen) -> str:
    out, err = child.communicate("go\n", timeout=60)
    assert child.returncode == 0, err
    return out.removeprefix("ready\n")


def _photo(value: float = 0.5) -> Photo:
    return Photo(pixels=np.full((8, 9, 3), value, np.float32))


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@posix
def test_F01_a_killed_process_leaves_no_half_file_and_its_temporary_is_swept(tmp_path: Path):
    target = tmp_path / "a_deblurred.tif"
    clock = random.Random(1)

    for _ in range(12):
        child = _child(target, (300, 1000))
        assert child.stdout is not None
        assert child.stdin is not None
        child.stdout.readline()
        child.stdin.write("go\n")
        child.stdin.flush()
        time.sleep(clock.uniform(0.0, 0.4))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        finals = [path for path in tmp_path.iterdir() if path.suffix == ".tif"]
        for path in finals:
            assert open_photo(path).pixels.shape == (300, 300, 3)
            path.unlink()

    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_F01_temporaries_of_living_processes_other_machines_and_strangers_stay(tmp_path: Path):
    ours = photo_files.written(tmp_path / f".a.deblur-00000000-{os.getpid()}-00000000.part", b"x")
    strange = photo_files.written(tmp_path / ".a.part", b"x")

    assert sweep(tmp_path) == []
    assert ours.exists()
    assert strange.exists()


@posix
@pytest.mark.timeout(20)
def test_F01_strange_folders_are_swept_without_waiting(tmp_path: Path):
    os.mkfifo(tmp_path / ".pipe.deblur-claim")
    (tmp_path / "folder.part").mkdir()
    (tmp_path / "loop.part").symlink_to(tmp_path / "loop.part")
    file = photo_files.written(tmp_path / "file", b"")

    assert [] == sweep(tmp_path) == sweep(tmp_path / "gone") == sweep(file)
    assert len(list(tmp_path.iterdir())) == 4


@posix
def test_F01_a_claim_of_a_dead_process_is_swept(tmp_path: Path):
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    temporary = temporary_beside(tmp_path / "a.png")
    create(temporary).close()
    holder = temporary.name.replace(f"-{os.getpid()}-", f"-{child.pid}-")
    dead = photo_files.written(tmp_path / ".a.png.deblur-claim", holder.encode())
    alive = photo_files.written(tmp_path / ".b.png.deblur-claim", temporary.name.encode())

    assert [dead] == sweep(tmp_path)
    assert alive.exists()


@posix
@pytest.mark.skipif(not IS_ROOT, reason="mounting a tmpfs needs root")
def test_F03_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    options = ["-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(["mount", *options], capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting is not permitted here")
    try:
        old = photo_files.written(disk / "old.tif", b"old")
        pixels = np.random.default_rng(1).random((600, 600, 3), np.float32)

        with pytest.raises(DiskFull):
            save_photo(Photo(pixels=pixels, depth=16), disk / "a.tif")

        assert [old] == list(disk.iterdir())
        saved = save_photo(_photo(), disk / "a.tif")
        assert saved.path.exists()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@posix
@pytest.mark.parametrize("suffix", [".tif", ".png", ".jpg", ".webp", ".avif"])
def test_F06_a_limit_on_file_size_is_a_full_disk(suffix: str, tmp_path: Path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    pixels = np.random.default_rng(1).random((200, 200, 3), np.float32)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, hard))
    try:
        with pytest.raises(CannotWrite):
            save_photo(Photo(pixels=pixels), tmp_path / f"a{suffix}")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert list(tmp_path.iterdir()) == []


def test_F06_short_writes_are_continued(shim: str, tmp_path: Path):
    out = _finished(_child(tmp_path / "a.png", LD_PRELOAD=shim, SHORT="1"))

    assert out.startswith("saved")
    assert open_photo(tmp_path / "a.png").pixels.shape == (64, 64, 3)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG], ids=errno.errorcode.get)
def test_F06_no_room_and_no_quota_are_told_apart_from_a_bad_disk(
    code: int, shim: str, tmp_path: Path
):
    out = _finished(
        _child(tmp_path / "a.tif", LD_PRELOAD=shim, CALL="write", AT="1", ERRNO=str(code))
    )

    assert out.startswith("DiskFull")
    assert list(tmp_path.iterdir()) == []


# The second fsync and the second close are those of the folder.
@pytest.mark.parametrize(
    ("call", "at"),
    [
        ("write", 1),
        ("write", 2),
        ("write", 3),
        ("fsync", 1),
        ("fsync", 2),
        ("close", 1),
        ("close", 2),
    ],
)
def test_F07_a_disk_error_fails_the_save_without_a_second_fsync(
    call: str, at: int, shim: str, tmp_path: Path
):
    folder = tmp_path / "out"
    folder.mkdir()
    old = photo_files.written(folder / "a.tif", b"old")
    log, done = tmp_path / "log", tmp_path / "done"
    failing = {"LD_PRELOAD": shim, "CALL": call, "AT": str(at), "ERRNO": str(errno.EIO)}
    seen = {"FOLDER": str(folder.resolve()), "LOG": str(log), "DONE": str(done)}

    out = _finished(_child(old, environment=failing | seen))

    assert done.read_text() == call
    assert out.startswith("CannotWrite")
    assert [(old, b"old")] == [(path, path.read_bytes()) for path in folder.iterdir()]
    assert call == "write" or log.read_text() == "fsync\n"


@pytest.mark.parametrize("more", [{}, {"NO_RENAMEAT2": "1"}], ids=["renameat2", "claim"])
def test_F21_without_hard_links_files_are_published_all_the_same(
    more: dict[str, str], shim: str, tmp_path: Path
):
    environment = {"LD_PRELOAD": shim, "CALL": "link", "AT": "1", "ERRNO": str(errno.EPERM), **more}

    for _ in range(2):
        assert _finished(_child(tmp_path / "a.png", environment=environment)).startswith("saved")

    assert sorted(p.name for p in tmp_path.iterdir()) == ["a (2).png", "a.png"]


@posix
@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_F08_a_read_only_folder_is_refused_with_its_name(tmp_path: Path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)

    with pytest.raises(CannotWrite, match="closed"):
        check_writable(folder)


@posix
@pytest.mark.skipif(not IS_ROOT, reason="mounting needs root")
def test_F08_a_read_only_disk_is_refused_with_the_name_of_the_folder(tmp_path: Path):
    folder = tmp_path / "closed"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", str(folder)]
    if subprocess.run(["mount", *options], capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting is not permitted here")
    try:
        with pytest.raises(CannotWrite, match="closed"):
            check_writable(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_F08_a_folder_that_is_a_file_is_refused(tmp_path: Path):
    file = photo_files.written(tmp_path / "file", b"")

    with pytest.raises(CannotWrite, match="file"):
        check_writable(file)


def test_F08_a_missing_folder_is_made_and_left_empty(tmp_path: Path):
    check_writable(tmp_path / "a" / "b")

    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_F08_the_folder_of_the_program_takes_no_results(data_folder: Path):
    with pytest.raises(CannotWrite, match="own folder"):
        check_writable(data_folder / "models")


def test_F10_a_photo_that_vanished_is_told(tmp_path: Path):
    path = photo_files.written(tmp_path / "a.jpg", photo_files.camera_jpeg())
    found = list(find_photos([tmp_path]))
    path.unlink()

    with pytest.raises(UnreadablePhoto, match=r"a\.jpg"):
        open_photo(found[0])


def test_F11_the_hash_is_that_of_what_was_read(tmp_path: Path):
    path = photo_files.written(tmp_path / "a.jpg", photo_files.camera_jpeg())
    before = _hash(path)

    photo = open_photo(path)
    path.write_bytes(photo_files.camera_jpeg(6))

    assert before == photo.sha256 != _hash(path)


def test_F12_an_existing_result_is_numbered(tmp_path: Path):
    names = [save_photo(_photo(), tmp_path / "a.png").path.name for _ in range(3)]

    assert names == ["a.png", "a (2).png", "a (3).png"]


def test_F12_an_existing_result_is_skipped(tmp_path: Path):
    path = photo_files.written(tmp_path / "a.png", b"old")

    with pytest.raises(AlreadyThere):
        save_photo(_photo(), path, existing=Existing.SKIP)

    assert path.read_bytes() == b"old"


def test_F12_a_replaced_result_goes_to_the_trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = photo_files.written(tmp_path / "a.png", b"old")
    trash = tmp_path / "trash"
    trash.mkdir()
    monkeypatch.setattr(
        "send2trash.send2trash", lambda p: Path(os.fsdecode(p)).rename(trash / "a.png")
    )

    saved = save_photo(_photo(), path, existing=Existing.REPLACE)

    assert path == saved.path
    assert (trash / "a.png").read_bytes() == b"old"


def test_F12_without_a_trash_nothing_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = photo_files.written(tmp_path / "a.png", b"old")

    def no_trash(_: object) -> None:
        raise OSError("no trash")

    monkeypatch.setattr("send2trash.send2trash", no_trash)

    with pytest.raises(CannotWrite, match="trash"):
        save_photo(_photo(), path, existing=Existing.REPLACE)

    assert [(path, b"old")] == [(p, p.read_bytes()) for p in tmp_path.iterdir()]


@posix
def test_F12_a_link_in_the_place_of_the_result_is_not_followed(tmp_path: Path):
    aim = photo_files.written(tmp_path / "aim.png", b"old")
    (tmp_path / "a.png").symlink_to(aim)

    saved = save_photo(_photo(), tmp_path / "a.png")
    with pytest.raises(WouldOverwrite):
        save_photo(_photo(), tmp_path / "a.png", existing=Existing.REPLACE)

    assert saved.path.name == "a (2).png"
    assert aim.read_bytes() == b"old"


def _as_itself(original: Path) -> Path:
    return original


def _as_hard_link(original: Path) -> Path:
    os.link(original, original.with_name("hard.png"))
    return original.with_name("hard.png")


def _as_symlink(original: Path) -> Path:
    original.with_name("soft.png").symlink_to(original)
    return original.with_name("soft.png")


def _as_case_variant(original: Path) -> Path:
    variant = original.with_name(original.name.upper())
    if not variant.exists():
        # On a system that tells case apart, another name of the same file stands for it.
        os.link(original, variant)
    return variant


def _through_another_folder(original: Path) -> Path:
    mirror = original.parent.parent / "mirror"
    command = ["mount", "--bind", str(original.parent), str(mirror)]
    mirror.mkdir()
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        mirror.rmdir()
        mirror.symlink_to(original.parent)
    return mirror / original.name


DISGUISES = (_as_itself, _as_hard_link, _as_symlink, _as_case_variant, _through_another_folder)


@posix
@pytest.mark.parametrize("existing", Existing)
@pytest.mark.parametrize("disguised", DISGUISES, ids=lambda f: f.__name__)
def test_F13_an_original_is_never_the_target(disguised, existing: Existing, tmp_path: Path):
    (tmp_path / "photos").mkdir()
    original = save_photo(_photo(), tmp_path / "photos" / "a.png").path
    before = _hash(original)
    target = disguised(original)
    try:
        with pytest.raises(WouldOverwrite):
            save_photo(_photo(0.1), target, existing=existing, protect=[original])

        assert before == _hash(original)
    finally:
        if (tmp_path / "mirror").is_dir() and not (tmp_path / "mirror").is_symlink():
            subprocess.run(["umount", str(tmp_path / "mirror")], check=True)


def _planned(*inputs: str) -> list[str]:
    taken: set[str] = set()
    return [result_path(Path("/in") / name, Path("/out"), taken).name for name in inputs]


def test_F14_photos_that_differ_in_their_suffix_get_two_results():
    assert _planned("a.jpg", "a.png") == ["a_deblurred.jpg", "a_deblurred.png"]
    assert _planned("a.tif", "a.dng") == ["a_deblurred.tif", "a_dng_deblurred.tif"]


def test_F15_names_that_a_file_system_could_mix_up_get_different_results():
    names = ("A.JPG", "a.jpg", "\u00e9.jpg", "e\u0301.jpg", "STRASSE.jpg", "stra\u00dfe.jpg")

    results = _planned(*names)

    import unicodedata

    keys = {unicodedata.normalize("NFC", name.casefold()) for name in results}
    assert len(keys) == len(names)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_F16_names_that_are_no_text_keep_their_bytes(tmp_path: Path):
    name = os.fsdecode(b"bad_\xff\xfe.jpg")
    path = photo_files.written(tmp_path / name, photo_files.camera_jpeg())

    for suffix in ("", ".png", ".tif", ".webp"):
        target = result_path(path, None, set())
        target = target.with_suffix(suffix) if suffix else target
        saved = save_photo(open_photo(path), target, protect=[path])
        assert os.fsencode(saved.path.name).startswith(b"bad_\xff\xfe_deblurred")

    assert display_name(path.name) == r"bad_\xff\xfe.jpg"
    with pytest.raises(UnreadablePhoto, match=r"\\xff"):
        open_photo(tmp_path / os.fsdecode(b"gone_\xff"))


@pytest.mark.parametrize("letter", ["a", "\u00e9", "\U0001f600"], ids=["ascii", "accent", "emoji"])
def test_F17_the_longest_names_are_cut_at_a_character_and_stay_apart(letter: str, tmp_path: Path):
    stem = letter * (251 // len(letter.encode()))
    path = photo_files.written(tmp_path / f"{stem}.jpg", photo_files.camera_jpeg())
    taken: set[str] = set()

    first = result_path(path, None, taken)
    second = result_path(path.with_name(f"{stem[:-1]}b.jpg"), None, taken)
    results = [save_photo(open_photo(path), target).path for target in (first, first, second)]

    assert len({path.name for path in results}) == 3
    assert all(len(os.fsencode(path.name)) <= 255 for path in results)
    assert all(path.name.encode().decode() for path in results)


def test_F17_a_path_that_is_too_long_is_told(tmp_path: Path):
    folder = tmp_path.joinpath(*["d" * 200] * 25)

    with pytest.raises(CannotWrite):
        save_photo(_photo(), folder / "a.png")


@pytest.mark.parametrize(
    "name",
    [
        *("CON.jpg", "con.jpg", "NUL.x.jpg", "COM1.jpg", "LPT9.jpg", "aux.jpg", "CONIN$.jpg"),
        *("a:b.jpg", "a?.jpg", 'a"b.jpg', "a|b.jpg", "a*b.jpg", "a<b>.jpg", "a\\b.jpg"),
        *("-rf.jpg", "--.jpg", "a\nb.jpg", "a\rb.jpg", "a\tb.jpg", "a\x1b[31m.jpg", "a\x7f.jpg"),
        *("a\u202egpj.jpg", "a\u2066b.jpg", "a\u200fb.jpg", "a\u2028b.jpg", "a\ufeffb.jpg"),
        *("a .jpg", "a..jpg", " a.jpg", "a\u0000b.jpg".replace("\0", "\x01")),
    ],
    ids=ascii,
)
def test_F18_strange_names_give_safe_names_and_safe_displays(name: str):
    import re
    import unicodedata

    result = _planned(name)[0]
    stem = result.split(".", maxsplit=1)[0]

    assert not re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d|conin\$", stem)
    assert not re.search(r'[<>:"/\\|?*\n\r\t\x00-\x1f]', result)
    assert not result.startswith("-")
    assert not result.endswith((" ", "."))
    for shown in (display_name(name), result):
        assert all(unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp") for c in shown)


@posix
@pytest.mark.timeout(10)
def test_F19_a_folder_of_traps_is_searched_to_its_end(tmp_path: Path):
    tree = tmp_path / "tree"
    (tree / "inner").mkdir(parents=True)
    outside = photo_files.written(tmp_path / "outside.jpg", b"")
    photo = photo_files.written(tree / "inner" / "a.jpg", b"x")
    (tree / "loop.jpg").symlink_to(tree / "loop.jpg")
    (tree / "inner" / "up").symlink_to(tree)
    (tree / "out").symlink_to(tmp_path)
    os.mkfifo(tree / "pipe.jpg")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tree)  # The path of a socket is at most 108 bytes long.
        try:
            listener.bind("socket.jpg")
        finally:
            os.chdir(here)
        found = list(find_photos([tree, tree], recursive=True))

    assert [photo] == found
    assert outside not in found


@posix
@pytest.mark.timeout(10)
@pytest.mark.parametrize("kind", ["pipe", "socket", "folder", "device", "loop", "dangling"])
def test_F19_what_is_no_file_is_refused_without_waiting(kind: str, tmp_path: Path):
    path = tmp_path / "a.jpg"
    with socket.socket(socket.AF_UNIX) as listener:
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "socket":
            here = Path.cwd()
            os.chdir(tmp_path)
            listener.bind("a.jpg")
            os.chdir(here)
        elif kind == "folder":
            path.mkdir()
        else:
            aim = {"device": Path("/dev/zero"), "loop": path}.get(kind, tmp_path / "gone")
            path.symlink_to(aim)

        with pytest.raises(UnreadablePhoto):
            open_photo(path)


@posix
def test_F19_a_sparse_file_of_a_terabyte_is_no_image(tmp_path: Path):
    path = tmp_path / "a.jpg"
    with path.open("wb") as file:
        try:
            file.truncate(1 << 40)
        except OSError:
            pytest.skip("this file system has no such large files")

    with pytest.raises(UnreadablePhoto):
        open_photo(path)


@posix
def test_N13_originals_are_only_opened_for_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = photo_files.written(tmp_path / "a.jpg", photo_files.camera_jpeg())
    before = (_hash(path), path.stat().st_mtime_ns, path.stat().st_mode)
    flags: list[int] = []
    real = os.open

    def recorded(name: object, flag: int, *rest: int, **more: int) -> int:
        if os.fspath(name) == os.fspath(path):  # type: ignore[arg-type]
            flags.append(flag)
        return real(name, flag, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", recorded)

    photo = open_photo(path)
    save_photo(photo, result_path(path, None, set()), protect=[path])

    assert flags
    assert all(flag & (os.O_WRONLY | os.O_RDWR | os.O_TRUNC) == 0 for flag in flags)
    assert before == (_hash(path), path.stat().st_mtime_ns, path.stat().st_mode)
