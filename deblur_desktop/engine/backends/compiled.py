"""OpenVINO on the processor: the network compiled once for a size of tile, and kept on disk."""

import hashlib
import importlib.util
import logging
import warnings
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from deblur_desktop.bundle import cache_folder
from deblur_desktop.engine.architecture import Network
from deblur_desktop.engine.backends import Beat, Finish
from deblur_desktop.errors import DeblurError, PluginError, UsageError
from deblur_desktop.library.storage import write_whole
from deblur_desktop.recipe import Backend, Precision

logger = logging.getLogger(__name__)

_BEAT_MS = 50
_DIGEST = 32
_MOST_BYTES = 2 << 30
_HINTS = {"fp32": "f32", "bf16": "bf16"}


def is_installed() -> bool:
    """Whether the extra `fast` is there."""
    return importlib.util.find_spec("openvino") is not None


class Compiled:
    """Runs a network that OpenVINO compiled; see `Runner`.

    Args:
        network: With float32 weights on the processor.
        precision: ``fp32`` or ``bf16``.
        key: Names the weights among what is kept on disk: their SHA-256.

    Raises:
        UsageError: OpenVINO is not installed, or has no such precision.
    """

    backend: Backend = "openvino"
    ahead = 0

    def __init__(self, network: Network, precision: Precision, key: str) -> None:
        if not is_installed():
            raise UsageError("OpenVINO is not installed", "`pip install openvino`")
        if precision not in _HINTS:
            raise UsageError(f"OpenVINO has no such precision here: {precision}")
        self._network, self._key = network, f"{key[:16]}-{precision}"
        self._hints = {"INFERENCE_PRECISION_HINT": _HINTS[precision]}
        self._requests: dict[tuple[int, ...], Any] = {}

    def start(self, pixels_BCHW: Tensor, beat: Beat) -> Finish:
        """Begin with the tile on all cores; see `Runner.start`. The first of a size compiles."""
        beat()
        request = self._request(tuple(pixels_BCHW.shape))
        request.start_async([pixels_BCHW.numpy()])

        def finish() -> Tensor:
            try:
                while not request.wait_for(_BEAT_MS):
                    beat()
            except BaseException:
                request.cancel()
                with suppress(RuntimeError):  # that it was canceled
                    request.wait()
                raise
            return torch.from_numpy(request.get_output_tensor(0).data.copy())

        return finish

    def _request(self, shape: tuple[int, ...]) -> Any:
        if shape not in self._requests:
            self._requests.clear()  # one size at a time: each holds memory for all its features
            self._requests[shape] = self._compiled(shape).create_infer_request()
        return self._requests[shape]

    def _compiled(self, shape: tuple[int, ...]) -> Any:
        import openvino

        core = openvino.Core()
        hints = self._hints | {"INFERENCE_NUM_THREADS": torch.get_num_threads()}
        path = _folder() / f"{self._key}-{_machine(core)}-{'x'.join(map(str, shape))}.blob"
        kept = _read(path)
        if kept is not None:
            return core.import_model(BytesIO(kept), "CPU", hints)
        compiled = core.compile_model(_converted(self._network, shape), "CPU", hints)
        _keep(path, compiled.export_model().getvalue())
        logger.info("compiled %s", path.name)
        return compiled


class _Whole(nn.Module):
    """A network with its padding, as one module."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.module = network.module
        self._network = network

    def forward(self, pixels_BCHW: Tensor) -> Tensor:
        return self._network(pixels_BCHW)


def _converted(network: Network, shape: tuple[int, ...]) -> Any:
    """The network as OpenVINO's own graph, for pictures of one *shape*."""
    import openvino

    try:
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
            graph = torch.export.export(_Whole(network), (torch.zeros(shape),), strict=False)
            return openvino.convert_model(graph)
    except DeblurError:
        raise
    except Exception as error:
        raise PluginError(
            f"OpenVINO cannot run this network ({str(error)[:200]})", "choose `--backend torch`"
        ) from error


def _machine(core: Any) -> str:
    """What a compiled network is bound to: the processor, and who compiled it."""
    import openvino

    name = core.get_property("CPU", "FULL_DEVICE_NAME")
    facts = f"{name} {openvino.__version__} {torch.__version__} {torch.get_num_threads()}"
    return hashlib.sha256(facts.encode()).hexdigest()[:8]


def _folder() -> Path:
    path = cache_folder() / "compiled"
    path.mkdir(exist_ok=True)
    return path


def _keep(path: Path, content: bytes) -> None:
    """*content* behind its hash; those that were used longest ago make room."""
    kept = sorted(path.parent.glob("*.blob"), key=lambda each: each.stat().st_mtime)
    while kept and sum(each.stat().st_size for each in kept) + len(content) > _MOST_BYTES:
        kept.pop(0).unlink(missing_ok=True)
    write_whole(path, hashlib.sha256(content).digest() + content)


def _read(path: Path) -> bytes | None:
    """What was kept, if it is still what it was."""
    try:
        content = path.read_bytes()
        path.touch()
    except OSError:
        return None
    digest, content = content[:_DIGEST], content[_DIGEST:]
    return content if hashlib.sha256(content).digest() == digest else None
