"""Becoming part of a Ray cluster, as its driver."""

import os
import socket
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deblur_desktop.errors import CannotStart

_PATIENCE_S = 5.0
_PORT = 10001
_LAST = Path("/tmp/ray/ray_current_cluster")
_SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",
    # What Ray says of lost computers would otherwise go to our standard output.
    "RAY_DEDUP_LOGS_SKIP_REGEX": ".*",
    # Else it warns of a change to come, which makes no difference here.
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}


def import_ray() -> Any:
    """Ray, which takes part of a second to import and is not everywhere.

    Raises:
        CannotStart: It is not here.
    """
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    try:
        return import_module("ray")
    except ImportError as error:
        raise CannotStart(
            f"Ray is not installed ({error})", "`pip install 'ray[client]'` installs it"
        ) from error


def join(ray: Any, address: str) -> None:
    """Become a driver of the cluster at *address*; see `RayCrew`.

    Raises:
        CannotStart: None answers.
    """
    only_here = {"include_dashboard": False} if address == "local" else {}
    try:
        _knock(address)
        ray.init(address=address, log_to_driver=False, logging_level="ERROR", **only_here)
    except Exception as error:
        ray.shutdown()
        raise CannotStart(
            f"no cluster answers ({last_line(error)}): {address}",
            "`ray status` there tells whether it runs; `--cluster local` begins one here",
        ) from error


def _knock(address: str) -> None:
    """See that somebody listens, since Ray itself tries for minutes.

    Raises:
        OSError: Nobody does.
        ValueError: It is no address.
    """
    if address == "auto":
        address = _last_address()
    if address in ("auto", "local"):
        return
    parts = urlsplit(address if "://" in address else f"//{address}")
    socket.create_connection((parts.hostname or "", parts.port or _PORT), _PATIENCE_S).close()


def _last_address() -> str:
    """What Ray takes ``auto`` for, which may be a cluster that is no more; else ``auto``."""
    with suppress(OSError):
        return os.environ.get("RAY_ADDRESS") or _LAST.read_text("ascii").strip() or "auto"
    return "auto"


def last_line(error: Exception) -> str:
    """What *error* says in the end; Ray tells long stories."""
    return (str(error).strip().splitlines() or [type(error).__name__])[-1].strip()
