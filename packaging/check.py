"""Every check in order: format, lint, types, floors, tests. Stops at the first that fails."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS = {
    "format": [BIN / "ruff", "format", "--check", "."],
    "lint": [BIN / "ruff", "check", "."],
    "types": [BIN / "basedpyright"],
    "floors": [BIN / "lint-imports"],
    "tests": [sys.executable, "-m", "pytest", *sys.argv[1:]],
}


def main() -> int:
    """Run the checks; gives the exit code of the first that fails, else 0."""
    for name, command in CHECKS.items():
        print(f"== {name}", flush=True)
        code = subprocess.call(command, cwd=ROOT)
        if code != 0:
            print(f"error: the check failed: {name}", file=sys.stderr)
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
