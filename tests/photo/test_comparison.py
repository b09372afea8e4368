from pathlib import Path

import numpy as np
import photo_files

from deblur_desktop.photo.comparison import save_side_by_side
from deblur_desktop.photo.files import open_photo


def test_both_photos_stand_beside_each_other_under_their_names(tmp_path: Path):
    before = photo_files.written(tmp_path / "a.png", photo_files.encoded("PNG"))
    other = photo_files.encoded("PNG", 255 - photo_files.picture())
    after = photo_files.written(tmp_path / "b.png", other)

    saved = save_side_by_side(before, after, tmp_path / "c.png")

    pixels = open_photo(saved.path).pixels
    assert np.array_equal(open_photo(before).pixels, pixels[28 : 28 + 48, :64])
    assert np.array_equal(open_photo(after).pixels, pixels[28 : 28 + 48, -64:])
    assert 0 < (pixels[:28] < 0.5).mean() < 0.5
