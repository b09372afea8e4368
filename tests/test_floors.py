"""Promises about the house itself, which no single part can keep."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from deblur_desktop.cli import find_commands
from deblur_desktop.cli.command import Command
from deblur_desktop.photo import formats
from deblur_desktop.photo.format import Format

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*ROOT.glob("deblur_desktop/**/*.py"), *ROOT.glob("plugins/**/*.py")])

# Each has hurt somebody: code in weights, paths that crash a decoder, zip members that stray.
BANNED = {
    "cv2.imread", "cv2.imwrite", "cv2.imshow", "cv2.haveImageReader", "os.system", "eval", "exec",
}  # fmt: skip


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_N14_no_call_that_is_known_to_hurt(path: Path):
    tree = ast.parse(path.read_text("utf-8"))

    for call in calls(tree):
        keywords = {keyword.arg: keyword.value for keyword in call.keywords}
        values = {name: getattr(value, "value", None) for name, value in keywords.items()}
        assert ast.unparse(call.func) not in BANNED
        assert name_of(call) != "extractall"
        assert values.get("weights_only") is not False
        assert values.get("shell") is not True
        assert values.get("strict") is not False or name_of(call) != "load_state_dict"
        if name_of(call) == "open" and "Image" in ast.unparse(call.func):
            assert "formats" in keywords, "Pillow may start other programs without it"


def test_torch_load_stands_in_one_module():
    having = [path.name for path in SOURCES if "torch.load(" in path.read_text("utf-8")]

    assert having == ["weights.py"]


def test_every_command_module_offers_a_command():
    found = list(find_commands())

    assert all(isinstance(command, Command) for command in found)
    assert [command.name for command in found] == sorted(
        path.stem for path in (ROOT / "deblur_desktop/cli/commands").glob("[!_]*.py")
    )


def test_every_format_module_offers_a_format():
    found = formats.all_formats()

    assert all(isinstance(each, Format) for each in found.values())
    assert set(found) == {
        path.stem for path in (ROOT / "deblur_desktop/photo/formats").glob("[!_]*.py")
    }


@pytest.mark.parametrize(
    "package", ["photo.files", "diagnosis.blur", "library.library", "plugins", "recipe"]
)
def test_the_lower_floors_run_without_torch(package: str):
    code = f"import sys, deblur_desktop.{package}; print('torch' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from deblur_desktop.gui import app

def loaded():
    return [name for name in ("torch", "cv2", "numpy") if name in sys.modules]

def begin():
    print(loaded())
    app._begin(window, [])

def inspected(message):
    print("torch" in sys.modules, message.checkpoints)
    window.close()
    application.quit()

application = QApplication([])
window = app.make_window()
window.painted.connect(begin)
window.session.inspected.connect(inspected)
window.show()
QTimer.singleShot(60_000, application.quit)
application.exec()
"""


def test_the_window_opens_without_torch_and_is_painted_without_numpy(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    done = subprocess.run(
        [sys.executable, "-c", WINDOW], capture_output=True, text=True, check=True
    )

    painted, inspected = done.stdout.splitlines()
    assert painted == "[]"
    assert inspected.startswith("False [")


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text("utf-8")

    assert all(command.name in readme for command in find_commands())
