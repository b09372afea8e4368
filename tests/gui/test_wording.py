"""What the lower floors say, in the person's language."""

import inspect
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

from deblur_desktop import errors
from deblur_desktop.gui import wording
from deblur_desktop.gui.wording import told
from deblur_desktop.jobs.messages import Failed

ROOT = Path(__file__).parent.parent.parent / "deblur_desktop"
CLASSES = [
    name
    for name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.DeblurError) and kind is not errors.DeblurError
]


class Shouting(QTranslator):
    """A language that is English in capitals, so that one sees what was translated."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        del context, disambiguation, n
        return text.upper()

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def shouting(qtbot: QtBot) -> Generator[None]:
    del qtbot
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def failed(error: str = "OutOfMemory", hint: str = "close other programs") -> Failed:
    return Failed(job=1, error=error, message="no room: a.png", hint=hint, details="Traceback")


@pytest.mark.parametrize("error", [*CLASSES, "WorkerCrashed"])
@pytest.mark.usefixtures("shouting")
def test_each_class_of_error_has_a_sentence_of_its_own(error: str):
    message, hint, _ = told(failed(error))

    assert message.isupper()
    assert hint.isupper()
    assert message != told(failed("KeyError")).message


def test_without_a_translation_the_worker_is_quoted():
    assert told(failed()) == ("No room: a.png", "Close other programs", "Traceback")


@pytest.mark.usefixtures("shouting")
def test_with_one_the_english_original_stands_under_details():
    message, hint, details = told(failed())

    assert message == "THERE IS TOO LITTLE MEMORY, EVEN FOR THE SMALLEST TILE."
    assert hint.startswith("CLOSE OTHER PROGRAMS")
    assert details == "no room: a.png\nclose other programs\n\nTraceback"


def test_a_hint_for_the_command_line_is_replaced_by_one_for_the_window():
    told_ = told(failed("DeviceLost", hint="try --device cpu"))

    assert told_.message == "No room: a.png"
    assert told_.hint == "Choose another device under Advanced."


@pytest.mark.usefixtures("shouting")
def test_notices_and_stages_are_translated():
    assert wording.notice("The palette is saved as RGB.").isupper()
    assert wording.stage("preparing the model") == "PREPARING THE MODEL…"


def test_every_notice_in_the_table_is_one_that_a_photo_can_have():
    paths = [*(ROOT / "photo").rglob("*.py"), *(ROOT / "jobs").rglob("*.py")]
    sources = "".join(path.read_text("utf-8") for path in paths)

    assert [notice for notice in wording._NOTICES if notice not in sources] == []


@pytest.mark.parametrize("stage", [stage for stage in wording._STAGES if stage])
def test_every_stage_in_the_table_is_one_that_a_worker_tells(stage: str):
    lanes = (ROOT / "jobs" / f"{lane}_lane.py" for lane in ("files", "models", "engine"))

    assert any(f'"{stage}"' in lane.read_text("utf-8") for lane in lanes)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (0.44, "Sharper by 17 %; 44 % of the picture changed."),
        (0.001, "Sharper by 17 %; less than 1 % of the picture changed."),
    ],
)
def test_what_was_gained_is_said_from_its_numbers(changed: float, sentence: str):
    assert wording.gained(0.17, changed) == sentence
