"""`models install`: from the card to a checkpoint that can be used."""

import hashlib
import json
import os
import shutil
import sys
import zipfile
from collections.abc import Generator
from io import BytesIO
from pathlib import Path

import pytest
import torch
from faults.hostile_server import TLS, Server, answers, serving, whole
from library.tiny import CARDS, tiny_state, write_plugin

from deblur_desktop.bundle import models_folder, plugins_folder
from deblur_desktop.cli import main
from deblur_desktop.library.npm import public_address
from deblur_desktop.library.wanted import Patience


def published(seed: int = 0) -> bytes:
    """A file of weights as their authors publish it."""
    file = BytesIO()
    torch.save({"params": tiny_state(seed=seed)}, file)
    return file.getvalue()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def set_up(**card: object) -> None:
    """A plug-in, enabled, whose card says *card*."""
    lines = [f"{name} = {json.dumps(value)}\n" for name, value in card.items()]
    write_plugin(plugins_folder(), cards=CARDS + "".join(lines))
    assert main(["plugins", "enable", "tiny"]) == 0


def installed_hash(capsys: pytest.CaptureFixture[str]) -> str:
    """Of the published file from which tiny-1 was made; empty when it is not installed."""
    capsys.readouterr()
    assert main(["models", "info", "tiny-1", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    return facts["source_sha256"] if facts["installed"] else ""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Generator[Server]:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS / "ca.pem"))
    with serving("good") as running:
        yield running


def test_a_published_checkpoint_is_installed_once(
    server: Server, capsys: pytest.CaptureFixture[str]
):
    content = published()
    server.routes["/tiny.pth"] = whole(content)
    set_up(urls=[server.url("/tiny.pth")], source_sha256=sha256(content), size=len(content))

    assert main(["models", "install", "tiny-1"]) == 0
    assert installed_hash(capsys) == sha256(content)
    assert main(["models", "install", "tiny-1"]) == 0

    assert "installed already" in capsys.readouterr().err
    assert len(server.asked) == 1
    assert not [p for p in models_folder().rglob("*") if p.is_file() and p.suffix in (".pth", "")]


def test_what_cannot_be_fetched_says_how_to_get_it(
    server: Server, capsys: pytest.CaptureFixture[str]
):
    server.routes["/tiny.pth"] = answers(404)
    set_up(
        urls=[server.url("/tiny.pth")],
        page="https://authors.example/weights",
        file="tiny.pth",
    )

    assert main(["models", "install", "tiny-1"]) == 1

    error = capsys.readouterr().err
    assert "404" in error
    assert "open https://authors.example/weights in a browser, get tiny.pth" in error
    assert "models import tiny.pth --id tiny-1 --unverified" in error


def test_what_has_no_address_is_fetched_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    set_up(page="https://authors.example/weights", file="tiny.pth")

    assert main(["models", "install", "tiny-1"]) == 1
    assert "by hand: https://authors.example/weights" in capsys.readouterr().err

    (tmp_path / "tiny.pth").write_bytes(published())
    assert main(["models", "import", str(tmp_path / "tiny.pth")]) == 1
    assert "if it is the file of tiny-1, say `--id tiny-1`" in capsys.readouterr().err
    assert main(["models", "install", "tiny-1", "--from", str(tmp_path)]) == 0
    assert installed_hash(capsys) == sha256(published())


def test_the_next_mirror_is_tried(server: Server, capsys: pytest.CaptureFixture[str]):
    content = published()
    server.routes["/gone"] = answers(410)
    server.routes["/other.pth"] = whole(published(seed=1))
    server.routes["/tiny.pth"] = whole(content)
    urls = [server.url(path) for path in ("/gone", "/other.pth", "/tiny.pth")]
    set_up(urls=urls, source_sha256=sha256(content))

    assert main(["models", "install", "tiny-1"]) == 0

    error = capsys.readouterr().err
    assert "410" in error
    assert "not the one that was published" in error
    assert installed_hash(capsys) == sha256(content)


def test_a_file_without_a_published_hash_must_stay_the_same(
    server: Server, capsys: pytest.CaptureFixture[str]
):
    first, second = published(), published(seed=1)
    server.routes["/tiny.pth"] = whole(first)
    set_up(urls=[server.url("/tiny.pth")])

    assert main(["models", "install", "tiny-1"]) == 0
    told = capsys.readouterr().err
    assert main(["models", "info", "tiny-1"]) == 0
    assert "hash: unverified" in capsys.readouterr().out
    assert main(["models", "remove", "tiny-1"]) == 0
    server.routes["/tiny.pth"] = whole(second)
    assert main(["models", "install", "tiny-1"]) == 1
    refused = capsys.readouterr().err

    assert "unverified: nobody published" in told
    assert sha256(first) in told
    assert "not the file that was installed as tiny-1 before" in refused
    assert sha256(second) in refused
    assert installed_hash(capsys) == ""
    server.routes["/tiny.pth"] = whole(first)
    assert main(["models", "install", "tiny-1"]) == 0


def test_only_the_named_file_of_an_archive_is_installed(
    server: Server, capsys: pytest.CaptureFixture[str]
):
    content = published()
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("other.pth", published(seed=1))
        archive.writestr("weights/tiny.pth", content)
    server.routes["/all.zip"] = whole(packed.getvalue())
    set_up(urls=[server.url("/all.zip")], member="weights/tiny.pth", source_sha256=sha256(content))

    assert main(["models", "install", "tiny-1"]) == 0

    assert installed_hash(capsys) == sha256(content)


@pytest.mark.parametrize("name", ["tiny.pth", "download (3).pth"], ids=["its name", "its hash"])
def test_a_folder_holds_the_file(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]):
    content = published()
    (tmp_path / "another.pth").write_bytes(published(seed=1))
    (tmp_path / name).write_bytes(content)
    set_up(urls=["https://authors.example/tiny.pth"], source_sha256=sha256(content))

    assert main(["models", "install", "tiny-1", "--from", str(tmp_path)]) == 0

    assert installed_hash(capsys) == sha256(content)


def test_a_folder_without_the_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    set_up(urls=["https://authors.example/tiny.pth"])

    for folder, words in ((tmp_path / "none", "no such folder"), (tmp_path, "called tiny.pth")):
        assert main(["models", "install", "tiny-1", "--from", str(folder)]) == 1
        assert words in capsys.readouterr().err


def test_another_file_under_the_published_name_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "tiny.pth").write_bytes(published(seed=1))
    set_up(urls=["https://authors.example/tiny.pth"], source_sha256=sha256(published()))

    assert main(["models", "install", "tiny-1", "--from", str(tmp_path)]) == 1

    assert "not the one that was published: tiny.pth" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for npm")
def test_a_package_comes_through_the_npm_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    content = published()
    (tmp_path / "package.tgz").write_bytes(content)
    client = tmp_path / "bin" / "npm"
    client.parent.mkdir()
    client.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/asked\ncp {tmp_path}/package.tgz "$4/tiny-1.0.0.tgz"\n'
    )
    client.chmod(0o755)
    monkeypatch.setenv("PATH", f"{client.parent}{os.pathsep}{os.environ['PATH']}")
    set_up(urls=["npm:@authors/tiny@1.0.0"], source_sha256=sha256(content))

    assert main(["models", "install", "tiny-1"]) == 0

    asked = (tmp_path / "asked").read_text()
    assert asked.startswith("pack --ignore-scripts")
    assert asked.rstrip().endswith("@authors/tiny@1.0.0")
    assert installed_hash(capsys) == sha256(content)


def test_without_a_client_packages_come_from_the_public_registry(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # a closed door
    monkeypatch.setattr(Patience, "pause_s", lambda self, failures: 0)
    set_up(urls=["npm:@authors/tiny@1.0.0", "npm:tiny@1.0", "npm:--registry=x@1.0.0"])

    assert public_address("npm:tiny@1.0.0") == "https://registry.npmjs.org/tiny/-/tiny-1.0.0.tgz"
    assert public_address("npm:@a/tiny@1.0.0").endswith("/@a/tiny/-/tiny-1.0.0.tgz")
    assert main(["models", "install", "tiny-1"]) == 1

    error = capsys.readouterr().err
    assert "the proxy does not lead to the server: registry.npmjs.org" in error
    assert "names no package of npm and its version: npm:tiny@1.0" in error


def test_several_are_installed_at_once_and_an_unknown_one_is_told(
    server: Server, capsys: pytest.CaptureFixture[str]
):
    content = published()
    server.routes["/tiny.pth"] = whole(content)
    set_up(urls=[server.url("/tiny.pth")], source_sha256=sha256(content))

    assert main(["models", "install", "tiny-1", "tiny-2", "--json"]) == 1

    output = capsys.readouterr()
    assert "tiny-1" in output.err
    assert installed_hash(capsys) == sha256(content)


def test_the_name_of_a_package_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    set_up(urls=["npm:@authors/tiny@1.0.0"])

    assert main(["models", "install", "tiny-1", "--from", str(tmp_path)]) == 1

    assert "it is called tiny-1.0.0.tgz" in capsys.readouterr().err
