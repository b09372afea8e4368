"""Workspaces: a photo comes out as it went in, and leftovers of the dead go."""

import os
import stat
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import photos

from deblur_desktop.bundle import cache_folder
from deblur_desktop.jobs.workspace import Workspace, new_workspace, sweep, temporary_workspace
from deblur_desktop.photo.photo import Metadata, Photo

blocks = st.binary(max_size=30)
metadata = st.builds(
    Metadata,
    exif=blocks,
    xmp=blocks,
    iptc=blocks,
    dpi=st.none() | st.tuples(st.floats(1, 1e4), st.floats(1, 1e4)),
)


@pytest.fixture
def workspace():
    with temporary_workspace() as workspace:
        yield workspace


@given(
    photo=photos(),
    metadata=metadata,
    profile=st.none() | blocks,
    packing=st.sampled_from(["", "lzw"]),
    notices=st.lists(st.text(), max_size=2),
    has_views=st.booleans(),
)
def test_a_photo_comes_out_as_it_went_in(
    photo: Photo,
    metadata: Metadata,
    profile: bytes | None,
    packing: str,
    notices: list[str],
    has_views: bool,
):
    photo = replace(
        photo,
        metadata=metadata,
        profile=profile,
        packing=packing,
        notices=tuple(notices),
        views=(photo.pixels + 1, photo.pixels + 2) if has_views else None,
        format="tiff",
        sha256="ab" * 32,
    )

    with temporary_workspace() as workspace:
        workspace.store_photo(photo)
        again = workspace.photo()

        for field in fields(Photo):
            before, after = getattr(photo, field.name), getattr(again, field.name)
            if field.name in ("pixels", "alpha", "views"):
                assert np.array_equal(np.asarray(before), np.asarray(after)), field.name
            else:
                assert before == after, field.name


@given(photo=photos(depths=(8, 32)))
def test_the_display_is_the_photo_in_8_bits(photo: Photo):
    with temporary_workspace() as workspace:
        workspace.store_photo(photo)

        shown = workspace.display()

        expected = np.round(np.clip(photo.pixels, 0, 1).astype(np.float64) * 255)
        assert np.abs(shown - expected).max() <= (1 if photo.depth == 32 else 0)


def test_the_photo_is_mapped_and_cannot_be_changed(workspace: Workspace):
    workspace.store_photo(Photo(np.zeros((300, 20, 3), np.float32)))

    pixels = workspace.photo().pixels

    assert isinstance(pixels, np.memmap)
    assert not pixels.flags.writeable


def test_results_masks_and_facts_come_out_as_they_went_in(workspace: Workspace):
    pixels = np.random.default_rng(0).random((5, 6, 3), np.float32)
    mask = np.arange(30, dtype=np.uint8).reshape(5, 6)

    workspace.store_result("result-1", pixels, {"box": [1, 2, 6, 5], "mask": "m"})
    workspace.store_mask("m", mask)
    again, facts = workspace.result("result-1")

    assert np.array_equal(again, pixels)
    assert facts == {"box": [1, 2, 6, 5], "mask": "m"}
    assert np.array_equal(workspace.mask("m"), mask)


def test_a_temporary_workspace_is_gone_at_the_end():
    with temporary_workspace() as workspace:
        workspace.store_facts("a", {})
        assert workspace.folder.is_dir()

    assert not workspace.folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_a_workspace_is_readable_by_its_owner_alone(data_folder: Path):
    workspace = new_workspace()

    for folder in (workspace.folder, workspace.folder.parent, cache_folder()):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def number_of_a_dead_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


def test_sweeping_removes_the_workspaces_of_the_dead_alone():
    own = new_workspace()
    root = own.folder.parent
    names = {
        "dead": f"{number_of_a_dead_process()}-abc",
        "parent": f"{os.getppid()}-abc",
        "strange": "notes",
        "impossible": f"{2**70}-abc",
    }
    for name in names.values():
        (root / name).mkdir()
        (root / name / "photo.npy").touch()
    (root / f"{number_of_a_dead_process()}-file").touch()

    sweep()

    left = {path.name for path in root.iterdir() if path.is_dir()}
    assert own.folder.name in left
    assert names["parent"] in left
    assert names["strange"] in left
    assert names["dead"] not in left


@pytest.mark.skipif(sys.platform != "linux", reason="needs user namespaces")
def test_F03_a_full_disk_is_told_in_words_and_does_not_crash(tmp_path: Path):
    code = """
import sys
import numpy as np
from pathlib import Path
from deblur_desktop.errors import DiskFull
from deblur_desktop.jobs.workspace import Workspace
from deblur_desktop.photo.photo import Photo

pixels = np.random.default_rng(0).random((300, 600, 3), np.float32)
calls = {
    "photo": lambda w: w.store_photo(Photo(pixels)),
    "display": lambda w: w.store_display("display", np.ones((800, 1000, 3), np.float32)),
    "result": lambda w: w.store_result("r", pixels, {}),
    "mask": lambda w: w.store_mask("m", np.ones((1500, 1000), np.uint8)),
    "facts": lambda w: w.store_facts("f", {"a": "x" * 1_500_000}),
}
for name, call in calls.items():
    try:
        call(Workspace(Path(sys.argv[1])))
    except DiskFull as error:
        print(name, error.hint != "")
"""
    small = f"mount -t tmpfs -o size=1m tmpfs {tmp_path} && exec {sys.executable} -c '{code}' {tmp_path}"

    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", small], capture_output=True, text=True, check=False
    )

    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip(f"no user namespaces here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    names = ("photo", "display", "result", "mask", "facts")
    assert done.stdout.split() == [word for name in names for word in (name, "True")]
