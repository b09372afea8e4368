"""F95: a save that is cancelled at any time leaves the whole file or none, and the original alone."""

import hashlib
import random
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest
from fakes.window import Heard, noise
from pytestqt.qtbot import QtBot

from deblur_desktop.gui.lane import Lane
from deblur_desktop.jobs import messages
from deblur_desktop.jobs.receipt import Outcome, Receipt
from deblur_desktop.jobs.workspace import Workspace, temporary_workspace
from deblur_desktop.photo.files import open_photo, save_photo
from deblur_desktop.photo.photo import Photo
from deblur_desktop.recipe import Recipe

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills")
HEIGHT, WIDTH = 700, 900
RECIPE = Recipe(checkpoint="fake", color_lock=False)


@pytest.fixture
def original(tmp_path: Path) -> Path:
    (tmp_path / "photos").mkdir()
    save_photo(Photo(noise(HEIGHT, WIDTH)), tmp_path / "photos" / "a.png")
    return tmp_path / "photos" / "a.png"


@pytest.fixture
def workspace(original: Path) -> Generator[Workspace]:
    """With the photo and a result."""
    with temporary_workspace() as workspace:
        photo = open_photo(original)
        workspace.store_photo(photo)
        facts = {
            "reading": photo.box,
            "box": photo.box,
            "mask": "",
            "receipt": Receipt(source="a.png", outcome=Outcome.RESTORED, recipe=RECIPE).core(),
        }
        workspace.store_result("r", np.clip(photo.pixels * 0.9, 0, 1), facts)
        yield workspace


def save(workspace: Workspace, original: Path, job: int) -> messages.Save:
    return messages.Save(
        job=job,
        workspace=str(workspace.folder),
        recipe=RECIPE.to_json(),
        result="r",
        source=str(original),
        path=str(original.with_name(f"{job}.png")),
    )


# Ends before its file is whole.
LEFT = """
import sys
from pathlib import Path
from deblur_desktop.photo.temporary import create, temporary_beside

create(temporary_beside(Path(sys.argv[1])))
"""


def test_F95_a_save_that_is_cancelled_or_killed_at_any_time_leaves_a_whole_file_or_none(
    workspace: Workspace, original: Path, qtbot: QtBot
):
    before = hashlib.sha256(original.read_bytes()).hexdigest()
    lane = Lane("files")
    heard = Heard(lane)
    lane.submit(save(workspace, original, 1000))
    qtbot.waitUntil(lambda: heard.ends() == ["Saved"], timeout=30_000)
    chance = random.Random(95)
    ends: list[str] = []

    for job in range(1, 13):
        del heard[:]
        lane.submit(save(workspace, original, job))
        qtbot.wait(chance.randrange(250))
        if job % 4 == 0:
            lane.kill("is in the way")  # as three seconds after a cancel that is not heard
        else:
            lane.cancel(job)
        qtbot.waitUntil(lambda: lane.running is None, timeout=30_000)
        ends += heard.ends()

    subprocess.run([sys.executable, "-c", LEFT, str(original.with_name("9.png"))], check=True)
    assert list(original.parent.glob(".*.part"))
    lane.submit(save(workspace, original, 2000))
    qtbot.waitUntil(lambda: heard.ends()[-1:] == ["Saved"], timeout=30_000)
    lane.close()
    assert {"Cancelled", "Failed"} <= set(ends)
    assert hashlib.sha256(original.read_bytes()).hexdigest() == before
    left = {path.name for path in original.parent.iterdir()}
    assert {name for name in left if not name.endswith(".png")} == set()
    expected = open_photo(original.with_name("1000.png")).pixels
    for name in left - {"a.png"}:
        assert np.array_equal(open_photo(original.with_name(name)).pixels, expected)
