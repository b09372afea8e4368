"""`deblur-desktop worker`: the other side of a window, which starts it; nothing for people."""

from argparse import ArgumentParser, Namespace

from deblur_desktop.cli.command import Command


def configure(parser: ArgumentParser) -> None:
    """Which lane."""
    parser.add_argument("lane", choices=("files", "engine"))


def run(options: Namespace) -> int:
    """Serve until the window goes."""
    from deblur_desktop.jobs import worker

    if options.lane == "files":
        from deblur_desktop.jobs.files_lane import HANDLERS

        worker.run(HANDLERS)
        return 0
    from deblur_desktop.engine.cpu import prepare

    prepare(share=True)
    from deblur_desktop.jobs.engine_lane import Engine

    worker.run(Engine().handlers())
    return 0


command = Command("worker", "serve a window, which starts this by itself", configure, run)
