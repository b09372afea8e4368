"""What the journal of a batch says, in the person's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deblur_desktop.gui import wording
from deblur_desktop.jobs.item import BROKEN, Item, State
from deblur_desktop.jobs.messages import Failed, Ran
from deblur_desktop.photo.names import display_name

if TYPE_CHECKING:  # not at the start: with all that reads journals
    from deblur_desktop.jobs.standing import Standing

translate = QCoreApplication.translate


def standing(found: Standing, *, is_ours: bool) -> str:
    """How far a batch is, in one line; *is_ours* when this window works on it."""
    counts = found.counts
    facts = (
        (found.restored, translate("BatchTold", "{count} restored")),
        (found.unchanged, translate("BatchTold", "{count} unchanged")),
        (found.failed, translate("BatchTold", "{count} failed")),
        (counts[State.SKIPPED], translate("BatchTold", "{count} left out")),
        (found.left, translate("BatchTold", "{count} to do")),
    )
    parts = [_state(found, is_ours=is_ours)]
    parts += [text.format(count=count) for count, text in facts if count]
    if not found.is_listed:
        parts.append(translate("BatchTold", "more are being found"))
    if found.left and found.worker and found.remaining_s:
        time = wording.duration(found.remaining_s)
        parts.append(translate("BatchTold", "about {time} left").format(time=time))
    return " · ".join(parts)


def ran(found: Ran) -> str:
    """How a batch stands at the end of a run, in a sentence or two."""
    facts = (
        (found.restored, translate("BatchTold", "{count} restored")),
        (found.unchanged, translate("BatchTold", "{count} unchanged")),
        (found.failed, translate("BatchTold", "{count} failed")),
        (found.left, translate("BatchTold", "{count} to do")),
    )
    counted = ", ".join(text.format(count=count) for count, text in facts if count)
    return "\n".join(filter(None, (counted, wording.located(found.reason))))


def outcome(item: Item) -> str:
    """The state of a photo in a word or two."""
    if item.state is State.DONE:
        return {
            "restored": translate("BatchTold", "Restored"),
            "left alone": translate("BatchTold", "Left alone"),
            "not improved": translate("BatchTold", "Not improved"),
        }.get(item.outcome, item.outcome)
    return {
        State.TODO: translate("BatchTold", "Waiting"),
        State.RUNNING: translate("BatchTold", "Being worked on"),
        State.COMMITTING: translate("BatchTold", "Being saved"),
        State.SKIPPED: translate("BatchTold", "Left out"),
        State.FAILED: translate("BatchTold", "Failed"),
        State.QUARANTINED: translate("BatchTold", "Crashed the worker"),
    }[item.state]


def reason(item: Item) -> tuple[str, ...]:
    """What was gained, or why nothing was; the lines after the first one say more."""
    if item.state in BROKEN:
        message = item.message.removesuffix(f": {display_name(item.source)}")
        told = wording.told(Failed(job=0, error=item.error, message=message, hint=item.hint))
        return told.message, told.hint, *told.details.splitlines()
    if item.state is State.DONE:
        return _done(item)
    return (wording.located(item.message),)


def _state(found: Standing, *, is_ours: bool) -> str:
    if found.worker and found.trouble:
        reason = wording.located(found.trouble)
        return translate("BatchTold", "Waiting: {reason}").format(reason=reason)
    if found.worker and found.is_paused:
        return translate("BatchTold", "Stopping")
    if found.worker:
        return (
            translate("BatchTold", "Running")
            if is_ours
            else translate("BatchTold", "Running elsewhere")
        )
    if is_ours:
        return translate("BatchTold", "Starting")
    if not found.is_open:
        return translate("BatchTold", "Finished")
    return (
        translate("BatchTold", "Paused") if found.is_paused else translate("BatchTold", "Stopped")
    )


def _done(item: Item) -> tuple[str, ...]:
    if item.outcome == "restored":
        no_gain = translate("BatchTold", "No improvement was measured.")
        gained = wording.gained(item.sharper, item.altered) if item.sharper else no_gain
        return gained, wording.notice(item.hint)
    if item.outcome == "not improved":
        return (translate("BatchTold", "No improvement was measured, so nothing was written."),)
    if item.kind == "result":
        return (translate("BatchTold", "This program made it, so it was left alone."),)
    if item.kind == "sharp":
        return (
            translate("BatchTold", "The photo looks sharp, so nothing was written."),
            translate("BatchTold", "A batch with a chosen model restores it all the same."),
        )
    return (
        translate("BatchTold", "No installed model removes this kind of blur."),
        translate("BatchTold", "Import one that does, or choose a model for the batch."),
    )
