"""CUDA graphs: a tile's launches are recorded once and replayed for all tiles of its size.

A network launches thousands of small kernels; at 256 x 256 PyTorch takes longer to launch them than a
GPU to run them. What goes to the GPU and comes back lies in pinned memory, so copies and kernels are
queued together and the processor blends one tile while the GPU is at the next.
"""

import logging
from dataclasses import dataclass

import torch
from torch import Tensor

from deblur_desktop.engine.architecture import Network
from deblur_desktop.engine.backends import Beat, Beats, Finish
from deblur_desktop.engine.device import is_out_of_memory
from deblur_desktop.recipe import Backend

logger = logging.getLogger(__name__)

_MOST_GRAPHS = 2  # each keeps the memory of a whole tile
_Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Recording:
    graph: torch.cuda.CUDAGraph
    entering: Tensor
    leaving: Tensor


class Graphs:
    """Records on the second tile of a size; the first lets libraries choose their kernels."""

    backend: Backend = "torch"
    ahead = 1

    def __init__(self, network: Network, device: torch.device) -> None:
        self._network, self._device = network, device
        self._beats = Beats(network.module)
        self._recordings: dict[_Shape, _Recording] = {}
        self._seen: set[_Shape] = set()
        self._is_recordable = True

    def start(self, pixels_BCHW: Tensor, beat: Beat) -> Finish:
        """Queue the tile's copies and kernels; see `Runner.start`."""
        self._beats.beat = beat
        with torch.inference_mode(), torch.cuda.device(self._device):
            leaving = self._run(pixels_BCHW.pin_memory())
            restored = torch.empty(leaving.shape, dtype=torch.float32, pin_memory=True)
            restored.copy_(leaving, non_blocking=True)
            done = torch.cuda.Event()
            done.record()

        def finish() -> Tensor:
            done.synchronize()
            return restored

        return finish

    def _run(self, pixels: Tensor) -> Tensor:
        recording = self._recording(pixels)
        if recording is None:
            return self._network(pixels.to(self._device, non_blocking=True))
        recording.entering.copy_(pixels, non_blocking=True)
        recording.graph.replay()
        return recording.leaving

    def _recording(self, pixels: Tensor) -> _Recording | None:
        shape = tuple(pixels.shape)
        if shape in self._recordings or not self._is_recordable:
            return self._recordings.get(shape)
        if shape not in self._seen:
            self._seen.add(shape)
            return None
        if len(self._recordings) == _MOST_GRAPHS:
            self._recordings.pop(next(iter(self._recordings)))
        try:
            self._recordings[shape] = self._record(pixels)
        except RuntimeError as error:
            if is_out_of_memory(error):
                raise
            self._is_recordable = False
            logger.warning("the network cannot be recorded, so it is launched anew: %s", error)
        return self._recordings.get(shape)

    def _record(self, pixels: Tensor) -> _Recording:
        entering = pixels.to(self._device)
        self._beats.stop()  # nothing may come between while it is recorded
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            leaving = self._network(entering)
        return _Recording(graph, entering, leaving)
