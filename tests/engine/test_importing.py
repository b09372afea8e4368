"""Importing a checkpoint: consent, card, conversion in a child process."""

from pathlib import Path

import pytest
import torch
from library.tiny import CARDS, INIT, tiny_state, write_plugin
from safetensors.torch import save_file

from deblur_desktop import plugins
from deblur_desktop.bundle import models_folder, plugins_folder
from deblur_desktop.engine import importing
from deblur_desktop.engine.importing import import_checkpoint
from deblur_desktop.engine.weights import read_state
from deblur_desktop.errors import (
    DamagedCheckpoint,
    PluginError,
    UnknownArchitecture,
    UnverifiedCheckpoint,
    UsageError,
)
from deblur_desktop.library.library import Library
from deblur_desktop.library.storage import sha256_of

STATE = tiny_state()


def use_plugin(cards: str = CARDS, init: str = INIT) -> None:
    write_plugin(plugins_folder(), cards=cards, init=init)
    plugins.enable("tiny")


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "Some Network (v2).pth"
    torch.save({"params": STATE}, path)
    return path


def leftovers() -> list[str]:
    return [path.name for path in models_folder().glob(".*")]


def test_a_file_whose_hash_a_card_names_is_imported_under_that_card(published: Path):
    use_plugin(CARDS + f'source_sha256 = "{sha256_of(published)}"\n')

    installed = import_checkpoint(published)

    assert installed.checkpoint.id == "tiny-1"
    assert installed.checkpoint.license == "CC0-1.0"
    assert installed == Library().find("tiny-1")
    assert installed.checkpoint.sha256 == sha256_of(installed.path)
    assert STATE.keys() == read_state(installed.path).keys()
    assert leftovers() == []


def test_a_safetensors_file_is_kept_as_it_is(tmp_path: Path):
    path = tmp_path / "a.safetensors"
    save_file(STATE, path, metadata={"made by": "somebody"})
    use_plugin(CARDS + f'sha256 = "{sha256_of(path)}"\n')

    assert path.read_bytes() == import_checkpoint(path).path.read_bytes()


def test_an_unknown_file_needs_consent_and_is_told(published: Path):
    use_plugin()
    notices: list[str] = []

    with pytest.raises(UnverifiedCheckpoint) as caught:
        import_checkpoint(published)
    installed = import_checkpoint(
        published, like="tiny-1", unverified=True, on_notice=notices.append
    )

    assert "--unverified" in caught.value.hint
    assert installed.checkpoint.id == "some-network-v2"
    assert installed.checkpoint.license == importing.UNKNOWN_LICENSE
    assert installed.checkpoint.task == "motion"
    assert "no card knows" in notices[0]
    # The second time it is there already, and known.
    assert installed == import_checkpoint(published)


def test_the_id_of_a_card_without_a_hash_takes_that_card(published: Path, tmp_path: Path):
    use_plugin()

    installed = import_checkpoint(published, id="tiny-1", unverified=True)

    assert Library().card("tiny-1") == installed.checkpoint
    assert installed.checkpoint.license == "CC0-1.0"
    other = tmp_path / "other.pth"
    torch.save(tiny_state(seed=1), other)
    with pytest.raises(UsageError, match="not the file of tiny-1"):
        import_checkpoint(other, id="tiny-1", unverified=True)


def test_F48_a_file_of_no_known_architecture_is_refused(tmp_path: Path):
    use_plugin()
    torch.save({"features.0.weight": torch.ones(3)}, tmp_path / "vgg.pth")

    with pytest.raises(UnknownArchitecture, match=r"nearest"):
        import_checkpoint(tmp_path / "vgg.pth", unverified=True)

    assert leftovers() == []


CRASHES = {
    "segfault": ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
    "exit": ("import os; os._exit(3)", "crashed"),
    "hang": ("import time; time.sleep(99)", "took over"),
    "memory": ("bytearray(64 << 30)", "memory"),
}


@pytest.mark.parametrize("name", CRASHES)
def test_F50_a_crash_while_converting_is_an_error_with_its_reason(
    name: str, published: Path, monkeypatch: pytest.MonkeyPatch
):
    code, reason = CRASHES[name]
    use_plugin(init=INIT.replace("    width =", f"    {code}\n    width ="))
    if name == "hang":
        monkeypatch.setattr(importing, "LIMIT_S", 3)

    with pytest.raises((DamagedCheckpoint, PluginError)) as caught:
        import_checkpoint(published, unverified=True)

    assert reason in caught.value.message.replace("MemoryError", "memory")
    assert leftovers() == []


def test_a_network_that_gives_no_picture_is_refused(published: Path):
    code = INIT + "\n_Tiny = Tiny\n\n\nclass Tiny(_Tiny):\n    def forward(self, x): return x / 0\n"
    use_plugin(init=code)

    with pytest.raises(DamagedCheckpoint, match="does not give a picture"):
        import_checkpoint(published, unverified=True)
