"""What to do to a photo, as plain data.

Everything that changes the result is in here, and nothing else: the device stands in the receipt. A
recipe is written into the saved file, so any result can be made again.
"""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, Self, get_args

from deblur_desktop import __version__
from deblur_desktop.errors import UsageError
from deblur_desktop.photo.box import Box

Precision = Literal["auto", "fp32", "bf16", "fp16"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
Backend = Literal["auto", "torch", "openvino"]
BACKENDS: tuple[Backend, ...] = get_args(Backend)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One way to restore a photo.

    Attributes:
        checkpoint: The id of its card, or ``file:`` and a name for a file without a card.
        sha256: Of the checkpoint file, lower-case hex.
        strength: Share of the change that is applied, 0 to 1.5; 1 is what the network gives.
        texture: Share of the finest detail that comes from the network, 0 to 1.
        region: The box to restore, or None for the whole photo.
        feather: Width of the soft edge inside `region`, in pixels.
        mask: A PNG in base64 (under 64 kB), ``sha256:`` and the hash of a larger one, or empty.
        left: The name of the file with the left view of a dual-pixel camera, or empty.
        right: Likewise, with the right view.
        tile: Side of a tile in pixels; 0 chooses.
        overlap: Overlap of neighbouring tiles in pixels; 0 chooses from the blur length found.
        precision: Arithmetic of the network; ``auto`` takes the fastest that the network bears.
        backend: What runs the network; ``auto`` takes the one that was measured to be faster.
        color_lock: Keep the mean color of each 64 pixel block as it was.
        version: Of the program.
    """

    checkpoint: str
    sha256: str = ""
    strength: float = 1.0
    texture: float = 1.0
    region: Box | None = None
    feather: int = 0
    mask: str = ""
    left: str = ""
    right: str = ""
    tile: int = 0
    overlap: int = 0
    precision: Precision = "auto"
    backend: Backend = "auto"
    color_lock: bool = True
    version: str = __version__

    def __post_init__(self) -> None:
        for name, kind in _KINDS.items():
            value = getattr(self, name)
            _require(isinstance(value, kind), f"the {name} is of the wrong type", value)
        _require(
            0 <= self.strength <= 1.5, "the strength goes from 0 to 150 %", f"{self.strength:.0%}"
        )
        _require(0 <= self.texture <= 1, "the texture goes from 0 to 100 %", f"{self.texture:.0%}")
        for name in ("feather", "tile", "overlap"):
            value = getattr(self, name)
            _require(0 <= value <= _MOST_PIXELS, f"the {name} is a number of pixels", value)
        _require(self.precision in PRECISIONS, "not a precision", self.precision)
        _require(self.backend in BACKENDS, "not a backend", self.backend)
        _require(
            self.region is None or not self.region.is_empty, "the region is empty", self.region
        )

    def to_json(self) -> str:
        """One line of JSON with sorted keys."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The recipe that `to_json` wrote; keys of later versions are ignored.

        Raises:
            UsageError: The text is not a recipe.
        """
        try:
            values: dict[str, Any] = dict(json.loads(text))
            known = {name: values[name] for name in (f.name for f in fields(cls)) if name in values}
            if known.get("region") is not None:
                known["region"] = Box(*(int(v) for v in known["region"]))
            return cls(**known)
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
            raise UsageError(
                "not a recipe", "a recipe is written into every file that this program saves"
            ) from error


PRESET_FIELDS = (
    "checkpoint", "strength", "texture", "tile", "overlap", "precision", "backend", "color_lock",
)  # fmt: skip
"""Those that make sense for any photo."""

_MOST_PIXELS = 100_000
_KINDS = {
    "checkpoint": str, "sha256": str, "strength": (int, float), "texture": (int, float),
    "feather": int, "mask": str, "left": str, "right": str, "tile": int, "overlap": int,
    "precision": str, "backend": str, "color_lock": bool, "version": str,
}  # fmt: skip


def _require(holds: bool, rule: str, value: object) -> None:
    if not holds:
        raise UsageError(f"{rule}: {value}")
