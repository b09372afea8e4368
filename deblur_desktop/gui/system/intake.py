"""Opens what came by drop or clipboard, or says in a sentence why not."""

from PySide6.QtCore import QCoreApplication, QMimeData

from deblur_desktop.gui.session import Session
from deblur_desktop.gui.system.offer import MOST_BYTES, Offer, offer_of
from deblur_desktop.gui.system.pasted import store_pasted


def take(data: QMimeData, session: Session) -> None:
    """Open the photos that *data* offers in *session*."""
    offer = offer_of(data)
    if offer.paths:
        session.open_paths(offer.paths)
    elif offer.picture:
        _open_picture(offer, session)
    else:
        session.noticed.emit(*refusal(offer))


def refusal(offer: Offer) -> tuple[str, str]:
    """Why there is nothing to open, and what to do."""
    translate = QCoreApplication.translate
    if offer.is_too_large:
        text = translate("Intake", "The picture is larger than {size} MB.")
        hint = translate("Intake", "Save it as a file and open that.")
        return text.format(size=MOST_BYTES >> 20), hint
    if offer.is_remote:
        return (
            translate("Intake", "This photo lies on the web, and nothing is fetched from there."),
            translate("Intake", "Save it on this computer and open the file."),
        )
    return translate("Intake", "There is no photo in it."), ""


def _open_picture(offer: Offer, session: Session) -> None:
    try:
        path = store_pasted(offer.picture, offer.suffix)
    except OSError as error:
        text = QCoreApplication.translate("Intake", "The picture cannot be stored ({reason}).")
        session.noticed.emit(text.format(reason=error.strerror), "")
        return
    session.open_paths([path])
