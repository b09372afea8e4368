"""Render the application icon to `hicolor/`, as desktops look for it.

    python packaging/linux/make_icons.py [FOLDER]

FOLDER is an icon theme's parent, by default this script's own. Run it after the drawing changes.
"""

import os
import shutil
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
DRAWING = HERE.parents[1] / "resources" / "icons" / "deblur-desktop.svg"
NAME = "io.github.deblur_desktop.DeblurDesktop"
SIDES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def render(side: int) -> QImage:
    """The icon, *side* pixels wide and high."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return image


def icon_path(root: Path, side: int) -> Path:
    """Where the icon of *side* pixels lies."""
    return root / "hicolor" / f"{side}x{side}" / "apps" / f"{NAME}.png"


def drawing_path(root: Path) -> Path:
    """Where the drawing lies, for every other size."""
    return root / "hicolor" / "scalable" / "apps" / f"{NAME}.svg"


def main() -> int:
    """Write every size; gives the exit code."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    app = QGuiApplication.instance() or QGuiApplication([])
    for side in SIDES:
        path = icon_path(root, side)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not render(side).save(str(path)):
            print(f"error: cannot write: {path}", file=sys.stderr)
            return 1
    drawing_path(root).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DRAWING, drawing_path(root))
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
