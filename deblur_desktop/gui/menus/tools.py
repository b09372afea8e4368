"""Tools: what the left button does on the photo."""

from PySide6.QtGui import QActionGroup

from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.menus.menu import Menu
from deblur_desktop.gui.tool import larger, smaller
from deblur_desktop.gui.tools import all_tools


class ToolsMenu(Menu):
    """One of them is in the hand."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.tr("&Tools"), desk)
        group = QActionGroup(self)
        for tool in all_tools():
            action = self.add(
                f"tool-{tool.id}", tool.text, lambda tool=tool: desk.canvas.set_tool(tool),
                keys=tool.shortcut, picture=f"tool-{tool.id}", on=desk.canvas, checkable=True,
            )  # fmt: skip
            group.addAction(action)
        desk.actions["tool-pan"].setChecked(True)
        self.addSeparator()
        self._add_brush()
        desk.canvas.tool_dropped.connect(desk.actions["tool-pan"].trigger)

    def _add_brush(self) -> None:
        canvas, settings = self.desk.canvas, self.desk.canvas.tool_settings
        self.add("swap", self.tr("S&wap Brush and Eraser"), self._swap, keys="X", on=canvas)
        self.add(
            "brush-larger", self.tr("Lar&ger Brush"),
            lambda: setattr(settings, "size", larger(settings.size)), keys="]", on=canvas,
        )  # fmt: skip
        self.add(
            "brush-smaller", self.tr("S&maller Brush"),
            lambda: setattr(settings, "size", smaller(settings.size)), keys="[", on=canvas,
        )  # fmt: skip

    def _swap(self) -> None:
        is_brush = self.desk.canvas.tool.id == "brush"
        self.desk.actions["tool-eraser" if is_brush else "tool-brush"].trigger()
