"""Large photos stay within bounds: anonymous memory of a process that opens and saves one."""

import json
import subprocess
import sys
from pathlib import Path

import imagecodecs
import numpy as np
import photo_files
import pytest

_MEASURE = """
import json, sys, threading
from pathlib import Path
from deblur_desktop.photo.files import open_photo, save_photo

def anonymous_mb():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024

peaks, done = {"now": 0.0}, threading.Event()

def watch():
    while not done.wait(0.003):
        peaks["now"] = max(peaks["now"], anonymous_mb())

watcher = threading.Thread(target=watch)
watcher.start()
photo = open_photo(Path(sys.argv[1]))
peaks["open"], peaks["now"] = peaks["now"], 0.0
saved = save_photo(photo, Path(sys.argv[2]))
peaks["save"] = peaks["now"]
done.set()
watcher.join()
print(json.dumps(peaks))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    ("size", "open_mb", "save_mb"),
    [
        pytest.param((4000, 6000), 700, 800, id="24 megapixels"),
        pytest.param((8700, 11500), 1500, 1500, id="100 megapixels", marks=pytest.mark.slow),
    ],
)
def test_opening_and_saving_a_large_jpeg_takes_bounded_memory(
    size: tuple[int, int], open_mb: int, save_mb: int, tmp_path: Path
):
    small = photo_files.picture(100, 100)
    tiled = np.tile(small, (size[0] // 100, size[1] // 100, 1))
    path = photo_files.written(tmp_path / "a.jpg", bytes(imagecodecs.jpeg8_encode(tiled, 90)))

    child = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path), str(tmp_path / "b.jpg")],
        capture_output=True,
        text=True,
        check=True,
    )

    peaks = json.loads(child.stdout)
    assert 0 < peaks["open"] < open_mb
    assert 0 < peaks["save"] < save_mb
