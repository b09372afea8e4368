"""The errors of deblur-desktop: those that a person can meet, each with a message and a hint.

DeblurError
├── PhotoError       UnreadablePhoto · DamagedPhoto · UnsupportedFormat · CannotWrite · DiskFull
│                    WouldOverwrite · AlreadyThere
├── CheckpointError  UnknownCheckpoint · UnknownArchitecture · AmbiguousCheckpoint
│                    DamagedCheckpoint · UnsafeCheckpoint · UnverifiedCheckpoint
├── DownloadError    Unreachable · RefusedAddress · WrongDownload · NoRoom
├── EngineError      WrongInput · OutOfMemory · DeviceLost
├── PluginError
├── JournalError     BatchBusy · DamagedJournal
├── CannotStart      the program's own folder cannot be used
└── UsageError       the command line or a recipe asks for what cannot be
Cancelled (BaseException): a person stopped the work; not an error

A message says what failed and ends with the value, without a final period; the hint says what to do.
A programming error stays `ValueError` or `AssertionError`: it is a bug report, not a message.
"""


class DeblurError(Exception):
    """Something that a person can understand and act on."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class PhotoError(DeblurError):
    """A photo could not be read or written."""


class UnreadablePhoto(PhotoError):
    """The file is missing, not a regular file, empty, or not an image."""


class DamagedPhoto(PhotoError):
    """The file is an image, but part of its data is missing or wrong."""


class UnsupportedFormat(PhotoError):
    """The file is whole, but of a kind that this program does not restore."""


class CannotWrite(PhotoError):
    """The result could not be written; nothing was changed."""


class DiskFull(CannotWrite):
    """No room is left where the result should go."""


class WouldOverwrite(PhotoError):
    """Writing would touch an original or an existing file."""


class AlreadyThere(WouldOverwrite):
    """The result exists, and existing files are skipped."""


class CheckpointError(DeblurError):
    """A checkpoint cannot be used."""


class UnknownCheckpoint(CheckpointError):
    """No checkpoint has this name, or its file is not installed."""


class UnknownArchitecture(CheckpointError):
    """No architecture recognises the names and shapes of the file."""


class AmbiguousCheckpoint(CheckpointError):
    """More than one architecture recognises the file."""


class DamagedCheckpoint(CheckpointError):
    """The file is cut, altered, or holds values that are not finite."""


class UnsafeCheckpoint(CheckpointError):
    """The file holds more than plain dense tensors."""


class UnverifiedCheckpoint(CheckpointError):
    """No card knows the file's SHA-256, and nobody has said that it may be used."""


class DownloadError(DeblurError):
    """A file could not be fetched."""


class Unreachable(DownloadError):
    """No server answers, or it breaks off; later it may work."""


class RefusedAddress(DownloadError):
    """The file is not there for us, or the way to it leads where we do not go."""


class WrongDownload(DownloadError):
    """What came is not the file that was published."""


class NoRoom(DownloadError):
    """The disk is too full for the file."""


class EngineError(DeblurError):
    """The network could not do its work."""


class WrongInput(EngineError):
    """The photo is not what the network needs."""


class OutOfMemory(EngineError):
    """Even the smallest tile does not fit."""


class DeviceLost(EngineError):
    """The device is missing or stopped answering."""


class PluginError(DeblurError):
    """A plug-in could not be loaded or broke its promises."""


class JournalError(DeblurError):
    """The journal of a batch cannot be read or written."""


class BatchBusy(JournalError):
    """Another process works on the batch."""


class DamagedJournal(JournalError):
    """The journal holds nonsense."""


class CannotStart(DeblurError):
    """The program cannot begin its work."""


class UsageError(DeblurError):
    """The options ask for what cannot be."""


class Cancelled(BaseException):
    """A person stopped the work. Not an `Exception`, so that nothing swallows it."""
