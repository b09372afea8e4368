"""The language of the window: English in the sources, the others from `resources/translations`."""

import logging
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication

from deblur_desktop.bundle import bundled
from deblur_desktop.settings import SETTINGS

logger = logging.getLogger(__name__)

FOLDER = bundled("resources") / "translations"
"""`deblur_<code>.ts` for people, and `deblur_<code>.qm`, made from it, for Qt."""

_ENGLISH = "en"


def apply(wished: str, folder: Path = FOLDER) -> None:
    """Speak *wished*, a value of the setting, from here on; widgets made before keep their language.

    What has no translation stays English: a text, or all of them when the file is missing or cut short.
    """
    system = QLocale.system()
    code = choose(wished, system.uiLanguages())
    locale = QLocale(code)
    # Numbers look as on the rest of the system where that goes with the words.
    QLocale.setDefault(system if _are_one(system, locale) else locale)
    QGuiApplication.setLayoutDirection(locale.textDirection())
    if code == _ENGLISH:
        return
    _install(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    if not _install(f"deblur_{code}", str(folder)):
        logger.warning("the translation cannot be loaded; the window is in English: %s", code)


def choose(wished: str, preferred: Iterable[str]) -> str:
    """The code of the language to speak.

    Args:
        wished: A value of the setting.
        preferred: What the system asks for, as BCP 47 tags, the best first.
    """
    if wished != "system":
        return wished
    codes = [code for code in SETTINGS["language"].about.choices if code != "system"]
    pairs = ((QLocale(tag), code) for tag in preferred for code in codes)
    return next((code for tag, code in pairs if _are_one(tag, QLocale(code))), _ENGLISH)


def _are_one(one: QLocale, other: QLocale) -> bool:
    """Whether who reads one reads the other: in Hong Kong as in Taiwan, but not as in Beijing."""
    return (one.language(), one.script()) == (other.language(), other.script())


def _install(name: str, folder: str) -> bool:
    translator = QTranslator(QCoreApplication.instance())
    return translator.load(name, folder) and QCoreApplication.installTranslator(translator)
