"""A worker that answers by a script: each line of it says what to do when the next request comes.

    python fakes/worker.py SCRIPT COUNTER

The script is a JSON list of steps; a step is a list of actions, and the last one is repeated. A new
worker goes on where the one before ended; the counter file has one byte for each.

Actions: a message as an object (its job is filled in), `{"wait": seconds}`, `"crash"`, `"killed"`,
`"abort"`, `"leave"` (without a goodbye), `"exec"` (becomes another program), `"exit"`,
`"silence"`, `"noise"`, `"stderr"`, `"refuse"` (end before Ready), `"obey"` (wait for a cancel, then say
Cancelled), `"drip"` (a line in two halves).
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any


def say(content: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(content) + "\n")
    sys.stdout.flush()


def act(action: Any, job: int) -> None:
    match action:
        case {"wait": seconds}:
            time.sleep(seconds)
        case dict():
            say({"job": job, **action})
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "abort":
            os.abort()
        case "leave":
            os._exit(9)
        case "exec":
            os.execv("/bin/true", ["true"])
        case "exit":
            sys.exit(3)
        case "silence":
            time.sleep(1000)
        case "noise":
            sys.stdout.write("what is this?\n{}\n")
            sys.stdout.flush()
        case "stderr":
            sys.stderr.write("last words\n")
            sys.stderr.flush()
        case "obey":
            while json.loads(sys.stdin.readline())["type"] != "Cancel":
                pass
            say({"type": "Cancelled", "job": job})
        case "drip":
            line = json.dumps({"type": "Inspected", "job": job, "devices": {}, "checkpoints": []})
            for half in (line[:20], line[20:] + "\n"):
                sys.stdout.write(half)
                sys.stdout.flush()
                time.sleep(0.05)
        case _:
            sys.exit(f"unknown action: {action}")


def started(counter: Path) -> int:
    with counter.open("a") as file:
        file.write(".")
    return counter.stat().st_size


def main() -> None:
    steps: list[list[Any]] = json.loads(sys.argv[1])
    counter = Path(sys.argv[2])
    if started(counter) and steps and steps[0] == ["refuse"]:
        sys.exit("cannot start: no such library")
    say({"type": "Ready", "job": 0, "pid": os.getpid()})
    done = counter.with_suffix(".done")
    for line in sys.stdin:
        request = json.loads(line)
        if request["type"] == "Cancel":
            continue
        place = int(done.read_text()) if done.exists() else 0
        done.write_text(str(place + 1))
        for action in steps[min(place, len(steps) - 1)]:
            act(action, request["job"])


if __name__ == "__main__":
    main()
