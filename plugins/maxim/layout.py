"""The hyper-parameters of MAXIM, and how they show in the names and shapes of its weights."""

from dataclasses import dataclass
from itertools import count, takewhile
from math import isqrt, lcm

from deblur_desktop.api import Shapes


@dataclass(frozen=True)
class Layout:
    """The hyper-parameters.

    Attributes:
        stages: 1 to 3; the picture of the last one is the result.
        features: Channels of the levels, finest first.
        cells: Sides of grid and block on the levels.
        bottleneck: Count of bottleneck blocks.
        wide: Channels of the bottleneck.
        wide_cell: Side of grid and block there.
        groups: Pairs of multi-axis and channel-attention blocks in each block.
        cut: The last stage ends in the picture of its attention module: later stages were left out.
    """

    stages: int
    features: tuple[int, ...]
    cells: tuple[int, ...]
    bottleneck: int
    wide: int
    wide_cell: int
    groups: int
    cut: bool

    @property
    def multiple(self) -> int:
        """Of both sides of a picture: every level, halved so often, is cut into whole cells."""
        sides = [cell << level for level, cell in enumerate(self.cells)]
        return lcm(*sides, self.wide_cell << len(self.cells))


def layout_of(shapes: Shapes) -> Layout:
    """The layout of a checkpoint."""
    stages = _count(shapes, "stage_{}_input_conv_0.weight")
    levels = range(_count(shapes, "stage_0_encoder_block_{}.Conv_0.weight"))
    return Layout(
        stages=stages,
        features=tuple(shapes[f"stage_0_input_conv_{level}.weight"][0] for level in levels),
        cells=tuple(_cell(shapes, f"stage_0_encoder_block_{level}") for level in levels),
        bottleneck=_count(shapes, "stage_0_global_block_{}.input_proj.weight"),
        wide=shapes["stage_0_global_block_0.input_proj.weight"][0],
        wide_cell=_cell(shapes, "stage_0_global_block_0"),
        groups=_count(
            shapes, "stage_0_encoder_block_0.SplitHeadMultiAxisGmlpLayer_{}.in_project.weight"
        ),
        cut=f"stage_{stages - 1}_output_conv_0.weight" not in shapes,
    )


def _count(shapes: Shapes, name: str) -> int:
    return sum(1 for _ in takewhile(lambda index: name.format(index) in shapes, count()))


def _cell(shapes: Shapes, block: str) -> int:
    layer = f"{block}.SplitHeadMultiAxisGmlpLayer_0.GridGmlpLayer.GridGatingUnit"
    return isqrt(shapes[f"{layer}.Dense_0.weight"][0])


def needed_by_first_stage(name: str) -> bool:
    """Whether the first stage alone has the tensor; it ends in the picture of its finest level."""
    if name.startswith("UpSampleRatio_"):
        return int(name.removeprefix("UpSampleRatio_").partition(".")[0]) < _RESIZERS_OF_A_STAGE
    if "_supervised_attention_module_" in name:
        return name.startswith("stage_0_supervised_attention_module_0.Conv_1.")
    return name.startswith("stage_0_")


_RESIZERS_OF_A_STAGE = 18
