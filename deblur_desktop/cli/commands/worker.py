"""`deblur-desktop worker`: the other side of a window, which starts it; nothing for people."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from deblur_desktop.cli.command import Command

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deblur_desktop.jobs.messages import Message
    from deblur_desktop.jobs.worker import Handler


def configure(parser: ArgumentParser) -> None:
    """Which lane."""
    parser.add_argument("lane", choices=("files", "models", "engine", "batch", "photos"))


def run(options: Namespace) -> int:
    """Serve until the window goes."""
    from deblur_desktop.jobs import worker
    from deblur_desktop.jobs.crew import AT_A_TIME

    loaders = {
        "files": _files, "models": _models, "engine": _engine, "batch": _batch, "photos": _photos,
    }  # fmt: skip
    worker.run(loaders[options.lane], threads=AT_A_TIME if options.lane == "photos" else 1)
    return 0


def _files() -> Mapping[type[Message], Handler]:
    from deblur_desktop.jobs.files_lane import HANDLERS

    return HANDLERS


def _models() -> Mapping[type[Message], Handler]:
    from deblur_desktop.jobs.models_lane import HANDLERS

    return HANDLERS


def _engine() -> Mapping[type[Message], Handler]:
    from deblur_desktop.engine.cpu import prepare

    prepare(share=True)
    from deblur_desktop.jobs.engine_lane import Engine

    return Engine().handlers()


def _batch() -> Mapping[type[Message], Handler]:
    from deblur_desktop.engine.cpu import prepare

    prepare(share=True)  # for its workers, too, which see the same environment
    from deblur_desktop.jobs.batch_lane import HANDLERS

    return HANDLERS


def _photos() -> Mapping[type[Message], Handler]:
    from deblur_desktop.engine.cpu import prepare

    prepare()
    from deblur_desktop.jobs.photos_lane import Photos

    return Photos().handlers()


command = Command("worker", "serve a window, which starts this by itself", configure, run)
