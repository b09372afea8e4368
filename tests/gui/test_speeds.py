"""How fast the models are here: learnt, kept, and unharmed by what stands in the file."""

from pathlib import Path

import pytest

from deblur_desktop.gui.speeds import Speeds, Way

WAY = Way("maxim", "cpu", "auto")


def test_nothing_is_known_at_first():
    assert Speeds().seconds_per_megapixel(WAY) is None


def test_runs_teach_by_their_size():
    speeds = Speeds()

    speeds.learn(WAY, 0.5, 20)  # a preview, with the time that everything needs to warm up
    speeds.learn(WAY, 9.5, 80)

    assert speeds.seconds_per_megapixel(WAY) == pytest.approx(10)


@pytest.mark.parametrize(
    "other",
    [Way("nafnet", "cpu", "auto"), Way("maxim", "cuda:0", "auto"), Way("maxim", "cpu", "fp32")],
    ids=["model", "device", "precision"],
)
def test_another_way_is_not_known_by_this_one(other: Way):
    speeds = Speeds()

    speeds.learn(WAY, 1, 10)

    assert speeds.seconds_per_megapixel(other) is None


def test_what_was_long_ago_fades():
    speeds = Speeds()
    speeds.learn(WAY, 10_000, 100_000)

    for _ in range(4):
        speeds.learn(WAY, 100, 200)

    rate = speeds.seconds_per_megapixel(WAY)
    assert rate is not None
    assert rate < 4


def test_the_next_start_knows_what_was_stored():
    speeds = Speeds()
    speeds.learn(WAY, 2, 18)

    speeds.store()

    assert Speeds().seconds_per_megapixel(WAY) == pytest.approx(9)


@pytest.mark.parametrize(
    "content", [b"", b"[1]", b'{"x": 3}', b'{"x": ["a", "b"]}', b"\xff", b"[" * 100_000],
)  # fmt: skip
def test_a_damaged_file_is_as_good_as_none(content: bytes, data_folder: Path):
    (data_folder / "speeds.json").write_bytes(content)

    assert Speeds().seconds_per_megapixel(WAY) is None
