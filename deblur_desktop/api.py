"""The only names that plug-ins and scripts may import; all else may change without notice."""

from deblur_desktop.engine import fourier, layers, naf, wavelet
from deblur_desktop.engine.architecture import Architecture, Network, Shapes, State, Tiling
from deblur_desktop.engine.detect import Condition, has

__all__ = [
    "Architecture",
    "Condition",
    "Network",
    "Shapes",
    "State",
    "Tiling",
    "fourier",
    "has",
    "layers",
    "naf",
    "wavelet",
]
