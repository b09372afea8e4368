"""From a fresh checkout to a working program, with nothing but Python 3.11 or newer.

    python3 packaging/bootstrap.py demo    install, deblur the bundled sample photo
    python3 packaging/bootstrap.py test    install, run every check and test

It makes `.venv`, installs what is missing there, and runs the wish inside. A second run takes seconds.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
STAMP = VENV / "installed"

# What OpenCV and Qt link to; the last five are for a screen.
DEBIAN_PACKAGES = (
    "libgl1", "libegl1", "libglib2.0-0", "libxkbcommon0", "libdbus-1-3", "libfontconfig1",
    "fonts-dejavu-core", "libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4",
    "libxcb-keysyms1", "libxcb-shape0",
)  # fmt: skip
# A screen and a bus to test the window on, and the tools that check what a Linux desktop reads.
DEBIAN_TEST_PACKAGES = (
    "xvfb", "xdotool", "dbus-daemon", "desktop-file-utils", "appstream", "shared-mime-info",
)  # fmt: skip
TORCH = "torch==2.13.0"
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"


def main() -> int:
    """Install and run the wish; gives its exit code."""
    wishes = {"demo": _demo, "test": _test}
    if len(sys.argv) != 2 or sys.argv[1] not in wishes:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 - the only file that an older Python may meet
        print("error: Python 3.11 or newer is needed", file=sys.stderr)
        return 3
    with_tests = sys.argv[1] == "test"
    try:
        _install_system_packages(with_tests=with_tests)
        _install_python_packages(with_tests=with_tests)
    except subprocess.CalledProcessError as error:
        print(f"error: this command failed: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        print("\nhint: look at the lines above; running again continues", file=sys.stderr)
        return 3
    return wishes[sys.argv[1]]()


def _demo() -> int:
    return subprocess.call([PYTHON, "-m", "deblur_desktop", "demo"], cwd=ROOT)


def _test() -> int:
    return subprocess.call([PYTHON, "packaging/check.py"], cwd=ROOT)


def _install_system_packages(*, with_tests: bool) -> None:
    """On Debian and its kin: as root install what is missing, else print the line that does."""
    if shutil.which("dpkg-query") is None:
        return
    wanted = [*DEBIAN_PACKAGES, *(DEBIAN_TEST_PACKAGES if with_tests else ())]
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append(f"python3.{sys.version_info.minor}-venv")
    missing = [package for package in wanted if not _is_on_system(package)]
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        print(f"missing system packages; please run: sudo {' '.join(install)}", file=sys.stderr)
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
    subprocess.run(install, check=True, env=environment, stdout=subprocess.DEVNULL)


def _is_on_system(package: str) -> bool:
    # Newer releases call some libraries by another name (libglib2.0-0t64).
    query = ["dpkg-query", "-W", "-f", "${Status}\n", package, f"{package}t64"]
    status = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    return "install ok installed" in status


def _install_python_packages(*, with_tests: bool) -> None:
    wanted = _fingerprint(with_tests=with_tests)
    if STAMP.exists() and wanted in STAMP.read_text("ascii").split():
        return
    print("installing; the first time this fetches about 300 MB", file=sys.stderr)
    if _pip("--version", check=False) != 0:  # none yet, or an interrupted one
        venv.create(VENV, with_pip=True, clear=True)
        _pip("install", "-q", "--upgrade", "pip>=25.1")
    _install_torch()
    _pip("install", "-q", "-c", str(CONSTRAINTS), "-e", str(ROOT))
    if with_tests:
        _pip("install", "-q", "-c", str(CONSTRAINTS), "--group", f"{ROOT / 'pyproject.toml'}:dev")
    stamps = {_fingerprint(with_tests=False), wanted}
    STAMP.write_text("\n".join(sorted(stamps)), "ascii")


def _install_torch() -> None:
    """Without an NVIDIA GPU its CPU build, which is gigabytes smaller."""
    if shutil.which("nvidia-smi") is not None or sys.platform == "darwin":
        return
    quiet = ["install", "-q", "--no-deps", f"{TORCH}+cpu"]
    if _pip(*quiet, check=False) != 0:
        _pip(*quiet, "--index-url", TORCH_CPU_INDEX)


def _pip(*arguments: str, check: bool = True) -> int:
    if not PYTHON.exists():
        return 1
    command = [PYTHON, "-m", "pip", "--disable-pip-version-check", *arguments]
    if check:
        print("pip", *arguments, file=sys.stderr)
        return subprocess.run(command, check=True).returncode
    return subprocess.run(command, check=False, capture_output=True).returncode


def _fingerprint(*, with_tests: bool) -> str:
    """Changes when the requirements do, so that a later run installs again."""
    text = (ROOT / "pyproject.toml").read_bytes() + CONSTRAINTS.read_bytes()
    return hashlib.sha256(text + sys.version.encode() + bytes([with_tests])).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
