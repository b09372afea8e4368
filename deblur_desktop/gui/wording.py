"""What the lower floors say, in the person's language.

Workers speak English, to the command line and to the window alike. The window translates an error by its
class and a stage by its name. Where there is no translation, the worker's own sentence is shown, for
it says more than the class does; where there is one, that sentence stands under Details.
"""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from deblur_desktop.errors import DeblurError
from deblur_desktop.jobs.messages import Failed
from deblur_desktop.settings import QT_TRANSLATE_NOOP


class Told(NamedTuple):
    """A failure for the person: what failed, what to do, and all that is known about it."""

    message: str
    hint: str
    details: str


def told(failed: Failed) -> Told:
    """*failed* in the person's language."""
    source, advice = _ERRORS.get(failed.error, _UNEXPECTED)
    message, hint = _translated(source), _translated(advice)
    if message == source:
        own = _capitalized(failed.hint)
        return Told(
            _capitalized(failed.message), hint if _is_for_terminals(own) else own, failed.details
        )
    english = "\n".join(filter(None, (failed.message, failed.hint)))
    return Told(message, hint, "\n\n".join(filter(None, (english, failed.details))))


def told_error(error: DeblurError) -> Told:
    """*error*, which the window itself met, in the person's language."""
    kind = type(error).__name__
    return told(Failed(job=0, error=kind, message=error.message, hint=error.hint))


def stage(name: str) -> str:
    """What the worker says it does; *name* is that of `Progress.stage`."""
    return QCoreApplication.translate("Stages", _STAGES.get(name, name))


def notice(text: str) -> str:
    """What was changed or left out on the way, one of `Opened.notices` or of a receipt."""
    return _capitalized(QCoreApplication.translate("Notices", text))


def located(text: str) -> str:
    """A notice with a name or more behind a colon, which no translation can hold."""
    head, colon, rest = text.partition(": ")
    return notice(head) + colon + rest


def gained(sharper: float, changed: float) -> str:
    """What the comparison of before and after says of a result that is better."""
    translate = QCoreApplication.translate
    percent = round(100 * sharper)
    if changed < 0.01:
        text = translate("Wording", "Sharper by {sharper} %; less than 1 % of the picture changed.")
        return text.format(sharper=percent)
    text = translate("Wording", "Sharper by {sharper} %; {changed} % of the picture changed.")
    return text.format(sharper=percent, changed=round(100 * changed))


def duration(seconds: float) -> str:
    """A length of time with two digits, e.g. ``13 s`` or ``2.5 min``."""
    translate = QCoreApplication.translate
    units = (
        (3600, translate("Wording", "{number} h")),
        (60, translate("Wording", "{number} min")),
        (1, translate("Wording", "{number} s")),
    )
    size, text = next((unit for unit in units if seconds >= unit[0]), units[-1])
    return text.format(number=QLocale().toString(seconds / size, "g", 2))


def clock(seconds: float) -> str:
    """A length of time as it is counted down, e.g. ``2:05``; hours and more as `duration`."""
    if seconds >= 3600:
        return duration(seconds)
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def _translated(text: str) -> str:
    return QCoreApplication.translate("Errors", text) if text else ""


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_for_terminals(hint: str) -> bool:
    """Whether it names an option or a command, which the window has not."""
    return "--" in hint or "`deblur-desktop" in hint


_UNEXPECTED = (
    QT_TRANSLATE_NOOP("Errors", "Something unexpected failed."),
    QT_TRANSLATE_NOOP("Errors", "The photo is unharmed. Try again, or choose another model."),
)
_ERRORS = {
    "PhotoError": (
        QT_TRANSLATE_NOOP("Errors", "The photo could not be read or written."),
        QT_TRANSLATE_NOOP("Errors", "Look whether the file still opens in other programs."),
    ),
    "UnreadablePhoto": (
        QT_TRANSLATE_NOOP("Errors", "The photo cannot be read: it is missing, empty or no picture."),
        QT_TRANSLATE_NOOP("Errors", "Look whether the file still opens in other programs."),
    ),
    "DamagedPhoto": (
        QT_TRANSLATE_NOOP("Errors", "The photo is damaged: a part of the file is missing or wrong."),
        QT_TRANSLATE_NOOP("Errors", "Copy it again from the camera or from a backup."),
    ),
    "UnsupportedFormat": (
        QT_TRANSLATE_NOOP("Errors", "Photos of this kind or size are not restored."),
        QT_TRANSLATE_NOOP("Errors", "Convert it to TIFF or PNG first."),
    ),
    "CannotWrite": (
        QT_TRANSLATE_NOOP("Errors", "The file cannot be written; nothing was changed."),
        QT_TRANSLATE_NOOP("Errors", "Choose another folder."),
    ),
    "DiskFull": (
        QT_TRANSLATE_NOOP("Errors", "The disk is full; nothing was changed."),
        QT_TRANSLATE_NOOP("Errors", "Free some space on it and try again."),
    ),
    "WouldOverwrite": (
        QT_TRANSLATE_NOOP("Errors", "This would replace an existing file; nothing was changed."),
        QT_TRANSLATE_NOOP("Errors", "Choose another name."),
    ),
    "AlreadyThere": (
        QT_TRANSLATE_NOOP("Errors", "The result exists already; nothing was saved."),
        QT_TRANSLATE_NOOP("Errors", "Choose another name."),
    ),
    "JournalError": (
        QT_TRANSLATE_NOOP("Errors", "The journal of the batch cannot be read or written."),
        QT_TRANSLATE_NOOP("Errors", "Free some space on the disk of the program's own folder."),
    ),
    "BatchBusy": (
        QT_TRANSLATE_NOOP("Errors", "Another process works on this batch."),
        QT_TRANSLATE_NOOP("Errors", "Pause it here or stop it there, then resume it."),
    ),
    "DamagedJournal": (
        QT_TRANSLATE_NOOP("Errors", "The journal of the batch is damaged."),
        QT_TRANSLATE_NOOP("Errors", "Resume the batch: what is done is found by its results."),
    ),
    "CheckpointError": (
        QT_TRANSLATE_NOOP("Errors", "The model cannot be used."),
        QT_TRANSLATE_NOOP("Errors", "Choose another model."),
    ),
    "UnknownCheckpoint": (
        QT_TRANSLATE_NOOP("Errors", "This model is not installed."),
        QT_TRANSLATE_NOOP("Errors", "Import its file in the Models window, or choose another model."),
    ),
    "UnknownArchitecture": (
        QT_TRANSLATE_NOOP("Errors", "No plug-in knows the network in this file."),
        QT_TRANSLATE_NOOP("Errors", "Turn on a plug-in that does in the Plug-ins window."),
    ),
    "AmbiguousCheckpoint": (
        QT_TRANSLATE_NOOP("Errors", "More than one plug-in claims the network in this file."),
        QT_TRANSLATE_NOOP("Errors", "Turn one of them off in the Plug-ins window."),
    ),
    "DamagedCheckpoint": (
        QT_TRANSLATE_NOOP("Errors", "The model's file is damaged or was changed."),
        QT_TRANSLATE_NOOP("Errors", "Get it again from its authors, and import it."),
    ),
    "UnsafeCheckpoint": (
        QT_TRANSLATE_NOOP("Errors", "The model's file holds more than numbers, so it was refused."),
        QT_TRANSLATE_NOOP("Errors", "Ask its authors for a file in the safetensors format."),
    ),
    "UnverifiedCheckpoint": (
        QT_TRANSLATE_NOOP("Errors", "No model card knows this file."),
        QT_TRANSLATE_NOOP("Errors", "Import it only if you trust where it came from."),
    ),
    "DownloadError": (
        QT_TRANSLATE_NOOP("Errors", "The model could not be fetched."),
        QT_TRANSLATE_NOOP("Errors", "Get its file from its authors' page, and import it."),
    ),
    "Unreachable": (
        QT_TRANSLATE_NOOP("Errors", "The server with the model cannot be reached now."),
        QT_TRANSLATE_NOOP("Errors", "Try again later; it goes on where it stopped."),
    ),
    "RefusedAddress": (
        QT_TRANSLATE_NOOP("Errors", "The model's address leads nowhere, or where it is not safe."),
        QT_TRANSLATE_NOOP("Errors", "Get its file from its authors' page, and import it."),
    ),
    "WrongDownload": (
        QT_TRANSLATE_NOOP("Errors", "The server sent something else than the model's file."),
        QT_TRANSLATE_NOOP("Errors", "Get its file from its authors' page, and import it."),
    ),
    "NoRoom": (
        QT_TRANSLATE_NOOP("Errors", "The disk is too full for the model's file."),
        QT_TRANSLATE_NOOP("Errors", "Make room and try again; it goes on where it stopped."),
    ),
    "EngineError": (
        QT_TRANSLATE_NOOP("Errors", "The network could not do its work."),
        QT_TRANSLATE_NOOP("Errors", "Choose another model or device."),
    ),
    "WrongInput": (
        QT_TRANSLATE_NOOP("Errors", "The photo or the selection is not what this model needs."),
        QT_TRANSLATE_NOOP("Errors", "Choose another model, or select another part."),
    ),
    "OutOfMemory": (
        QT_TRANSLATE_NOOP("Errors", "There is too little memory, even for the smallest tile."),
        QT_TRANSLATE_NOOP("Errors", "Close other programs, or choose the CPU under Advanced."),
    ),
    "DeviceLost": (
        QT_TRANSLATE_NOOP("Errors", "The device is missing or stopped answering."),
        QT_TRANSLATE_NOOP("Errors", "Choose another device under Advanced."),
    ),
    "PluginError": (
        QT_TRANSLATE_NOOP("Errors", "The model's plug-in does not work."),
        QT_TRANSLATE_NOOP("Errors", "Choose another model, and tell the author of the plug-in."),
    ),
    "CannotStart": (
        QT_TRANSLATE_NOOP("Errors", "The program's own folder cannot be used."),
        QT_TRANSLATE_NOOP("Errors", "Look whether its disk is full or write-protected."),
    ),
    "UsageError": (
        QT_TRANSLATE_NOOP("Errors", "These choices do not go together."),
        QT_TRANSLATE_NOOP("Errors", "Set tile, overlap and precision under Advanced to Automatic."),
    ),
    "WorkerCrashed": (
        QT_TRANSLATE_NOOP("Errors", "The process that did the work has ended unexpectedly."),
        QT_TRANSLATE_NOOP("Errors", "The photo is unharmed. Try again, or choose another model."),
    ),
}  # fmt: skip

_STAGES = {
    "": QT_TRANSLATE_NOOP("Stages", "starting…"),
    "reading": QT_TRANSLATE_NOOP("Stages", "reading…"),
    "looking": QT_TRANSLATE_NOOP("Stages", "looking…"),
    "preparing the model": QT_TRANSLATE_NOOP("Stages", "preparing the model…"),
    "deblurring": QT_TRANSLATE_NOOP("Stages", "deblurring…"),
    "deblurring in smaller tiles": QT_TRANSLATE_NOOP(
        "Stages", "memory is short, deblurring in smaller tiles…"
    ),
    "fetching the file": QT_TRANSLATE_NOOP("Stages", "fetching the file…"),
    "checking the file": QT_TRANSLATE_NOOP("Stages", "checking the file…"),
    "looking for devices": QT_TRANSLATE_NOOP("Stages", "looking for devices…"),
    "finishing": QT_TRANSLATE_NOOP("Stages", "finishing…"),
    "copying": QT_TRANSLATE_NOOP("Stages", "copying…"),
    "saving": QT_TRANSLATE_NOOP("Stages", "saving…"),
}

# Only to be found by lupdate: those that say the same of every photo.
_NOTICES = (
    QT_TRANSLATE_NOOP("Notices", "The palette is saved as RGB."),
    QT_TRANSLATE_NOOP("Notices", "The file is animated; only the first picture is restored."),
    QT_TRANSLATE_NOOP("Notices", "The file has several pictures; only the main one is restored."),
    QT_TRANSLATE_NOOP("Notices", "The file has several pages; only the first one is restored."),
    QT_TRANSLATE_NOOP("Notices", "The XMP data beyond 64 kB was left out."),
    QT_TRANSLATE_NOOP(
        "Notices", "Further pictures in the file (preview, depth or gain map) were left out."
    ),
    QT_TRANSLATE_NOOP("Notices", "EXIF, IPTC or XMP written as text were left out."),
    QT_TRANSLATE_NOOP("Notices", "The EXIF data of this kind of RAW file was left out."),
    QT_TRANSLATE_NOOP("Notices", "The EXIF data is damaged and was left out."),
    QT_TRANSLATE_NOOP("Notices", "The EXIF data is larger than 4 MB and was left out."),
    QT_TRANSLATE_NOOP("Notices", "The XMP data is larger than 4 MB and was left out."),
    QT_TRANSLATE_NOOP("Notices", "The XMP data is damaged and was left out."),
    QT_TRANSLATE_NOOP("Notices", "The IPTC data is larger than 1 MB and was left out."),
    QT_TRANSLATE_NOOP("Notices", "The metadata of the BigTIFF was left out."),
    QT_TRANSLATE_NOOP("Notices", "Long texts in the PNG were left out."),
    QT_TRANSLATE_NOOP("Notices", "Damaged additions of the PNG were left out."),
    QT_TRANSLATE_NOOP(
        "Notices", "The color profile is damaged and was left out; the colors are taken as sRGB."
    ),
    QT_TRANSLATE_NOOP(
        "Notices", "The color profile is not for this kind of photo and was left out."
    ),
    QT_TRANSLATE_NOOP("Notices", "Samples that are not finite numbers were set to 0."),
    QT_TRANSLATE_NOOP("Notices", "Colors of fully transparent pixels were set to 0."),
    QT_TRANSLATE_NOOP(
        "Notices", "Colors that are multiplied by their transparency were rounded anew."
    ),
    QT_TRANSLATE_NOOP(
        "Notices", "memory ran short, so some tiles were smaller than the recipe says"
    ),
    QT_TRANSLATE_NOOP("Notices", "left out by a person"),
    QT_TRANSLATE_NOOP("Notices", "the result is already there"),
    QT_TRANSLATE_NOOP("Notices", "the folder for results is gone"),
    QT_TRANSLATE_NOOP("Notices", "the folder of the photos is gone"),
    QT_TRANSLATE_NOOP("Notices", "no room is left on the disk"),
    QT_TRANSLATE_NOOP("Notices", "your share of the disk is used up"),
    QT_TRANSLATE_NOOP("Notices", "goes on"),
    QT_TRANSLATE_NOOP("Notices", "a plug-in failed with photo after photo"),
    QT_TRANSLATE_NOOP("Notices", "Extra channels that are not transparency were left out."),
)
