"""One module per canvas tool; each offers `tool`. Shapes (rectangle, lasso, polygon) are in `shape`.

With Shift held at the start a shape is added to the selection, with Alt it is taken away; else it takes
the selection's place.
"""

import pkgutil
from functools import cache
from importlib import import_module

from deblur_desktop.gui.tool import Tool


@cache
def all_tools() -> tuple[Tool, ...]:
    """The tools in the order of the tool bar."""
    modules = (import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__))
    tools = [module.tool for module in modules if hasattr(module, "tool")]
    return tuple(sorted(tools, key=lambda tool: tool.order))
