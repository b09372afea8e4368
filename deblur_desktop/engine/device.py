"""Where the network runs, and in which arithmetic."""

import torch

from deblur_desktop.engine.architecture import Network
from deblur_desktop.errors import DeviceLost, UsageError
from deblur_desktop.recipe import Backend, Precision

_DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


def devices() -> tuple[str, ...]:
    """The names that `find_device` takes here, the best first."""
    return (*(f"cuda:{i}" for i in range(torch.cuda.device_count())), "cpu")


def find_device(name: str) -> torch.device:
    """The device called *name*: ``auto``, ``cpu``, ``cuda`` or ``cuda:1``.

    Raises:
        DeviceLost: This machine does not have it.
    """
    if name == "auto":
        return torch.device(devices()[0])
    wanted = "cuda:0" if name == "cuda" else name
    if wanted not in devices():
        raise DeviceLost(f"no such device here: {name}", f"there is: auto, {', '.join(devices())}")
    return torch.device(wanted)


def describe_device(device: torch.device) -> str:
    """The device's name for people."""
    if device.type == "cuda":
        return f"{device} ({torch.cuda.get_device_name(device)})"
    return f"cpu ({torch.get_num_threads()} threads, {torch.backends.cpu.get_cpu_capability()})"


def choose_precision(wished: Precision, device: torch.device, network: Network) -> Precision:
    """The arithmetic to use: *wished*, or for ``auto`` the fastest that network and device bear.

    Raises:
        UsageError: fp16 on a processor, which has no such arithmetic.
    """
    if wished == "fp16" and device.type == "cpu":
        raise UsageError("fp16 needs a GPU", "choose --precision bf16 or fp32")
    if wished != "auto":
        return wished
    return "bf16" if network.half and has_bfloat16(device) else "fp32"


def choose_backend(wished: Backend, device: torch.device) -> Backend | None:
    """What runs the network on *device*; None for ``auto`` where there is a choice.

    Raises:
        UsageError: OpenVINO elsewhere than on the processor.
    """
    if device.type == "cpu":
        return None if wished == "auto" else wished
    if wished == "openvino":
        raise UsageError("OpenVINO is used on the processor only", "choose --device cpu")
    return "torch"


def dtype_of(precision: Precision) -> torch.dtype:
    """The torch type of a precision that is not ``auto``."""
    return _DTYPES[precision]


def is_out_of_memory(error: BaseException) -> bool:
    """Whether *error* tells of too little memory; PyTorch has several ways, mostly `RuntimeError`."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(words in text for words in _OUT_OF_MEMORY)


_OUT_OF_MEMORY = (
    "out of memory", "not enough memory", "can't allocate memory", "bad_alloc", "bad allocation",
    "alloc_failed",
)  # fmt: skip


def has_bfloat16(device: torch.device) -> bool:
    """Whether bfloat16 is native there, hence faster than float32."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    capabilities = torch.cpu.get_capabilities()
    return any(capabilities.get(name, False) for name in ("avx512_bf16", "amx_bf16", "bf16"))
