import numpy as np
import pytest
import torch
from engine_models import identity, model_of, sharpen
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from deblur_desktop.engine.architecture import Tiling
from deblur_desktop.engine.inference import Report
from deblur_desktop.engine.restore import restore, run_network
from deblur_desktop.errors import Cancelled, OutOfMemory, PluginError, WrongInput
from deblur_desktop.photo.box import Box
from deblur_desktop.photo.photo import Photo
from deblur_desktop.recipe import Recipe

RECIPE = Recipe(checkpoint="fake", tile=64)
UNLOCKED = Recipe(checkpoint="fake", tile=64, color_lock=False)


def noise(height: int, width: int, seed: int = 0) -> Photo:
    values = np.random.default_rng(seed).integers(0, 256, (height, width, 3))
    return Photo(values.astype(np.float32) / np.float32(255))


def codes(photo: Photo) -> np.ndarray:
    return (photo.pixels * 255).round().astype(np.uint8)


@given(height=st.integers(1, 150), width=st.integers(1, 150), strength=st.floats(0, 1.5))
def test_the_identity_network_changes_nothing_at_any_size(height: int, width: int, strength: float):
    photo = noise(height, width)

    result = restore(
        photo, model_of(identity), Recipe(checkpoint="fake", tile=64, strength=strength)
    )

    assert np.array_equal(codes(photo), codes(result.photo))


@given(
    x=st.integers(0, 90), y=st.integers(0, 90), width=st.integers(1, 60), height=st.integers(1, 60),
    feather=st.integers(0, 20),
)  # fmt: skip
def test_pixels_outside_of_the_region_do_not_change(
    x: int, y: int, width: int, height: int, feather: int
):
    photo = noise(100, 95)
    recipe = Recipe(checkpoint="fake", tile=64, region=Box(x, y, width, height), feather=feather)

    result = restore(photo, model_of(lambda t: t * 0.9 + 0.05), recipe)

    untouched = np.ones((100, 95), bool)
    untouched[(Box(x, y, width, height) & photo.box).slices] = False
    assert np.array_equal(photo.pixels[untouched], result.photo.pixels[untouched])


def test_pixels_where_the_mask_is_black_do_not_change():
    photo = noise(80, 80)
    mask = np.zeros((80, 80), np.float32)
    mask[20:50, 30:70] = np.linspace(0, 1, 40, dtype=np.float32)

    result = restore(photo, model_of(sharpen), RECIPE, mask=mask)

    assert np.array_equal(photo.pixels[mask == 0], result.photo.pixels[mask == 0])
    assert not np.array_equal(photo.pixels[mask == 1], result.photo.pixels[mask == 1])


def test_tiles_do_not_show():
    photo = noise(304, 280)
    tiled = restore(photo, model_of(sharpen), UNLOCKED)

    whole = restore(photo, model_of(sharpen), Recipe(checkpoint="fake", tile=304, color_lock=False))

    # Where a tile ends inside of the photo, its window has faded out.
    assert np.abs(tiled.photo.pixels - whole.photo.pixels).max() < 2e-3


def test_the_region_is_restored_as_in_the_whole_photo():
    photo = noise(200, 200)
    box = Box(60, 50, 70, 80)
    whole = restore(photo, model_of(sharpen), UNLOCKED)

    part = restore(
        photo, model_of(sharpen), Recipe(checkpoint="fake", tile=64, region=box, color_lock=False)
    )

    assert np.abs((whole.photo.pixels - part.photo.pixels)[box.slices]).max() < 2e-3


@given(height=st.integers(1, 200), width=st.integers(1, 200))
def test_the_lock_keeps_the_mean_color_of_each_block(height: int, width: int):
    photo = Photo(noise(height, width).pixels * np.float32(0.5) + np.float32(0.25))

    result = restore(photo, model_of(lambda t: t * 0.95 + 0.04), RECIPE)

    for y in range(0, height, 64):
        for x in range(0, width, 64):
            change = (result.photo.pixels - photo.pixels)[y : y + 64, x : x + 64]
            assert np.abs(change.mean(axis=(0, 1))).max() < 0.5 / 255


@given(strength=st.floats(0, 1.5))
def test_the_strength_is_the_share_of_the_change(strength: float):
    photo = Photo(np.full((40, 50, 3), 0.5, np.float32))
    recipe = Recipe(checkpoint="fake", tile=64, strength=strength, color_lock=False)

    result = restore(photo, model_of(lambda t: t + 0.08), recipe)

    assert np.abs(result.photo.pixels - (0.5 + 0.08 * strength)).max() < 1e-6


def test_without_texture_the_finest_detail_stays():
    photo = noise(64, 64)

    full = restore(photo, model_of(sharpen), UNLOCKED).photo.pixels
    smooth = restore(
        photo, model_of(sharpen), Recipe(checkpoint="fake", tile=64, texture=0, color_lock=False)
    ).photo.pixels

    assert np.abs(smooth - photo.pixels).mean() < 0.5 * np.abs(full - photo.pixels).mean()


def test_a_gray_photo_stays_gray():
    values = np.random.default_rng(0).random((70, 70, 1), np.float32)
    photo = Photo(np.repeat(values, 3, axis=2), gray=True)

    result = restore(
        photo, model_of(lambda t: t + torch.tensor([0.01, 0.02, 0.03])[:, None, None]), RECIPE
    )

    assert np.ptp(result.photo.pixels, axis=2).max() == 0


def test_values_beyond_white_of_a_float_photo_are_kept():
    pixels = np.full((64, 64, 3), 3.5, np.float32)

    result = restore(Photo(pixels, depth=32), model_of(identity), RECIPE)

    assert np.array_equal(result.photo.pixels, pixels)


def test_the_network_sees_values_between_black_and_white_only():
    seen: list[Tensor] = []
    pixels = np.linspace(-1, 4, 64 * 64 * 3, dtype=np.float32).reshape(64, 64, 3)

    restore(Photo(pixels, depth=32), model_of(lambda t: seen.append(t) or t), RECIPE)

    assert float(seen[0].min()) == 0
    assert float(seen[0].max()) == 1


def test_progress_counts_up_to_the_number_of_tiles():
    seen: list[tuple[int, int]] = []

    result = restore(noise(200, 200), model_of(identity), RECIPE, lambda *step: seen.append(step))

    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (result.report.tiles, result.report.tiles)


def test_the_plan_fills_the_region_and_is_told_before_the_first_tile():
    report, told = Report(), list[tuple[list[int], list[int]]]()
    recipe = Recipe(checkpoint="fake", tile=64, overlap=16, region=Box(50, 30, 140, 100))

    run_network(
        noise(200, 220), model_of(identity), recipe,
        lambda done, total: told.append((report.columns, report.rows)), report=report,
    )  # fmt: skip

    columns, rows = told[0]
    assert (columns[0], columns[-1], rows[0], rows[-1]) == (50, 190, 30, 130)
    assert columns == sorted(columns)
    assert rows == sorted(rows)
    assert (len(columns) - 1) * (len(rows) - 1) == report.tiles


def test_a_callback_that_raises_stops_the_work_before_the_first_tile_ends():
    calls: list[int] = []

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        restore(noise(64, 64), model_of(lambda t: calls.append(1) or t), RECIPE, cancel)

    assert calls == []


class ShortOfMemory:
    """Fails as PyTorch does on tiles above a size."""

    def __init__(self, largest: int, error: Exception) -> None:
        self.largest, self.error = largest, error
        self.sides: list[int] = []

    def __call__(self, pixels_BCHW: Tensor) -> Tensor:
        self.sides.append(pixels_BCHW.shape[-1])
        if pixels_BCHW.shape[-1] > self.largest:
            raise self.error
        return pixels_BCHW * 0.9 + 0.05


OUT_OF_MEMORY = [
    torch.OutOfMemoryError("CUDA out of memory"),
    MemoryError(),
    RuntimeError("[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory"),
    RuntimeError("std::bad_alloc"),
]


@pytest.mark.parametrize("error", OUT_OF_MEMORY, ids=["cuda", "python", "cpu", "c++"])
def test_F80_F81_out_of_memory_halves_the_tile_and_gives_the_same_picture(error: Exception):
    photo = noise(128, 256)
    recipe = Recipe(checkpoint="fake", tile=128, color_lock=False)
    short = ShortOfMemory(40, error)

    result = restore(photo, model_of(short), recipe)

    assert np.abs(result.photo.pixels - (photo.pixels * 0.9 + 0.05)).max() < 1e-6
    assert result.report.tile == (32, 32)
    assert short.sides.count(128) == 1, "what was learnt from the first tile must serve the others"


def test_F81_when_no_tile_fits_the_message_says_so():
    with pytest.raises(OutOfMemory, match="even a tile of 16 x 16"):
        restore(noise(64, 64), model_of(ShortOfMemory(0, MemoryError())), RECIPE)


def test_other_errors_of_the_network_are_not_taken_for_a_lack_of_memory():
    def broken(_: Tensor) -> Tensor:
        raise RuntimeError("shape mismatch")

    with pytest.raises(PluginError, match="shape mismatch"):
        restore(noise(64, 64), model_of(broken), RECIPE)


WILD = {
    "nan": lambda t: t * float("nan"),
    "infinite": lambda t: t / 0,
    "black": lambda t: t * 0,
    "noise": lambda t: torch.rand_like(t) * 3 - 1,
}


@pytest.mark.parametrize("network", WILD.values(), ids=WILD.keys())
def test_F84_invalid_pixels_of_the_network_keep_the_input_and_are_told(network):
    photo = noise(100, 100)

    result = restore(photo, model_of(network), RECIPE)

    assert np.array_equal(codes(result.photo), codes(photo))
    assert len(result.report.kept) == result.report.tiles


def test_F84_only_the_wild_tile_is_kept():
    photo = Photo(np.full((64, 400, 3), 0.5, np.float32))
    photo.pixels[:, 350:] = 0.9

    result = restore(
        photo, model_of(lambda t: torch.where(t.amax() > 0.8, t / 0, t + 0.05)), UNLOCKED
    )

    assert 0 < len(result.report.kept) < result.report.tiles
    assert np.allclose(result.photo.pixels[:, :280], 0.55)
    assert np.allclose(result.photo.pixels[:, 380:], 0.9)


def test_pixels_of_another_shape_are_told_as_the_plugins_fault():
    with pytest.raises(PluginError, match="instead of"):
        restore(noise(64, 64), model_of(lambda t: t[:, :, ::2]), RECIPE)


def test_the_recipe_names_the_tile_that_was_wished_not_what_fitted():
    small = restore(noise(40, 40), model_of(identity), Recipe(checkpoint="fake"))

    assert small.recipe.tile == 512


@pytest.mark.parametrize(
    ("height", "width"), [(63, 200), (64, 64), (65, 1), (1, 1), (130, 129)], ids=str
)
def test_the_lock_is_exact_at_awkward_sizes(height: int, width: int):
    photo = Photo(noise(height, width).pixels * np.float32(0.4) + np.float32(0.3))

    result = restore(photo, model_of(lambda t: t * 0.97 + 0.02), RECIPE)

    for y in range(0, height, 64):
        for x in range(0, width, 64):
            change = (result.photo.pixels - photo.pixels)[y : y + 64, x : x + 64]
            assert np.abs(change.mean(axis=(0, 1))).max() < 1e-4


def test_a_region_outside_of_the_photo_is_refused():
    with pytest.raises(WrongInput, match="outside"):
        restore(
            noise(50, 50), model_of(identity), Recipe(checkpoint="fake", region=Box(60, 0, 5, 5))
        )


def test_a_mask_of_another_size_is_refused():
    with pytest.raises(WrongInput, match="another size"):
        restore(noise(50, 50), model_of(identity), RECIPE, mask=np.ones((40, 50), np.float32))


def test_an_empty_mask_is_refused():
    with pytest.raises(WrongInput, match="empty"):
        restore(noise(50, 50), model_of(identity), RECIPE, mask=np.zeros((50, 50), np.float32))


def test_a_dual_pixel_network_gets_left_right_and_center():
    photo = noise(64, 64)
    left, right = noise(64, 64, 1).pixels, noise(64, 64, 2).pixels
    seen: list[Tensor] = []
    dual = Photo(photo.pixels, views=(left, right))

    restore(dual, model_of(lambda t: seen.append(t) or identity(t), channels=9), RECIPE)

    expected = np.concatenate([left, right, photo.pixels], axis=2).transpose(2, 0, 1)
    assert np.array_equal(seen[0][0].numpy(), expected)


def test_a_network_of_the_views_alone_gets_those_and_invalid_pixels_become_the_photos():
    photo = noise(64, 64)
    left, right = noise(64, 64, 1).pixels, noise(64, 64, 2).pixels
    seen: list[Tensor] = []
    dual = Photo(photo.pixels, views=(left, right))

    result = restore(dual, model_of(lambda t: seen.append(t) or t[:, :3] / 0, channels=6), RECIPE)

    assert np.array_equal(seen[0][0].numpy(), np.concatenate([left, right], 2).transpose(2, 0, 1))
    assert len(result.report.kept) == 1
    assert np.array_equal(result.photo.pixels, photo.pixels)


def test_a_dual_pixel_network_refuses_an_ordinary_photo():
    with pytest.raises(WrongInput, match="dual-pixel"):
        restore(noise(64, 64), model_of(identity, channels=6), RECIPE)


def test_the_recipe_that_comes_back_gives_the_same_result():
    photo = noise(150, 150)
    first = restore(photo, model_of(sharpen), Recipe(checkpoint="fake"))

    second = restore(photo, model_of(sharpen), first.recipe)

    assert first.recipe == second.recipe
    assert np.array_equal(first.photo.pixels, second.photo.pixels)


def test_a_network_with_fixed_sizes_gets_only_those():
    sides: set[tuple[int, int]] = set()
    tiling = Tiling(multiple=64, minimum=64, overlap=16, sizes=(64, 128))

    restore(
        noise(50, 300),
        model_of(lambda t: sides.add((t.shape[2], t.shape[3])) or t, tiling=tiling),
        Recipe(checkpoint="fake"),
    )

    assert sides == {(64, 128)}
