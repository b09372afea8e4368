from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from deblur_desktop.diagnosis.blur import KINDS, Diagnosis, Kind, diagnose
from deblur_desktop.photo.photo import Photo

Floats = NDArray[np.float32]
Blur = Callable[[Floats, Floats], Floats]


def angle_between(a: float, b: float) -> float:
    """Degrees between two directions without a sign, 0 to 90."""
    return abs((a - b + 90) % 180 - 90)


def test_a_sharp_picture_is_left(leaves: Floats):
    found = diagnose(Photo(leaves))

    assert found.kind is Kind.SHARP
    assert found.sentence == "sharp: leave it"
    assert found.length == 0


@pytest.mark.parametrize("length", [8, 15, 25, 36])
@pytest.mark.parametrize("angle_deg", [0, 35, 90, 120])
def test_motion_is_measured(leaves: Floats, blur: Blur, make_line, length: float, angle_deg: float):
    found = diagnose(Photo(blur(leaves, make_line(length, angle_deg))))

    assert found.kind is Kind.MOTION
    assert found.length == pytest.approx(length, rel=0.3)
    assert angle_between(found.angle_deg, angle_deg) < 12


@pytest.mark.parametrize("radius", [2.5, 4, 6, 9])
def test_defocus_is_measured(leaves: Floats, blur: Blur, make_disc, radius: float):
    found = diagnose(Photo(blur(leaves, make_disc(radius))))

    assert found.kind is Kind.DEFOCUS
    assert found.radius == pytest.approx(radius, rel=0.25)


def test_a_blur_longer_than_a_window_sees_is_measured(make_leaves, blur: Blur, make_line):
    photo = Photo(blur(make_leaves(3, 1100, 1300), make_line(110, 20)))

    found = diagnose(photo)

    assert found.kind is Kind.MOTION
    assert found.length == pytest.approx(110, rel=0.35)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_quarter_turn_of_the_picture_turns_the_angle(
    leaves: Floats, blur: Blur, make_line, turns
):
    shaken = blur(leaves, make_line(16, 25))

    before, after = diagnose(Photo(shaken)), diagnose(Photo(np.rot90(shaken, turns).copy()))

    assert before.kind is after.kind
    assert angle_between(after.angle_deg, before.angle_deg + 90 * turns) < 3
    assert after.length == pytest.approx(before.length, rel=0.1)


def test_a_mirror_image_has_the_mirrored_angle(leaves: Floats, blur: Blur, make_line):
    shaken = blur(leaves, make_line(16, 25))

    before, after = diagnose(Photo(shaken)), diagnose(Photo(shaken[:, ::-1].copy()))

    assert angle_between(after.angle_deg, -before.angle_deg) < 3


@given(factor=st.floats(0.4, 1.0))
def test_brightness_does_not_change_the_kind(leaves: Floats, blur: Blur, make_line, factor: float):
    shaken = blur(leaves[:300, :300], make_line(16, 25))

    assert diagnose(Photo(shaken * np.float32(factor))).kind is Kind.MOTION


@given(height=st.integers(1, 300), width=st.integers(1, 300))
def test_any_size_has_an_answer(leaves: Floats, height: int, width: int):
    found = diagnose(Photo(leaves[:height, :width]))

    assert found.sentence
    assert 0 <= found.sureness <= 1
    assert min(height, width) >= 32 or found.sentence == "too small to say"
    assert found.map.kind.shape == found.map.length.shape == found.map.angle_deg.shape
    rows, columns = found.map.kind.shape
    assert found.map.cell == (height / rows, width / columns)


def test_a_photo_gets_the_same_answer_twice(leaves: Floats):
    first, second = diagnose(Photo(leaves)), diagnose(Photo(leaves))

    assert first.sentence == second.sentence
    assert np.array_equal(first.map.sureness, second.map.sureness)


def test_a_blank_photo_is_too_smooth():
    found = diagnose(Photo(np.full((200, 300, 3), 0.5, np.float32)))

    assert found.kind is Kind.UNSURE
    assert found.sentence == "too smooth to say"


def test_a_photo_of_nothing_but_noise_is_too_noisy():
    noise = np.random.default_rng(0).normal(0.5, 0.15, (300, 300, 3)).astype(np.float32)

    assert diagnose(Photo(np.clip(noise, 0, 1))).sentence == "too noisy to say"


def test_values_that_are_no_numbers_do_not_spread(leaves: Floats):
    broken = leaves.copy()
    broken[10, 10] = np.nan
    broken[20, 20] = np.inf

    assert diagnose(Photo(broken)).kind is Kind.SHARP


def test_noise_is_estimated(leaves: Floats):
    grain = np.random.default_rng(0).normal(0, 0.02, leaves.shape[:2])[..., None]

    noisy = diagnose(Photo((leaves * 0.5 + 0.2 + grain).astype(np.float32)))

    assert noisy.noise == pytest.approx(0.02, rel=0.35)


def test_the_map_tells_a_blurred_half_from_a_sharp_one(make_leaves, blur: Blur, make_line):
    picture = make_leaves(5, 512, 1024)
    picture[:, 512:] = blur(picture, make_line(20, 0))[:, 512:]

    found = diagnose(Photo(picture)).map

    columns = found.kind.shape[1]
    assert (found.kind[:, : columns // 2 - 1] == KINDS.index(Kind.SHARP)).mean() > 0.8
    assert (found.kind[:, columns // 2 + 1 :] == KINDS.index(Kind.MOTION)).mean() > 0.8


@pytest.mark.parametrize(
    ("kind", "length", "expected"),
    [
        (Kind.MOTION, 14.2, "motion, about 14 px at 32 degrees, 82 % sure"),
        (Kind.DEFOCUS, 8.1, "defocus, radius 4 px, 82 % sure"),
        (Kind.DEFOCUS, 4.2, "defocus, radius 2.1 px, 82 % sure"),
        (Kind.SHARP, 0, "sharp: leave it"),
        (Kind.UNSURE, 0, "not sure what blurs it"),
    ],
)
def test_a_person_is_told_in_a_sentence(leaves: Floats, kind: Kind, length: float, expected: str):
    some = diagnose(Photo(leaves))

    told = Diagnosis(kind, length, 32.0, 0.82, 0.01, some.map).sentence

    assert expected == told
