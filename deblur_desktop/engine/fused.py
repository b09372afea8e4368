"""Operations with the activation inside, where the processor's library has them.

An activation that makes its own pass over memory can cost more than the product before it; oneDNN
computes it while the numbers are still in registers. On other devices, in training, while a graph is
exported, and in builds of torch without oneDNN, the plain operations give the same numbers to the last
digits. Features are BHWC.
"""

from typing import Literal

import torch
from torch import Tensor
from torch.nn import functional

Gelu = Literal["none", "tanh"]
"""The form of GELU, as PyTorch names it: exact or approximated."""

_WITH_ONEDNN = torch.backends.mkldnn.is_available() and hasattr(
    torch.ops.mkldnn, "_linear_pointwise"
)


def linear(x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """``x @ weight.T + bias`` over the last dimension."""
    if _fusible(x, weight):
        # A weight that is a view of columns would fall into oneDNN's reference code, 500 times slower.
        return torch.ops.mkldnn._linear_pointwise(x, weight.contiguous(), bias, "none", [], "")
    return functional.linear(x, weight, bias)


def linear_gelu(x: Tensor, weight: Tensor, bias: Tensor | None, form: Gelu = "none") -> Tensor:
    """GELU of `linear`."""
    if _fusible(x, weight):
        return torch.ops.mkldnn._linear_pointwise(x, weight.contiguous(), bias, "gelu", [], form)
    return functional.gelu(functional.linear(x, weight, bias), approximate=form)


def depthwise(
    x: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    *,
    dilation: int = 1,
    gelu: bool = False,
    times: Tensor | None = None,
) -> Tensor:
    """Each channel's own convolution, with zeros around, of the same size.

    Args:
        x: (B, H, W, C).
        weight: (C, 1, k, k), k odd.
        bias: (C,).
        dilation: Of the kernel.
        gelu: The exact GELU of it.
        times: (B, H, W, C), its factor; not together with *gelu*.
    """
    groups, padding = weight.shape[0], weight.shape[-1] // 2 * dilation
    if _fusible(x, weight):
        y = _fused_depthwise(x, weight, bias, padding, dilation, gelu=gelu, times=times)
        return y.permute(0, 2, 3, 1)
    y = functional.conv2d(
        x.permute(0, 3, 1, 2), weight, bias, padding=padding, dilation=dilation, groups=groups
    ).permute(0, 2, 3, 1)
    if gelu:
        return functional.gelu(y)
    return y if times is None else y * times


def _fused_depthwise(
    x: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    padding: int,
    dilation: int,
    *,
    gelu: bool,
    times: Tensor | None,
) -> Tensor:
    photo, groups = x.permute(0, 3, 1, 2), weight.shape[0]
    shape = [padding] * 2, [1, 1], [dilation] * 2, groups
    if times is None:
        kind, form = ("gelu", "none") if gelu else ("none", "")
        return torch.ops.mkldnn._convolution_pointwise(photo, weight, bias, *shape, kind, [], form)
    other = times.permute(0, 3, 1, 2)
    return torch.ops.mkldnn._convolution_pointwise(
        photo, other, weight, bias, *shape, "mul", None, None, [], None
    )


def _fusible(x: Tensor, weight: Tensor) -> bool:
    return (
        _WITH_ONEDNN
        and x.device.type == "cpu"
        and x.dtype == weight.dtype  # they differ under autocast
        and _fast(x.dtype)
        and not torch.is_grad_enabled()
        and not torch.compiler.is_compiling()  # nor exporting
    )


def _fast(dtype: torch.dtype) -> bool:
    if dtype == torch.bfloat16:
        return torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return dtype == torch.float32
