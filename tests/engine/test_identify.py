"""Which architecture claims a checkpoint, and what is said when none or two do."""

from collections.abc import Callable

import pytest
from library.tiny import INIT, tiny_state, write_plugin

from deblur_desktop import plugins
from deblur_desktop.bundle import plugins_folder
from deblur_desktop.engine.identify import architectures, build_fitting, identify
from deblur_desktop.errors import AmbiguousCheckpoint, DamagedCheckpoint, UnknownArchitecture

SHAPES = {name: tuple(tensor.shape) for name, tensor in tiny_state().items()}


@pytest.fixture
def add() -> Callable[..., None]:
    def add(name: str = "tiny", **contents: str) -> None:
        write_plugin(plugins_folder(), name, **contents)
        plugins.enable(name)

    return add


def test_the_one_that_claims_is_found(add: Callable[..., None]):
    add()

    assert identify(SHAPES).id == "tiny"


def test_none_that_claims_names_the_nearest_and_what_it_misses(add: Callable[..., None]):
    add()

    with pytest.raises(UnknownArchitecture, match=r"Tiny, misses: tiny_last\.weight$"):
        identify({"tiny_first.weight": (4, 3, 3, 3)})


def test_two_that_claim_are_both_named(add: Callable[..., None]):
    add("tiny")
    add("other", init=INIT.replace('"Tiny"', '"Other"'))

    with pytest.raises(AmbiguousCheckpoint, match=r"Other and Tiny"):
        identify(SHAPES)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"tiny_last.bias": None}, "misses `tiny_last.bias`"),
        ({"extra.weight": (1,)}, "has no place for `extra.weight`"),
        ({"tiny_last.bias": (4,)}, r"`tiny_last.bias` is \(4,\) instead of \(3,\)"),
    ],
    ids=["missing", "extra", "shape"],
)
def test_F48_names_and_shapes_must_be_exactly_the_networks(
    add: Callable[..., None], changed: dict[str, tuple[int, ...] | None], message: str
):
    add()
    shapes = {name: shape for name, shape in (SHAPES | changed).items() if shape is not None}

    with pytest.raises(DamagedCheckpoint, match=message):
        build_fitting(identify(shapes), shapes, {})


def test_F88_one_that_fails_to_detect_harms_nothing(
    add: Callable[..., None], caplog: pytest.LogCaptureFixture
):
    add("tiny")
    broken = 'class Broken(type(has("x"))):\n    def __call__(self, names): 1 / 0\n\n\n'
    init = INIT.replace("def build", broken + "def build").replace(
        'has("tiny_first.weight", "tiny_last.weight")', 'Broken("x")'
    )
    add("broken", init=init)

    assert identify(SHAPES).id == "tiny"
    assert "failed to detect" in caplog.text
    caplog.clear()


def test_every_bundled_plugin_offers_an_architecture():
    names = {found.name for found in plugins.find() if found.origin == "bundled"}

    assert names == {architecture.id for architecture in architectures()}
