"""Matrix products with the activation inside, where the processor's library has them.

GELU after a product costs more than the product itself when it makes its own pass over memory; oneDNN
computes it while the numbers are still in registers. On other devices, in training and in builds of
torch without oneDNN, the plain operations give the same numbers to the last digits.
"""

import torch
from torch import Tensor
from torch.nn import functional

_WITH_ONEDNN = torch.backends.mkldnn.is_available() and hasattr(
    torch.ops.mkldnn, "_linear_pointwise"
)


def linear(x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """``x @ weight.T + bias`` over the last dimension."""
    if _fusible(x, weight):
        # A weight that is a view of columns would fall into oneDNN's reference code, 500 times slower.
        return torch.ops.mkldnn._linear_pointwise(x, weight.contiguous(), bias, "none", [], "")
    return functional.linear(x, weight, bias)


def linear_gelu(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """GELU, in its tanh form, of `linear`."""
    if _fusible(x, weight):
        return torch.ops.mkldnn._linear_pointwise(x, weight.contiguous(), bias, "gelu", [], "tanh")
    return functional.gelu(functional.linear(x, weight, bias), approximate="tanh")


def _fusible(x: Tensor, weight: Tensor) -> bool:
    return (
        _WITH_ONEDNN
        and x.device.type == "cpu"
        and x.dtype == weight.dtype  # they differ under autocast
        and _fast(x.dtype)
        and not torch.is_grad_enabled()
    )


def _fast(dtype: torch.dtype) -> bool:
    if dtype == torch.bfloat16:
        return torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return dtype == torch.float32
