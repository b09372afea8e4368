"""Installing plug-ins from folders and zips, and removing them: whole, off, and nowhere else."""

import os
import random
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from library.tiny import INIT, write_plugin

from deblur_desktop import plugins
from deblur_desktop.bundle import plugins_folder
from deblur_desktop.errors import PluginError
from deblur_desktop.plugins import _installing
from deblur_desktop.plugins._trust import Choices, write


def zipped(path: Path, files: dict[str, str | bytes], folder: str = "tiny/") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(folder + name, content)
    return path


TINY: dict[str, str | bytes] = {"__init__.py": INIT, "network.py": "x = 1", "deep/more.py": ""}


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Around the data folder, to see that nothing strays."""
    monkeypatch.setenv("DEBLUR_DESKTOP_DATA", str(tmp_path / "home" / "data"))
    plugins_folder()
    return tmp_path / "home"


@pytest.fixture
def before(home: Path) -> set[str]:
    """What lies in the home."""
    return everything(home)


@pytest.mark.parametrize("kind", ["folder", "zip", "zip without folder", "zip of a repository"])
def test_a_plugin_is_installed_whole_and_off(kind: str, tmp_path: Path):
    source = tmp_path / "tiny"
    if kind == "folder":
        write_plugin(tmp_path)
        (source / "deep").mkdir()
        (source / "deep" / "more.py").touch()
    else:
        prefix = {"zip": "tiny/", "zip without folder": ""}.get(kind, "deblur-tiny-1.2/src/tiny/")
        source = zipped(tmp_path / "tiny.zip", TINY, prefix)
    if kind == "zip of a repository":
        with zipfile.ZipFile(source, "a") as archive:
            archive.writestr("deblur-tiny-1.2/README.md", "read me")

    found = plugins.install(source)

    assert (found.name, found.origin, found.enabled) == ("tiny", "folder", False)
    assert {"__init__.py", "network.py", "deep", "deep/more.py"} <= everything(found.path)
    assert not (found.path / "README.md").exists()
    assert [path.name for path in plugins_folder().iterdir()] == ["tiny"]
    assert plugins.enable("tiny").enabled


def test_hidden_files_and_bytecode_are_left_out(tmp_path: Path):
    source = write_plugin(tmp_path)
    for name in (".git/config", "__pycache__/network.cpython-311.pyc", ".DS_Store"):
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text("x")

    found = plugins.install(source)

    assert everything(found.path) == {"__init__.py", "network.py", "models.toml"}


def test_a_plugin_that_was_on_before_is_off_again(tmp_path: Path):
    source = write_plugin(tmp_path)
    plugins.install(source)
    digest = plugins.hash_of(plugins.enable("tiny").path)
    plugins.remove("tiny")
    write(Choices({"tiny": digest}))

    assert not plugins.install(source).enabled


def test_a_removed_plugin_is_gone_with_its_pin(tmp_path: Path):
    plugins.install(write_plugin(tmp_path))
    plugins.enable("tiny")

    plugins.remove("tiny")

    assert list(plugins_folder().iterdir()) == []
    assert "tiny" not in [found.name for found in plugins.find()]
    assert (tmp_path / "tiny").is_dir(), "the source is not ours"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_removing_a_linked_folder_leaves_what_it_names(tmp_path: Path):
    source = write_plugin(tmp_path)
    (plugins_folder() / "tiny").symlink_to(source, target_is_directory=True)

    plugins.remove("tiny")

    assert list(plugins_folder().iterdir()) == []
    assert (source / "network.py").is_file()


@pytest.mark.parametrize(
    ("name", "message"),
    [("maxim", "not in your plug-in folder"), ("nothing", "no plug-in has this name")],
)
def test_only_what_lies_in_the_persons_folder_is_removed(name: str, message: str):
    before = plugins.find()

    with pytest.raises(PluginError, match=message):
        plugins.remove(name)

    assert plugins.find() == before


def test_of_two_with_one_name_the_dropped_one_is_removed():
    write_plugin(plugins_folder(), "maxim")

    plugins.remove("maxim")

    assert [found.origin for found in plugins.find() if found.name == "maxim"] == ["bundled"]


@pytest.mark.parametrize("name", ["tiny", "maxim"])
def test_a_name_that_is_taken_is_refused_and_the_other_one_stays(name: str, tmp_path: Path):
    (write_plugin(plugins_folder()) / "mine.txt").write_text("mine")

    with pytest.raises(PluginError, match="already"):
        plugins.install(write_plugin(tmp_path, name))

    assert (plugins_folder() / "tiny" / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["Tiny", "tiny-main", "1st", "_x"])
def test_a_name_that_no_package_can_have_is_refused(
    name: str, tmp_path: Path, home: Path, before: set[str]
):
    with pytest.raises(PluginError, match="name"):
        plugins.install(write_plugin(tmp_path, name))

    assert everything(home) == before


# F44, F45: hostile archives


def hostile(path: Path, change: Callable[[zipfile.ZipInfo], object], content: bytes = b"x") -> None:
    """Add a member that *change* made strange."""
    member = zipfile.ZipInfo("tiny/bad.py")
    member.external_attr = 0o100644 << 16
    change(member)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(member, content)


def named(name: str) -> Callable[[Path], object]:
    return lambda path: hostile(path, lambda member: setattr(member, "filename", name))


def typed(kind: int) -> Callable[[Path], object]:
    return lambda path: hostile(path, lambda m: setattr(m, "external_attr", (kind | 0o777) << 16))


def patched(old: bytes, new: bytes) -> Callable[[Path], object]:
    """Change the bytes of the last member in the file itself, where `zipfile` writes no such thing."""

    def patch(path: Path) -> None:
        hostile(path, lambda _: None)
        content = path.read_bytes()
        assert content.count(old) >= 2
        path.write_bytes(content.replace(old, new))

    return patch


def encrypted(path: Path) -> None:
    hostile(path, lambda _: None)
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tiny/zeros", bytes(17 << 20))


def many_bombs(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"tiny/zeros{number}", bytes(15 << 20))


def lying(path: Path) -> None:
    """A bomb that says it is small."""
    bomb(path)
    content = path.read_bytes()
    size = (17 << 20).to_bytes(4, "little")
    path.write_bytes(content.replace(size, (100).to_bytes(4, "little")))


def crowded(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(1100):
            archive.writestr(f"tiny/{number}", b"")


HOSTILE: dict[str, Callable[[Path], object]] = {
    "goes up": named("../evil.py"),
    "goes up inside": named("tiny/../../evil.py"),
    "absolute": named("/tmp/evil.py"),
    "home": named("tiny/./x"),
    "drive": named("C:evil.py"),
    "drive with a path": named("C:/evil.py"),
    "backslash": patched(b"tiny/bad.py", b"..\\..\\ev.py"),
    "nul": patched(b"tiny/bad.py", b"tiny/ba\0.py"),
    "stream": named("tiny/x.py:y"),
    "empty part": named("tiny//x"),
    "device": named("tiny/nul"),
    "device with a suffix": named("tiny/COM1.py"),
    "trailing dot": named("tiny/x."),
    "newline": named("tiny/a\nb"),
    "link": typed(0o120000),
    "pipe": typed(0o010000),
    "device file": typed(0o020000),
    "twice": named("tiny/network.py"),
    "twice but for case": named("tiny/Network.PY"),
    "folder twice but for case": named("tiny/DEEP"),
    "file and folder": named("tiny/network.py/x"),
    "encrypted": encrypted,
    "bzip2": lambda path: hostile(path, lambda m: setattr(m, "compress_type", zipfile.ZIP_BZIP2)),
    "too large": bomb,
    "too large together": many_bombs,
    "lying": lying,
    "too many": crowded,
    "another plug-in": named("other/__init__.py"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_F44_F45_a_hostile_archive_is_refused_and_nothing_is_written(
    name: str, tmp_path: Path, home: Path, before: set[str]
):
    source = zipped(tmp_path / "tiny.zip", TINY)
    with zipfile.ZipFile(source, "a") as archive:
        archive.mkdir("tiny/deep")
    HOSTILE[name](source)

    with pytest.raises(PluginError) as caught:
        plugins.install(source)

    assert everything(home) == before
    assert {path.name for path in tmp_path.iterdir()} == {"home", "tiny.zip"}
    assert caught.value.message.isprintable()


@pytest.mark.parametrize("name", ["missing", "text", "cut", "no plug-in", "huge", "damaged"])
def test_what_is_no_plugin_is_told(name: str, tmp_path: Path, home: Path, before: set[str]):
    source = tmp_path / "tiny.zip"
    if name == "text":
        source.write_text("hello")
    elif name == "no plug-in":
        zipped(source, {"readme.txt": "hello"})
    elif name == "huge":
        with source.open("wb") as file:
            file.truncate(1 << 40)
    elif name in ("cut", "damaged"):
        content = bytearray(zipped(source, TINY).read_bytes())
        content[60:80] = bytes(20)
        source.write_bytes(content if name == "damaged" else content[:-60])

    with pytest.raises(PluginError):
        plugins.install(source)

    assert everything(home) == before


def test_F44_mutants_of_an_archive_are_installed_or_refused(
    tmp_path: Path, home: Path, before: set[str]
):
    whole = zipped(tmp_path / "tiny.zip", TINY).read_bytes()
    chance = random.Random(44)
    refused = 0

    for _ in range(150):
        mutant = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        (tmp_path / "tiny.zip").write_bytes(mutant)
        try:
            plugins.remove(plugins.install(tmp_path / "tiny.zip").name)
        except PluginError:
            refused += 1
        assert everything(home) == before

    assert refused > 50


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights there")
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_folder_with_something_else_than_files_is_not_installed(
    kind: str, tmp_path: Path, home: Path, before: set[str]
):
    source = write_plugin(tmp_path)
    if kind == "link":
        (source / "x").symlink_to("/etc/passwd")
    else:
        os.mkfifo(source / "x")

    with pytest.raises(PluginError, match="neither a file nor a folder"):
        plugins.install(source)

    assert everything(home) == before


@pytest.mark.parametrize("name", ["file", "name"])
def test_F05_a_plugin_that_is_copied_in_part_is_never_found(
    name: str, tmp_path: Path, home: Path, before: set[str], monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        assert "tiny" not in [found.name for found in plugins.find()]
        raise OSError(28, "No space left on device")

    if name == "file":
        monkeypatch.setattr(_installing.os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "rename", full)

    with pytest.raises(PluginError, match="No space left"):
        plugins.install(write_plugin(tmp_path))

    assert everything(home) == before


def test_what_a_killed_run_left_is_swept_and_never_found(tmp_path: Path):
    left = write_plugin(plugins_folder() / ".abc.part")
    fresh = write_plugin(plugins_folder() / ".def.part")
    os.utime(left.parent, (1, 1))

    plugins.install(write_plugin(tmp_path))

    assert [each.path.name for each in plugins.find() if each.origin == "folder"] == ["tiny"]
    assert not left.exists()
    assert fresh.exists(), "another run may be writing there"
