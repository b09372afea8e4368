"""What window and worker say to each other: one JSON object a line, never pixels.

The window sends requests, each with a job number of its own choosing; the worker answers with events
of the same number. Every request but `Cancel` ends in exactly one of its own event, `Failed` or
`Cancelled`; `Progress` may come before. Pixels lie in the workspace, which both sides map.
"""

from deblur_desktop.jobs.messages.events import (
    Cancelled,
    Copied,
    Diagnosed,
    Estimated,
    Exported,
    Failed,
    Imported,
    Inspected,
    Opened,
    Processed,
    Progress,
    Ran,
    Ready,
    Restored,
    Saved,
    Thumbnailed,
)
from deblur_desktop.jobs.messages.lines import MAX_LINE, decode, encode
from deblur_desktop.jobs.messages.message import Message
from deblur_desktop.jobs.messages.requests import (
    Cancel,
    Copy,
    Diagnose,
    Estimate,
    Export,
    Import,
    Inspect,
    Install,
    Open,
    Pair,
    Process,
    Report,
    Restore,
    Run,
    Save,
    Thumbnail,
)

__all__ = [
    "MAX_LINE",
    "Cancel",
    "Cancelled",
    "Copied",
    "Copy",
    "Diagnose",
    "Diagnosed",
    "Estimate",
    "Estimated",
    "Export",
    "Exported",
    "Failed",
    "Import",
    "Imported",
    "Inspect",
    "Inspected",
    "Install",
    "Message",
    "Open",
    "Opened",
    "Pair",
    "Process",
    "Processed",
    "Progress",
    "Ran",
    "Ready",
    "Report",
    "Restore",
    "Restored",
    "Run",
    "Save",
    "Saved",
    "Thumbnail",
    "Thumbnailed",
    "decode",
    "encode",
]
