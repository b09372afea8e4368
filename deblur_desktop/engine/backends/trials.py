"""What was measured of the backends on this machine, and which one is taken for it."""

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from deblur_desktop.bundle import cache_folder
from deblur_desktop.engine.backends import compiled
from deblur_desktop.engine.device import describe_device
from deblur_desktop.library.storage import write_whole
from deblur_desktop.recipe import Backend, Precision

logger = logging.getLogger(__name__)

_WORTH = 0.9  # of the time; a smaller gain is not worth another result
_MOST_DIFFERENCE = 1 / 255


@dataclass(frozen=True, slots=True)
class Trial:
    """What was measured of a checkpoint.

    Attributes:
        torch_ms: Wall time of a tile of 256 x 256, or the nearest that the network bears.
        openvino_ms: Likewise.
        difference: Mean absolute difference of the results, in [0, 1].
    """

    torch_ms: float
    openvino_ms: float
    difference: float

    @property
    def better(self) -> Backend:
        """The one to take."""
        is_faster = self.openvino_ms < _WORTH * self.torch_ms
        return "openvino" if is_faster and self.difference < _MOST_DIFFERENCE else "torch"


def better_backend(sha256: str, precision: Precision) -> Backend:
    """What a trial on this machine found better for the checkpoint; torch where there was none."""
    if not compiled.is_installed():
        return "torch"
    trial = _read().get(_key(sha256, precision))
    return trial.better if trial else "torch"


def remember(sha256: str, precision: Precision, trial: Trial) -> None:
    """Keep *trial* for `better_backend`."""
    trials = _read() | {_key(sha256, precision): trial}
    text = json.dumps({key: asdict(each) for key, each in trials.items()}, indent=1)
    write_whole(_path(), text.encode())


def _key(sha256: str, precision: Precision) -> str:
    """The checkpoint, and what else decides: the processor and the versions."""
    facts = f"{sha256} {precision} {describe_device(torch.device('cpu'))} {torch.__version__}"
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


def _path() -> Path:
    return cache_folder() / "backends.json"


def _read() -> dict[str, Trial]:
    try:
        kept = json.loads(_path().read_text("utf-8"))
        return {key: Trial(**trial) for key, trial in kept.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        logger.info("measured speeds cannot be read, so they are forgotten: %s", error)
        return {}
