"""Tools: what the left button does on the photo."""

from PySide6.QtGui import QActionGroup

from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.menus.menu import Menu
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
