"""The library: every checkpoint that is known, and those that are here."""

import difflib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from deblur_desktop import plugins
from deblur_desktop.bundle import bundled, models_folder
from deblur_desktop.errors import PluginError, UnknownCheckpoint
from deblur_desktop.library.card import Checkpoint
from deblur_desktop.library.card_file import read_checked

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Installed:
    """A checkpoint whose file is here.

    Attributes:
        checkpoint: Its card.
        path: The safetensors file.
        origin: Shipped with the program, or imported by a person.
        problem: Why no network can be built for it: its plug-in is off or gone. Else empty.
    """

    checkpoint: Checkpoint
    path: Path
    origin: Literal["bundled", "imported"] = "imported"
    problem: str = ""


class Library:
    """What there is at this moment; make another one to see what changed."""

    def __init__(self) -> None:
        self._plugins = plugins.find()
        shipped = {card.id: card for card in reversed(tuple(_cards_of(self._plugins)))}
        self._imported = {item.checkpoint.id: item for item in _imported_files()}
        cards = shipped | {name: item.checkpoint for name, item in self._imported.items()}
        self._known = tuple(cards[name] for name in sorted(cards))
        self._installed = tuple(sorted(self._files(), key=_preference))

    def known(self) -> tuple[Checkpoint, ...]:
        """All cards, by id: of plug-ins that are on and of imported files, which hide the former."""
        return self._known

    def installed(self) -> tuple[Installed, ...]:
        """All checkpoints whose file is here, preferred ones first.

        Imported before bundled, for somebody chose them; then the larger file, for the shipped one is
        chosen to be small; then by id.
        """
        return self._installed

    def card(self, name: str) -> Checkpoint:
        """The card with the id *name*.

        Raises:
            UnknownCheckpoint: There is none; the hint has the nearest.
        """
        for card in self._known:
            if card.id == name:
                return card
        raise UnknownCheckpoint(f"no checkpoint has this name: {name}", self._nearest(name))

    def find(self, name: str) -> Installed:
        """The installed checkpoint with the id *name*.

        Raises:
            UnknownCheckpoint: There is none, or its file is not here; the hint says where to get it.
        """
        for item in self._installed:
            if item.checkpoint.id == name:
                return item
        raise UnknownCheckpoint(
            f"the checkpoint is not installed: {name}", _install_hint(self.card(name))
        )

    def matching(self, digest: str) -> tuple[Checkpoint, ...]:
        """The cards that name *digest*: as that of their file, then as that of the authors' file.

        Several may be made from one file: those that are not shipped already come first, and of them
        those that take it as it is.
        """
        exact = [card for card in self._known if digest == card.sha256]
        shipped = {i.checkpoint.id for i in self._installed if i.origin == "bundled"}
        source = [card for card in self._known if digest == card.source_sha256]
        return (*exact, *sorted(source, key=lambda card: (card.id in shipped, bool(card.options))))

    def remove(self, name: str) -> None:
        """Delete the imported checkpoint *name* from the disk.

        Raises:
            UnknownCheckpoint: It is not installed, or it is shipped with the program.
        """
        item = self.find(name)
        if item.origin == "bundled":
            raise UnknownCheckpoint(
                f"this checkpoint is part of the program and stays: {name}",
                "only imported checkpoints can be removed",
            )
        # The card first: a file without a card is not installed.
        item.path.with_suffix(".toml").unlink(missing_ok=True)
        item.path.unlink(missing_ok=True)
        logger.info("removed %s", name)

    def _files(self) -> Iterator[Installed]:
        for card in self._known:
            path = bundled("resources") / "models" / f"{card.id}.safetensors"
            if card.id in self._imported:
                yield replace(self._imported[card.id], problem=self._problem(card))
            elif path.is_file():
                yield Installed(card, path, "bundled")

    def _problem(self, card: Checkpoint) -> str:
        for plugin in self._plugins:
            if plugin.name == card.architecture:
                return "" if plugin.enabled else f"its plug-in is off: {plugin.name}"
        return f"its plug-in is not there: {card.architecture}"

    def _nearest(self, name: str) -> str:
        names = [card.id for card in self._known]
        close = difflib.get_close_matches(name.lower(), names, n=3, cutoff=0.5)
        if close:
            return f"did you mean {' or '.join(f'`{match}`' for match in close)}?"
        return "`deblur-desktop models` lists them"


def _preference(item: Installed) -> tuple[bool, int, str]:
    return item.origin == "bundled", -item.path.stat().st_size, item.checkpoint.id


def _install_hint(card: Checkpoint) -> str:
    if card.urls:
        return f"run `deblur-desktop models install {card.id}`"
    where = f"get {card.file} from {card.page} and " if card.page else ""
    return f"{where}run `deblur-desktop models import FILE --id {card.id}`"


def _cards_of(known: Iterable[plugins.Found]) -> Iterator[Checkpoint]:
    """The cards of all plug-ins that are on, bundled first; broken ones are told in the log."""
    for found in known:
        path = plugins.cards(found)
        if not found.enabled or not path.is_file():
            continue
        try:
            yield from read_checked(path)
        except PluginError as error:
            logger.warning("no cards from the plug-in %s: %s", found.name, error.message)


def _imported_files() -> Iterator[Installed]:
    for path in sorted(models_folder().glob("*.toml")):
        weights = path.with_suffix(".safetensors")
        try:
            cards = read_checked(path)
        except PluginError as error:
            logger.warning("skipped an imported checkpoint: %s", error.message)
            continue
        if len(cards) == 1 and cards[0].id == path.stem and weights.is_file():
            yield Installed(cards[0], weights, "imported")
