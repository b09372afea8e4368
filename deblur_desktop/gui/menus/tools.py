"""Tools: what the left button does on the photo."""

from PySide6.QtGui import QActionGroup

from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.menus.menu import Menu
from deblur_desktop.gui.tools import all_tools


class ToolsMenu(Menu):
    """One of them is in the hand."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self.tr("&Tools"), desk)
        names = {
            "pan": self.tr("&Pan"),
            "rectangle": self.tr("&Rectangle"),
            "lasso": self.tr("&Lasso"),
            "polygon": self.tr("Pol&ygon"),
            "brush": self.tr("&Brush"),
            "eraser": self.tr("&Eraser"),
        }
        group = QActionGroup(self)
        for tool in all_tools():
            action = self.add(
                f"tool-{tool.id}", names.get(tool.id, tool.name),
                lambda tool=tool: desk.canvas.set_tool(tool),
                keys=tool.shortcut, picture=f"tool-{tool.id}", on=desk.canvas, checkable=True,
            )  # fmt: skip
            group.addAction(action)
        desk.actions["tool-pan"].setChecked(True)
