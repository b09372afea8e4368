"""`models install`: fetch a published checkpoint, with progress in the terminal."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from deblur_desktop.library.download import OnBytes
from deblur_desktop.library.library import Installed


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("id", metavar="ID", nargs="+", help="as `deblur-desktop models` lists it")
    parser.add_argument(
        "--from",
        dest="folder",
        metavar="FOLDER",
        type=Path,
        help="take the published files from this folder instead of the network",
    )


def install(options: Namespace) -> list[Installed]:
    """Install what was asked for, one after the other.

    Raises:
        DeblurError: One cannot be installed; those before it are.
    """
    from deblur_desktop.engine.installing import install_checkpoint

    done: list[Installed] = []
    for name in options.id:
        with _progress(name) as on_bytes:
            done.append(
                install_checkpoint(name, folder=options.folder, on_notice=_say, on_bytes=on_bytes)
            )
    return done


@contextmanager
def _progress(name: str) -> Generator[OnBytes]:
    """A bar, where there is somebody to see it."""
    bar = Progress(
        "{task.description}",
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task(name, total=None)
        yield lambda here, total: bar.update(task, completed=here, total=total or None)


def _say(notice: str) -> None:
    sys.stderr.write(f"note: {notice}\n")
