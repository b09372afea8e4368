"""Imports a checkpoint file: hash, consent, conversion in a child process, card.

1. The file is copied into a folder of ours and hashed on the way, so that nobody swaps it afterwards.
2. A card that names the hash vouches for it. Without one, a person must have said `unverified`.
3. A child process with bounded memory and time (`conversion.py`) reads, checks, converts and tries it;
   if it crashes, that is an answer.
4. The new safetensors file and its card get their names in `models_folder()`.
"""

import hashlib
import json
import logging
import re
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from deblur_desktop import errors, processes
from deblur_desktop.bundle import models_folder
from deblur_desktop.engine.conversion import JOB, RESULT, WEIGHTS, Job, Result
from deblur_desktop.engine.weights import LARGEST_FILE, read_shapes
from deblur_desktop.errors import (
    DamagedCheckpoint,
    UnknownCheckpoint,
    UnverifiedCheckpoint,
    UsageError,
)
from deblur_desktop.library import seen
from deblur_desktop.library.card import UNKNOWN_LICENSE, Checkpoint, Task
from deblur_desktop.library.card_file import is_id, write_card
from deblur_desktop.library.library import Installed, Library
from deblur_desktop.library.storage import publish, sha256_of

logger = logging.getLogger(__name__)

LIMIT_S = 600
_BLOCK = 4 << 20
_STALE_S = 3600


def ignore(notice: str) -> None:
    """The notice callback of those who do not care."""


def go_on() -> None:
    """The callback of those who never stop an import."""


def import_checkpoint(
    path: Path,
    *,
    id: str = "",
    like: str = "",
    unverified: bool = False,
    on_notice: Callable[[str], object] = ignore,
    on_wait: Callable[[], object] = go_on,
) -> Installed:
    """The checkpoint of *path*, checked, converted and installed; what is installed already is reused.

    Args:
        path: A safetensors or torch file, or a file or folder that an architecture converts.
        id: Under which it is installed; empty for that of its card, or one made from the file's name.
            That of a card without a hash says that this is its file.
        like: Id of a card whose task and options hold for a file that no card knows.
        unverified: The person trusts a file that no card knows.
        on_notice: Called with sentences that the person should read.
        on_wait: Called several times a second while it goes on; it may raise to stop the import.

    Raises:
        UnverifiedCheckpoint: No card knows the file and *unverified* is False.
        CheckpointError: It is unsafe, damaged, or of no known architecture.
        UsageError: The id cannot be used.
    """
    library = Library()
    with _workplace() as folder:
        source, digest = _own_copy(path, folder, on_wait)
        present = _present(library, digest, id)
        if present is not None:
            return present
        card = _vouching_card(library, digest, id)
        if card is None:
            _refuse_nonsense(source, path)
            card = _unverified_card(library, path, id, like, consent=unverified)
            on_notice(_told_unverified(library, card, digest, path))
        name = _free_id(library, id or card.id, digest, is_wished=bool(id))
        job = Job(str(source), dict(card.options), digest, LIMIT_S)
        result = _run_child(job, folder, path, on_wait)
        if card.architecture not in ("", result.architecture):
            raise DamagedCheckpoint(
                f"the file is of {result.architecture}, not as on the card: {path}"
            )
        if not card.is_verified and card in library.known():
            seen.remember(name, digest)
        return _install(folder / WEIGHTS, _final_card(card, name, result, digest))


def _present(library: Library, digest: str, name: str) -> Installed | None:
    """What is installed from just this file."""
    for item in library.installed():
        card = item.checkpoint
        known = digest == card.sha256 or (
            item.origin == "imported" and digest == card.source_sha256
        )
        if digest and known and name in ("", card.id):
            return item
    return None


def _vouching_card(library: Library, digest: str, name: str) -> Checkpoint | None:
    """The card that names the hash; of several made from one file that with the id *name*."""
    matching = library.matching(digest) if digest else ()
    named = [card for card in matching if card.id == name]
    return next(iter((*named, *matching)), None)


def _unverified_card(
    library: Library, path: Path, name: str, like: str, *, consent: bool
) -> Checkpoint:
    """What may be said of a file that no card vouches for."""
    if not consent:
        raise UnverifiedCheckpoint(
            f"no card knows this file: {path}",
            "if you trust where it came from, say `--unverified`" + _namesake(library, path),
        )
    for card in library.known():
        # Many authors publish no hash; then the person says which of their files this is.
        if card.id == name and not card.is_verified:
            return card
    blank = Checkpoint(_id_from(path), path.stem, "", Task.MIXED, UNKNOWN_LICENSE)
    if not like:
        return blank
    card = library.card(like)
    return replace(blank, architecture=card.architecture, task=card.task, options=card.options)


def _namesake(library: Library, path: Path) -> str:
    """How to say that this is the file of a card whose authors published no hash."""
    names = [card.id for card in library.known() if card.file == path.name and not card.is_verified]
    return f"; if it is the file of {names[0]}, say `--id {names[0]}`, too" if names else ""


def _refuse_another(card: Checkpoint, digest: str, path: Path) -> None:
    """The authors of *card* published no hash, so it has to be the file that it was before."""
    before = seen.first_seen(card.id)
    if before not in ("", digest):
        raise DamagedCheckpoint(
            f"this is not the file that was installed as {card.id} before: its SHA-256 is {digest}, and"
            f" was {before}: {path}",
            f"if its authors have published a new one, say `models import FILE --id NEW-NAME"
            f" --like {card.id} --unverified`",
        )


def _told_unverified(library: Library, card: Checkpoint, digest: str, path: Path) -> str:
    """What is to be said of the file; raises where it cannot be that of its card."""
    if card not in library.known():
        return f"no card knows the SHA-256 of this file: {path.name}"
    _refuse_another(card, digest, path)
    return (
        f"unverified: nobody published the SHA-256 of {card.id}; this file has {digest}, and once it"
        " is installed, later ones must have the same"
    )


# Zip, pickle, gzip: torch's own forms, new and old, and packages.
_MAGIC = (b"PK\x03\x04", b"\x80", b"\x1f\x8b")


def _refuse_nonsense(source: Path, path: Path) -> None:
    """Before anybody is asked to trust a file: could it be weights at all?"""
    if source.is_dir():
        return
    with source.open("rb") as file:
        head = file.read(9)
    if not (head.startswith(_MAGIC) or head[8:9] == b"{"):  # safetensors: a length, then JSON
        raise DamagedCheckpoint(
            f"this is no weights file: {path}",
            "weights come as .safetensors, .pth, .pt, .ckpt, .pkl, or in the package of their authors",
        )


def _final_card(card: Checkpoint, name: str, result: Result, digest: str) -> Checkpoint:
    source = card.source_sha256 or (digest if digest != result.sha256 else "")
    return replace(
        card,
        id=name,
        architecture=result.architecture,
        sha256=result.sha256,
        source_sha256=source,
        unverified=not card.is_verified,
    )


def _free_id(library: Library, name: str, digest: str, *, is_wished: bool) -> str:
    """*name*; when it stands for another file and nobody wished it, one like it."""
    if not is_id(name):
        raise UsageError(
            f"this id cannot be used: {name}", "use lower-case letters, digits, `.`, `_` and `-`"
        )
    taken = {card.id: card for card in library.known()}.get(name)
    if taken and taken.is_verified and digest not in (taken.sha256, taken.source_sha256):
        if is_wished:
            raise UsageError(
                f"this is not the file of {name}: its SHA-256 is {digest}",
                "get it again, or `models import` it under an id of its own with `--id`",
            )
        return f"{name}-{digest[:6]}"
    return name


def _id_from(path: Path) -> str:
    name = re.sub(r"[^a-z0-9._-]+", "-", path.stem.lower()).strip("-._")
    return name[:80] or "checkpoint"


def _install(weights: Path, card: Checkpoint) -> Installed:
    if sha256_of(weights) != card.sha256:
        raise DamagedCheckpoint("the converted file is not what was checked")
    read_shapes(weights)
    path = models_folder() / f"{card.id}.safetensors"
    card = replace(card, size=weights.stat().st_size)
    publish(weights, path)
    # The card last: a file without one is not installed, and the next import replaces it.
    write_card(path.with_suffix(".toml"), card)
    logger.info("imported %s as %s", card.name, card.id)
    return Installed(card, path, "imported")


@contextmanager
def _workplace() -> Generator[Path]:
    """A folder of ours alone, on the disk of the models; sweeps what crashes left."""
    for left in models_folder().glob(".import-*"):
        if time.time() - left.stat().st_mtime > _STALE_S:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=".import-", dir=models_folder()) as name:
        yield Path(name)


def _own_copy(path: Path, folder: Path, on_wait: Callable[[], object]) -> tuple[Path, str]:
    """A private copy of the file and its SHA-256; of a folder the folder itself and no hash."""
    if path.is_dir():
        return path.resolve(), ""
    if not path.is_file():
        raise UnknownCheckpoint(f"this is not a file: {path}")
    if path.stat().st_size > LARGEST_FILE:
        raise errors.UnsafeCheckpoint(f"the file is larger than 8 GB: {path}")
    (folder / "source").mkdir()
    target = folder / "source" / path.name  # some forms are told by their suffix
    digest = hashlib.sha256()
    try:
        with path.open("rb") as source, target.open("xb") as copy:
            while block := source.read(_BLOCK):
                on_wait()
                digest.update(block)
                copy.write(block)
    except OSError as error:
        raise UnknownCheckpoint(f"cannot copy the file ({error.strerror}): {path}") from error
    return target, digest.hexdigest()


def _run_child(job: Job, folder: Path, path: Path, on_wait: Callable[[], object]) -> Result:
    """What the child found; its crash, silence or error as one of ours, with the file's own name."""
    (folder / JOB).write_text(json.dumps(asdict(job)), "utf-8")
    child = processes.start_module("deblur_desktop.engine.conversion", str(folder), folder=folder)
    code = processes.wait(child, job.limit_s, on_wait)
    if code is None:
        raise DamagedCheckpoint(f"reading the file took over {job.limit_s} s: {path}")
    if code != 0 or not (folder / RESULT).is_file():
        raise DamagedCheckpoint(f"reading the file crashed ({_reason(code, folder)}): {path}")
    result = Result(**json.loads((folder / RESULT).read_text("utf-8")))
    if result.error:
        kind: type[errors.DeblurError] = getattr(errors, result.error)
        raise kind(result.message.replace(job.source, str(path)), result.hint)
    return result


def _reason(code: int, folder: Path) -> str:
    if code < 0:
        return signal.Signals(-code).name
    lines = (folder / "log").read_text("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else f"exit code {code}"
