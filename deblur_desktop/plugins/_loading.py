"""Imports a plug-in; whatever it raises becomes a `PluginError`."""

import importlib
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from importlib.machinery import (
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    ModuleSpec,
    SourceFileLoader,
)
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import CodeType, FrameType, ModuleType

from deblur_desktop.errors import PluginError

_PACKAGE = __name__.rpartition(".")[0]


class _SourceLoader(SourceFileLoader):
    """Compiles the source each time: bytecode beside it is not pinned, and could say anything."""

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class _DroppedModules:
    """Finds the modules inside of dropped folders, so that those too are compiled from source."""

    def __init__(self) -> None:
        self.packages: set[str] = set()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if path is None or not any(fullname.startswith(f"{name}.") for name in self.packages):
            return None
        finder = FileFinder(
            next(iter(path)),
            (ExtensionFileLoader, EXTENSION_SUFFIXES),
            (_SourceLoader, SOURCE_SUFFIXES),
        )
        return finder.find_spec(fullname, target)


_dropped = _DroppedModules()
sys.meta_path.insert(0, _dropped)


def import_package(name: str, module: str) -> ModuleType:
    """The installed *module* of the plug-in *name*."""
    return _guarded(name, module, lambda: importlib.import_module(module))


def import_folder(name: str, folder: Path, *, trusted: bool) -> ModuleType:
    """The package in *folder*, as `deblur_desktop.plugins.<name>`; from source unless *trusted*."""
    module_name = f"{_PACKAGE}.{name}"
    file = folder / "__init__.py"
    loaded = sys.modules.get(module_name)
    if loaded is not None and loaded.__file__ == str(file):
        return loaded
    _forget(module_name)
    if not trusted:
        _dropped.packages.add(module_name)
    loader = SourceFileLoader if trusted else _SourceLoader
    return _guarded(name, module_name, lambda: _execute(module_name, file, loader))


def _execute(module_name: str, file: Path, loader: type[SourceFileLoader]) -> ModuleType:
    spec = spec_from_file_location(
        module_name,
        file,
        loader=loader(module_name, str(file)),
        submodule_search_locations=[str(file.parent)],
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"not a package: {file}")
    module = module_from_spec(spec)
    sys.modules[module_name] = module
    spec.loader.exec_module(module)
    return module


def _guarded(name: str, module_name: str, run: Callable[[], ModuleType]) -> ModuleType:
    with _ctrl_c() as pressed:
        try:
            return run()
        except BaseException as error:  # SystemExit too: a plug-in never stops the program
            _forget(module_name)
            if pressed:
                raise
            raise _failed(name, error) from error


def _failed(name: str, error: BaseException) -> PluginError:
    # Not `str(error)`, which is the plug-in's own code.
    reason = traceback.format_exception_only(error)[-1].strip()[:500]
    return PluginError(
        f"the plug-in cannot be loaded ({reason}): {name}",
        f"update it, or turn it off: `deblur-desktop plugins disable {name}`",
    )


@contextmanager
def _ctrl_c() -> Generator[list[int]]:
    """Notes when a person interrupts, for a plug-in can raise `KeyboardInterrupt` by itself."""
    pressed: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    is_ours = threading.current_thread() is threading.main_thread()
    if not is_ours or before is not signal.default_int_handler:
        yield pressed
        return

    def note(number: int, frame: FrameType | None) -> None:
        pressed.append(number)
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


def _forget(module_name: str) -> None:
    """Half-imported modules would be taken for whole ones on the next try."""
    for loaded in list(sys.modules):
        if loaded == module_name or loaded.startswith(f"{module_name}."):
            del sys.modules[loaded]
