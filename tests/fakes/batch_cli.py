"""`deblur-desktop` whose batches are worked on by the worker of `batches`, and which waits less long.

The environment may hold HOST, a name for this computer, SILENCE_S, after which a worker hangs, and
WATCHED_S, after which a process of another computer is gone.
"""

import os
import sys

from deblur_desktop.cli import main
from deblur_desktop.jobs import batch, crew, finder, owner, trouble

crew.worker_command = lambda lane: [sys.executable, "-m", "fakes.batches", "worker"]
crew._SILENCE_S = float(os.environ.get("SILENCE_S", "60"))
owner._WATCHED_S = float(os.environ.get("WATCHED_S", "30"))
batch.AGAIN_S = trouble.AGAIN_S = finder.AGAIN_S = 0.2
if host := os.environ.get("HOST"):
    owner.platform.node = lambda: host

if __name__ == "__main__":
    sys.exit(main())
