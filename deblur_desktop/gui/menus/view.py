"""View: how before and after are shown, what lies over them, and where one looks."""

from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from deblur_desktop.gui.actions import Key
from deblur_desktop.gui.desk import Desk
from deblur_desktop.gui.menus.menu import Menu
from deblur_desktop.gui.scene import Mode

_STEP = 1.25


class ViewMenu(Menu):
    """Compare modes, overlays, zoom, the next photo."""

    def __init__(self, desk: Desk, show_photos: QAction, show_panels: QAction) -> None:
        super().__init__(self.tr("&View"), desk)
        self._add_modes()
        self.addSeparator()
        self._add_overlays()
        self.addSeparator()
        self._add_zoom()
        self.addSeparator()
        self._add_steps()
        self.addSeparator()
        for name, action, text in (
            ("show-photos", show_photos, self.tr("P&hotos Panel")),
            ("show-panels", show_panels, self.tr("Deblu&r Panel")),
        ):
            action.setText(text)
            self.adopt(name, action)

    def _add_modes(self) -> None:
        names = {
            Mode.AFTER: (self.tr("&After"), "A"),
            Mode.SPLIT: (self.tr("&Split"), "S"),
            Mode.SIDE: (self.tr("Side &by Side"), "D"),
            Mode.FLICKER: (self.tr("&Flicker"), "F"),
            Mode.LOUPE: (self.tr("&Loupe"), "L"),
        }
        group = QActionGroup(self)
        needs_result = dict.fromkeys((Mode.SPLIT, Mode.SIDE, Mode.FLICKER), self.desk.why_no_result)
        # Before the run, the loupe shows a preview.
        needs = needs_result | {Mode.LOUPE: self.desk.why_no_photo}
        for mode, (text, key) in names.items():
            action = self.add(
                f"view-{mode}", text, lambda mode=mode: self.desk.canvas.set_mode(mode),
                keys=key, picture=f"view-{mode}", on=self.desk.canvas, checkable=True,
                why_not=needs.get(mode),
            )  # fmt: skip
            group.addAction(action)
        self.desk.actions["view-after"].setChecked(True)

    def _add_overlays(self) -> None:
        canvas = self.desk.canvas
        self.add(
            "map", self.tr("Blur &Map"), self._toggle_overlays, keys="B", picture="map",
            on=canvas, checkable=True, why_not=self.desk.why_no_diagnosis,
        )  # fmt: skip
        self.add(
            "mask", self.tr("Show Mas&k"), self._toggle_overlays, keys="Q", picture="mask",
            on=canvas, checkable=True, why_not=self.desk.why_no_selection,
        )  # fmt: skip

    def _add_zoom(self) -> None:
        canvas, no_photo = self.desk.canvas, self.desk.why_no_photo
        for name, text, run, keys, picture in (
            ("fit", self.tr("Fi&t"), canvas.fit, "Ctrl+0", "zoom-fit"),
            ("zoom-100", self.tr("&100 %"), lambda: canvas.zoom_to(1), "Ctrl+1", "zoom-100"),
            ("zoom-200", self.tr("&200 %"), lambda: canvas.zoom_to(2), "Ctrl+2", ""),
            ("zoom-in", self.tr("Zoom &In"), lambda: self._zoom(_STEP), Key.ZoomIn, ""),
            ("zoom-out", self.tr("Zoom &Out"), lambda: self._zoom(1 / _STEP), Key.ZoomOut, ""),
        ):
            self.add(name, text, run, keys=keys, picture=picture, why_not=no_photo)

    def _add_steps(self) -> None:
        # On the photo alone: elsewhere these keys move sliders and lists.
        for name, text, by, keys in (
            ("previous", self.tr("&Previous Photo"), -1, ("Left", "PgUp")),
            ("next", self.tr("&Next Photo"), 1, ("Right", "PgDown")),
        ):
            action = self.add(
                name, text, lambda by=by: self.desk.session.step(by),
                picture=name, on=self.desk.canvas, why_not=lambda by=by: self._why_no_step(by),
            )  # fmt: skip
            action.setShortcuts([QKeySequence(each) for each in keys])

    def _zoom(self, factor: float) -> None:
        self.desk.canvas.zoom_to(self.desk.canvas.viewport.zoom * factor)

    def _why_no_step(self, by: int) -> str:
        if self.desk.session.neighbor(by) is not None:
            return ""
        if self.desk.current is None:
            return self.desk.why_no_document()
        return self.tr("This is the first photo.") if by < 0 else self.tr("This is the last photo.")

    def _toggle_overlays(self) -> None:
        actions = self.desk.actions
        self.desk.canvas.show_overlays(
            map=actions["map"].isChecked(), mask=actions["mask"].isChecked()
        )
