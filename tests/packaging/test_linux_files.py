"""What a Linux desktop reads: the desktop entry, the metainfo file and the icons."""

import configparser
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import parse

from deblur_desktop import __version__
from deblur_desktop.photo.formats import photo_suffixes

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "packaging" / "linux"
ID = "io.github.deblur_desktop.DeblurDesktop"
ENTRY_FILE = FOLDER / f"{ID}.desktop"
METAINFO_FILE = FOLDER / f"{ID}.metainfo.xml"
MIME_FILE = FOLDER / f"{ID}.xml"
SIDES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
LANGUAGES = ("de", "zh_TW")

_PNG_SIZE = slice(16, 24)


@pytest.fixture(scope="module")
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ENTRY_FILE, encoding="utf-8")
    return parser["Desktop Entry"]


@pytest.fixture(scope="module")
def metainfo() -> Element:
    root = parse(METAINFO_FILE).getroot()
    assert root is not None
    return root


@pytest.fixture(scope="module")
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def run_tool(*command: str) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def icon_path(side: int) -> Path:
    return FOLDER / "hicolor" / f"{side}x{side}" / "apps" / f"{ID}.png"


def test_the_desktop_entry_is_valid():
    run_tool("desktop-file-validate", "--no-hints", str(ENTRY_FILE))


def test_the_metainfo_file_is_valid():
    run_tool("appstreamcli", "validate", "--no-net", str(METAINFO_FILE))


def test_the_metainfo_file_is_well_formed():
    run_tool("xmllint", "--noout", "--nonet", str(METAINFO_FILE))


def test_the_desktop_entry_starts_the_program(
    entry: configparser.SectionProxy, project: dict[str, object]
):
    program, *arguments = entry["Exec"].split()

    assert program in dict(project["scripts"])  # type: ignore[call-overload]
    assert entry["TryExec"] == program
    assert arguments == ["%F"]
    assert entry["Type"] == "Application"
    assert entry["Terminal"] == "false"


def test_the_names_are_those_of_the_window(entry: configparser.SectionProxy, metainfo: Element):
    assert entry["Icon"] == ID
    assert entry["StartupWMClass"] == ID
    assert metainfo.findtext("id") == ID
    assert metainfo.findtext("launchable") == ENTRY_FILE.name
    assert metainfo.findtext("name") == entry["Name"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["Name", "GenericName", "Comment", "Keywords"])
def test_the_desktop_entry_is_translated(entry: configparser.SectionProxy, key: str, language: str):
    assert entry[f"{key}[{language}]"]


@pytest.mark.parametrize("tag", ["summary", "description/p", "description/ul/li"])
def test_the_metainfo_file_is_translated(metainfo: Element, tag: str):
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    texts = [part.get(lang) for part in metainfo.findall(tag)]

    assert texts
    assert all(texts.count(language) == texts.count(None) for language in LANGUAGES)


@pytest.mark.parametrize("key", ["Categories", "Keywords", "Keywords[de]", "MimeType"])
def test_lists_end_with_a_semicolon_and_repeat_nothing(entry: configparser.SectionProxy, key: str):
    *items, last = entry[key].split(";")

    assert not last
    assert all(items)
    assert len(items) == len(set(items))


def test_the_categories_are_those_of_photography(entry: configparser.SectionProxy):
    assert {"Graphics", "Photography"} == set(entry["Categories"].rstrip(";").split(";"))


def mime_types(suffixes: Iterable[str], data_home: Path) -> dict[str, str]:
    """What a desktop calls files with *suffixes* that has our MIME file under *data_home*."""
    code = """
import sys
from PySide6.QtCore import QMimeDatabase
mode = QMimeDatabase.MatchMode.MatchExtension
for suffix in sys.argv[1:]:
    print(suffix, QMimeDatabase().mimeTypeForFile("photo" + suffix, mode).name())
"""
    environment = os.environ | {"XDG_DATA_HOME": str(data_home), "XDG_DATA_DIRS": "/usr/share"}
    command = [sys.executable, "-c", code, *suffixes]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return dict(line.split() for line in done.stdout.splitlines())


@pytest.mark.skipif(
    not Path("/usr/share/mime/packages/freedesktop.org.xml").exists(),
    reason="not installed: shared-mime-info",
)
def test_every_format_that_is_read_is_offered_to_the_program(
    entry: configparser.SectionProxy, tmp_path: Path
):
    (tmp_path / "mime" / "packages").mkdir(parents=True)
    shutil.copy(MIME_FILE, tmp_path / "mime" / "packages")

    found = mime_types(sorted(photo_suffixes()), tmp_path)

    assert len(found) == len(photo_suffixes())
    offered = entry["MimeType"].split(";")
    assert {suffix: kind for suffix, kind in found.items() if kind not in offered} == {}


def test_the_mime_file_is_taken_by_its_tool(tmp_path: Path):
    (tmp_path / "packages").mkdir()
    shutil.copy(MIME_FILE, tmp_path / "packages")

    run_tool("update-mime-database", str(tmp_path))

    globs = tmp_path / "globs2"
    assert not globs.exists() or "50:image/x-samsung-srw:*.srw" in globs.read_text("utf-8")


def test_the_mime_file_names_only_what_the_program_reads(entry: configparser.SectionProxy):
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    root = parse(MIME_FILE).getroot()
    assert root is not None

    globs = {part.get("pattern", "").removeprefix("*") for part in root.iter(f"{space}glob")}
    kinds = {part.get("type") for part in root.iter(f"{space}mime-type")}

    assert globs
    assert globs <= photo_suffixes()
    assert kinds <= set(entry["MimeType"].split(";"))


def test_the_metainfo_file_tells_license_version_and_program(
    metainfo: Element, project: dict[str, object]
):
    release = metainfo.find("releases/release")

    assert metainfo.findtext("project_license") == project["license"]
    assert metainfo.findtext("provides/binary") in dict(project["scripts"])  # type: ignore[call-overload]
    assert release is not None
    assert __version__ == release.get("version")
    assert metainfo.find("content_rating") is not None


@pytest.mark.parametrize("side", SIDES)
def test_the_icon_has_the_size_of_its_folder(side: int):
    data = icon_path(side).read_bytes()

    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert data[_PNG_SIZE] == side.to_bytes(4) + side.to_bytes(4)


def test_the_scalable_icon_is_the_drawing():
    drawing = ROOT / "resources" / "icons" / "deblur-desktop.svg"
    scalable = FOLDER / "hicolor" / "scalable" / "apps" / f"{ID}.svg"

    assert scalable.read_bytes() == drawing.read_bytes()


def test_the_script_writes_the_icons_that_are_shipped(tmp_path: Path):
    """Sizes are compared, not bytes: encoders differ from one release to the next."""
    script = FOLDER / "make_icons.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, timeout=60)

    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.*") if path.is_file()}
    shipped = {
        path.relative_to(FOLDER) for path in (FOLDER / "hicolor").rglob("*") if path.is_file()
    }
    assert written == shipped
