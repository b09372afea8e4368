"""`deblur-desktop doctor`: what is here, how fast it is, and whether it works."""

import json
import platform
from argparse import ArgumentParser, Namespace
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from deblur_desktop import __version__, bundle
from deblur_desktop.cli.command import Command

_PACKAGES = ("torch", "numpy", "opencv-python", "pillow", "tifffile", "imagecodecs", "rawpy",
             "safetensors", "pillow-heif")  # fmt: skip


def configure(parser: ArgumentParser) -> None:
    """How to tell."""
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: Namespace) -> int:
    """Look at everything; exit code 1 when the self-test fails."""
    from deblur_desktop.engine.cpu import prepare

    prepare()
    from deblur_desktop.cli import DONE, FAILED
    from deblur_desktop.engine.checkup import check_devices

    devices = check_devices()
    facts: dict[str, Any] = {
        "program": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "packages": {name: _version(name) for name in _PACKAGES},
        "memory": _memory(),
        "folders": {
            "data": str(bundle.data_folder()),
            "models": str(bundle.models_folder()),
            "plug-ins": str(bundle.plugins_folder()),
        },
        "devices": [device.facts for device in devices],
    }
    _tell(json.dumps(facts) if options.json else "\n".join(_lines(facts)))
    return DONE if all(device.works for device in devices) else FAILED


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _memory() -> str:
    from deblur_desktop.engine.cpu import available_memory

    available = available_memory()
    return "unknown" if available is None else f"{available / 1e9:.1f} GB available"


def _lines(facts: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for name, fact in facts.items():
        if isinstance(fact, dict):
            lines += [name, *(f"  {key:14}{value}" for key, value in fact.items())]
        elif isinstance(fact, list):
            lines += [name]
            for device in fact:
                lines += [f"  {key:14}{value}" for key, value in device.items()]
        else:
            lines.append(f"{name:16}{fact}")
    return lines


def _tell(text: str) -> None:
    print(text)  # noqa: T201 - the data of this command


command = Command(
    "doctor", "versions, devices with a benchmark, memory, folders, self-test", configure, run
)
