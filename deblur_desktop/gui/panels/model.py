"""Which checkpoint restores the photo, why, how fast, and whether it suits."""

from collections.abc import Sequence

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QWidget

from deblur_desktop.gui import wording
from deblur_desktop.gui.actions import Actions
from deblur_desktop.gui.document import Document
from deblur_desktop.gui.panels.panel import (
    ActionButton,
    Caution,
    DocumentPanel,
    Lines,
    allow,
    wrapping_label,
)
from deblur_desktop.gui.session import Session
from deblur_desktop.gui.speeds import megapixels_seen
from deblur_desktop.library.card import UNKNOWN_LICENSE, Checkpoint, Task
from deblur_desktop.photo.names import display_name


class ModelPanel(DocumentPanel):
    """A choice of the installed checkpoints; the first entry follows the diagnosis."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Model"), session, parent)
        self._choice = QComboBox()
        self._choice.setAccessibleName(self.tr("Model"))
        self._choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._choice.setMinimumContentsLength(14)
        self._why, self._warning, self._facts = wrapping_label(), Caution(), Lines()
        self._facts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._install = ActionButton(actions["models"], self.tr("Import a Model…"))
        self._compare = ActionButton(actions["compare"], self.tr("Compare Models…"))
        for widget in (
            self._choice, self._why, self._warning, self._facts, self._install, self._compare,
        ):  # fmt: skip
            self.column.addWidget(widget)
        self._choice.activated.connect(self._chosen)
        session.inspected.connect(self.reload)
        session.device_changed.connect(self.refresh)
        session.learned.connect(self.refresh)
        session.begun.connect(self.reload)

    def reload(self) -> None:
        """Look again what is installed."""
        self._choice.clear()
        self._choice.addItem(self.tr("Automatic"), "auto")
        for each in self.session.models:
            self._choice.addItem(display_name(each.checkpoint.name), each.checkpoint.id)
        self.refresh()

    def refresh(self) -> None:
        """Show the choice, its reason, and what is to be expected of it."""
        document = self.document
        allow(
            self._choice,
            self.why_no_document(),
            self.tr("Automatic takes a model that is made for the blur found."),
        )
        wish = document.edit.checkpoint if document else "auto"
        self._choice.setCurrentIndex(max(self._choice.findData(wish), 0))
        card = self.session.model(document.checkpoint) if document else None
        self._warning.warn(self._misfit(document, card) if document and card else "")
        why = self._reason(document, card) if document else ""
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._facts.show_lines(self._expectations(document, card) if document and card else ())
        found = document is not None and document.diagnosis is not None
        self._install.setVisible(found and card is None)
        self._compare.setVisible(len(self.session.models) > 1)

    def _reason(self, document: Document, card: Checkpoint | None) -> str:
        if document.diagnosis is None:
            return ""
        if card is not None:
            text = self.tr("{name} is suggested, for it is made for this blur.")
            suggested = document.edit.checkpoint == "auto"
            return text.format(name=display_name(card.name)) if suggested else ""
        if document.diagnosis.kind == "sharp":
            return self.tr(
                "Nothing is suggested for a sharp photo. Choose a model to use it all the same."
            )
        return self.tr(
            "No installed model removes this kind of blur. Import one that does, or choose one to use"
            " it all the same."
        )

    def _misfit(self, document: Document, card: Checkpoint) -> str:
        """What to tell when *card* is not made for what was found; else empty."""
        opened, found = document.opened, document.diagnosis
        if opened is None or found is None:
            return ""
        name = display_name(card.name)
        if card.task is Task.DUAL_PIXEL_DEFOCUS:
            text = self.tr(
                "{name} needs the two views of a dual-pixel camera; this photo has none."
            )
            return "" if opened.has_views else text.format(name=name)
        from deblur_desktop.diagnosis.blur import Kind  # not at the start: with all that measures
        from deblur_desktop.jobs.advice import suits

        texts = {
            Kind.SHARP: self.tr("The photo looks sharp; {name} may make it worse."),
            Kind.MOTION: self.tr("This looks like motion, but {name} is made for defocus."),
            Kind.DEFOCUS: self.tr("This looks like defocus, but {name} is made for motion."),
            Kind.UNSURE: self.tr("The kind of blur is not sure, and {name} is made for defocus."),
        }
        kind = Kind(found.kind)
        return "" if suits(kind, card.task) else texts[kind].format(name=name)

    def _expectations(self, document: Document, card: Checkpoint) -> Sequence[str]:
        tasks = {
            Task.MOTION: self.tr("For motion blur."),
            Task.DEFOCUS: self.tr("For photos out of focus."),
            Task.DUAL_PIXEL_DEFOCUS: self.tr("For photos out of focus, of dual-pixel cameras."),
            Task.MIXED: self.tr("For motion blur and photos out of focus."),
        }
        license = self.tr("License of the weights: {license}.")
        if card.license == UNKNOWN_LICENSE:
            license = self.tr("The license of its weights is not known.")
        license = license.format(license=display_name(card.license))
        return tasks[card.task], license, self._speed(document)

    def _speed(self, document: Document) -> str:
        recipe = document.recipe()
        way = self.session.way(recipe, self.session.device)
        rate = self.session.speeds.seconds_per_megapixel(way)
        if rate is None:
            return self.tr("How long it takes here is known after the first run.")
        seconds = rate * megapixels_seen(document, document.box, recipe.overlap)
        text = self.tr("About {time} for this photo; {rate} a megapixel on this computer.")
        return text.format(time=wording.duration(seconds), rate=wording.duration(rate))

    def _chosen(self, index: int) -> None:
        if self.document is not None:
            self.document.change(self.tr("Model"), checkpoint=self._choice.itemData(index))
