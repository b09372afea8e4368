"""Faults F46 to F51: checkpoint files that are damaged, wrong or hostile."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import torch
from faults.hostile import (
    header_files,
    numpy_files,
    payload_files,
    tensor_files,
    write_huge_headers,
)
from library.tiny import tiny_state, write_plugin
from safetensors.torch import save_file

from deblur_desktop import plugins
from deblur_desktop.bundle import models_folder, plugins_folder
from deblur_desktop.cli import main
from deblur_desktop.engine.weights import read_shapes, read_state
from deblur_desktop.errors import CheckpointError, DamagedCheckpoint, UnsafeCheckpoint
from deblur_desktop.library.storage import sha256_of

NOWHERE = Path("/nonexistent/marker")
MB = 1 << 20


def refuse_all(*arguments: object) -> Any:
    """What `refuse_all.py` found, in a process of its own."""
    script = Path(__file__).with_name("refuse_all.py")
    done = subprocess.run(
        [sys.executable, str(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, f"exit code {done.returncode}: {done.stderr[-2000:]}"
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", payload_files(NOWHERE))
def test_F46_a_program_in_a_checkpoint_is_not_run(name: str, tmp_path: Path):
    marker = tmp_path / "marker"
    path = tmp_path / "a.pth"
    path.write_bytes(payload_files(marker)[name])

    with pytest.raises((UnsafeCheckpoint, DamagedCheckpoint), match=r"a\.pth"):
        read_state(path)

    assert not marker.exists()


@pytest.mark.parametrize("name", numpy_files(NOWHERE))
def test_F46_F50_a_number_that_is_more_than_a_number_is_refused(name: str, tmp_path: Path):
    marker = tmp_path / "marker"
    path = tmp_path / "a.pth"
    path.write_bytes(numpy_files(marker)[name])

    with pytest.raises(UnsafeCheckpoint, match=r"number|bytes|plain"):
        read_state(path)

    assert not marker.exists()


def test_F46_the_command_refuses_a_program_with_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    marker = tmp_path / "marker"
    path = tmp_path / "a.pth"
    path.write_bytes(payload_files(marker)["zip"])

    code = main(["models", "import", str(path), "--unverified"])

    assert code == 1
    assert "more than plain dense tensors" in capsys.readouterr().err
    assert not marker.exists()
    assert list(models_folder().iterdir()) == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("form", ["safetensors", "pth"])
def test_F47_a_value_that_is_not_finite_is_refused_by_the_tensors_name(
    value: float, form: str, tmp_path: Path
):
    state = tiny_state()
    state["tiny_last.weight"][1, 2, 0, 0] = value
    path = tmp_path / f"a.{form}"
    save_file(state, path) if form == "safetensors" else torch.save(state, path)

    with pytest.raises(DamagedCheckpoint, match=r"`tiny_last\.weight`"):
        read_state(path)


def test_F47_half_precision_that_overflowed_is_refused(tmp_path: Path):
    state = {name: (1e6 * tensor).half() for name, tensor in tiny_state().items()}
    save_file(state, tmp_path / "a.safetensors")

    with pytest.raises(DamagedCheckpoint, match="not all values are finite"):
        read_state(tmp_path / "a.safetensors")


def test_F47_a_file_of_zeros_is_refused(tmp_path: Path):
    state = {name: torch.zeros_like(tensor) for name, tensor in tiny_state().items()}
    save_file(state, tmp_path / "a.safetensors")

    with pytest.raises(DamagedCheckpoint, match="zero"):
        read_state(tmp_path / "a.safetensors")


@pytest.mark.parametrize("name", header_files())
def test_F49_a_header_that_lies_is_refused(name: str, tmp_path: Path):
    path = tmp_path / "a.safetensors"
    path.write_bytes(header_files()[name])

    for read in (read_shapes, read_state):
        with pytest.raises((DamagedCheckpoint, UnsafeCheckpoint)):
            read(path)


def test_F49_every_cut_of_a_file_is_noticed(tmp_path: Path):
    path = tmp_path / "a.safetensors"
    save_file(tiny_state(), path)
    content = path.read_bytes()

    for length in range(0, len(content), 37):
        path.write_bytes(content[:length])
        with pytest.raises((DamagedCheckpoint, UnsafeCheckpoint)):
            read_shapes(path)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by /proc")
def test_F49_huge_headers_are_refused_at_once_and_cost_nothing(tmp_path: Path):
    write_huge_headers(tmp_path)

    results = refuse_all("files", tmp_path)

    assert {"DamagedCheckpoint"} == {outcome for outcome, _, _ in results.values()}
    assert max(seconds for _, seconds, _ in results.values()) < 1
    assert max(peak for _, _, peak in results.values()) < 100 * MB


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by /proc")
def test_F50_tensors_that_are_not_plain_are_refused_in_2_s_and_300_MB(tmp_path: Path):
    for name, content in tensor_files().items():
        (tmp_path / name).write_bytes(content)

    results = refuse_all("files", tmp_path)

    assert set(tensor_files()) == set(results)
    assert [name for name, (outcome, _, _) in results.items() if "Checkpoint" not in outcome] == []
    assert [name for name, (_, seconds, _) in results.items() if seconds > 2] == []
    assert [name for name, (_, _, peak) in results.items() if peak > 300 * MB] == []


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are no files there")
def test_F50_what_is_not_a_regular_file_is_refused(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.pth")

    for path in (tmp_path, tmp_path / "pipe.pth"):
        with pytest.raises(CheckpointError):
            read_state(path)


def test_F51_a_file_swapped_while_it_is_read_is_never_taken_for_the_checked_one(tmp_path: Path):
    good, bad, path = (tmp_path / name for name in ("good", "bad", "a.safetensors"))
    states = {good: tiny_state(width=64, seed=0), bad: tiny_state(width=64, seed=1)}
    for file, state in states.items():
        save_file(state, file)
    digest, stop = sha256_of(good), threading.Event()
    os.link(good, path)
    swapping = threading.Thread(target=_swap, args=(path, (bad, good), stop))
    swapping.start()

    outcomes = [_read_as(path, digest) for _ in range(300)]
    stop.set()
    swapping.join()

    wrong = [
        state
        for state in outcomes
        if state and not torch.equal(state["tiny_last.bias"], states[good]["tiny_last.bias"])
    ]
    assert wrong == []
    assert {False, True} == {state is None for state in outcomes}


def _swap(path: Path, files: tuple[Path, ...], stop: threading.Event) -> None:
    while not stop.is_set():
        for file in files:
            link = path.with_suffix(".link")
            os.link(file, link)
            link.replace(path)
            stop.wait(0.0005)


def _read_as(path: Path, digest: str) -> dict[str, torch.Tensor] | None:
    try:
        return read_state(path, sha256=digest)
    except DamagedCheckpoint:
        return None


def test_F51_an_installed_file_that_was_altered_is_not_loaded(tmp_path: Path):
    path = tmp_path / "a.safetensors"
    save_file(tiny_state(), path)
    digest, content = sha256_of(path), bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)

    with pytest.raises(DamagedCheckpoint, match="SHA-256"):
        read_state(path, sha256=digest)


@pytest.mark.parametrize(
    ("count", "seed"), [(300, 7), pytest.param(10_000, 8, marks=pytest.mark.slow)]
)
@pytest.mark.skipif(sys.platform == "win32", reason="the child bounds itself by RLIMIT_AS")
def test_F46_mutants_never_crash_run_or_pass_as_something_else(
    count: int, seed: int, tmp_path: Path
):
    marker = tmp_path / "marker"

    tally = refuse_all("mutants", count, seed, marker)

    assert not marker.exists()
    assert (tally["wrong"], tally["unhashed"]) == (0, 0)


def test_F48_a_checkpoint_of_another_network_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    write_plugin(plugins_folder())
    plugins.enable("tiny")
    torch.save(tiny_state() | {"tiny_extra.weight": torch.ones(3)}, tmp_path / "a.pth")

    code = main(["models", "import", str(tmp_path / "a.pth"), "--unverified"])

    assert code == 1
    assert "has no place for `tiny_extra.weight`" in capsys.readouterr().err
    assert list(models_folder().iterdir()) == []
