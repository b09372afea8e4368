"""Goes through a torch file with stand-ins, before torch itself may read it.

Torch allocates what a pickle declares and believes the sizes in it, so that a file of 2 MB can take
2 GB, and a declared size beyond the record reads foreign memory. Here each pickle is read twice:
opcode by opcode against the few that plain tensors need, then with an inert stand-in for every name.
What passes declares storages that are there, and tensors that lie within them. Beside tensors a training
program stores plain values: those of Python, and numbers of NumPy (the best score, say).
"""

import math
import pickle  # with stand-ins alone: no name in the file reaches a real class or function
import pickletools
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple, TypeGuard

from deblur_desktop.engine.archive import read_archive
from deblur_desktop.errors import CheckpointError, DamagedCheckpoint, UnsafeCheckpoint

ZIP = b"PK\x03\x04"
LEGACY = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."  # torch's magic number before 1.6, pickled

_MOST_OPCODES = 500_000  # eleven thousand tensors: the largest network here, twice, in training
_OPCODES = frozenset({
    "PROTO", "STOP", "MARK", "EMPTY_DICT", "EMPTY_LIST", "EMPTY_TUPLE", "TUPLE", "TUPLE1", "TUPLE2",
    "TUPLE3", "NONE", "NEWTRUE", "NEWFALSE", "BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT",
    "BINUNICODE", "SHORT_BINSTRING", "BINPERSID", "BINGET", "LONG_BINGET", "BINPUT", "LONG_BINPUT",
    "SETITEM", "SETITEMS", "APPEND", "APPENDS", "GLOBAL", "REDUCE", "BUILD",
})  # fmt: skip
_ITEM_SIZES = {
    "DoubleStorage": 8, "FloatStorage": 4, "HalfStorage": 2, "BFloat16Storage": 2,
    "LongStorage": 8, "IntStorage": 4, "ShortStorage": 2, "CharStorage": 1,
    "ByteStorage": 1, "BoolStorage": 1,
}  # fmt: skip
NUMPY_SCALARS = ("numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar")
"""How files of older and newer NumPy name the function that makes a number."""
NUMBERS = ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1")
"""The dtypes of plain numbers, as NumPy writes them."""
# What else such a dtype carries: version, byte order, nothing inside, no flags.
_PLAIN_STATES = [(3, order, None, None, None, -1, -1, 0) for order in "<|"]
_LOCATION = re.compile(r"(cpu|cuda|mps|xpu|npu)(:\d+)?")


def survey(content: bytes) -> None:
    """Pass the torch file *content* if it declares plain dense tensors and nothing else.

    Raises:
        UnsafeCheckpoint: It holds something else; the message names it.
        DamagedCheckpoint: It is cut, or declares more than is there.
    """
    try:
        if content.startswith(ZIP):
            archive = read_archive(content)
            _Survey(BytesIO(archive.pickle), len(content), archive.storages).run()
        else:
            _survey_legacy(content)
    except CheckpointError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {str(error)[:200]}"
        raise DamagedCheckpoint(f"the file is not sound ({reason})") from error


def _survey_legacy(content: bytes) -> None:
    """Five pickles follow each other: magic number, protocol, system, the tables, storage keys."""
    stream = BytesIO(content)
    for _ in range(5):
        _Survey(stream, len(content), None).run()


class _Storage(NamedTuple):
    """Stands for values in the file: how many, and of how many bytes each."""

    length: int
    item_size: int


class _Inert:
    """Stands for a class or function: a call gives itself, and nothing can be set on it."""

    __slots__ = ()

    def __call__(self, *arguments: object) -> object:
        return self

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __setstate__(self, state: object) -> None:
        pass


class _Calls(_Inert):
    """Stands for a function whose arguments are looked at."""

    __slots__ = ("_function",)

    def __init__(self, function: Callable[..., object]) -> None:
        self._function = function

    def __call__(self, *arguments: object) -> object:
        return self._function(*arguments)


class _StorageType(_Inert):
    __slots__ = ("item_size",)

    def __init__(self, item_size: int) -> None:
        self.item_size = item_size

    def __call__(self, *arguments: object) -> object:
        raise UnsafeCheckpoint("the file makes a storage of its own")


class _Dtype(_Inert):
    """Stands for the dtype of a NumPy number. What else were set on it, NumPy would believe."""

    __slots__ = ()

    def __setstate__(self, state: object) -> None:
        if state not in _PLAIN_STATES:
            raise UnsafeCheckpoint("the file describes a number in an unknown way")


def _dtype(code: object, *_: object) -> _Dtype:
    if code not in NUMBERS:
        raise UnsafeCheckpoint(f"the file holds more than plain numbers: {str(code)[:200]!r}")
    return _Dtype()


def _scalar(dtype: object, *_: object) -> _Inert:
    if not isinstance(dtype, _Dtype):
        raise UnsafeCheckpoint("the file describes a number in an unknown way")
    return _Inert()


def _encoded(text: object, encoding: object) -> _Inert:
    """Bytes, as pickles of protocol 2 write them."""
    if not isinstance(text, str) or encoding != "latin1":
        raise UnsafeCheckpoint("the file describes bytes in an unknown way")
    return _Inert()


_CALLS = {
    **dict.fromkeys(NUMPY_SCALARS, _scalar),
    "numpy.dtype": _dtype,
    "_codecs.encode": _encoded,
    "torch._utils._rebuild_parameter": lambda tensor, *_: tensor,
}


class _Survey(pickle.Unpickler):
    """Reads one pickle. *storages* are the bytes of each record; None where they follow the pickles."""

    def __init__(self, stream: BytesIO, size: int, storages: dict[str, int] | None) -> None:
        super().__init__(stream, encoding="utf-8")
        self._stream = stream
        self._size = size
        self._records = storages
        self._seen: dict[str, _Storage] = {}
        self._declared = 0
        self._tensor_bytes = 0

    def run(self) -> None:
        start = self._stream.tell()
        _check_opcodes(self._stream)
        self._stream.seek(start)
        self.load()

    def find_class(self, module_name: str, global_name: str, /) -> object:
        name = f"{module_name}.{global_name}"
        if module_name == "torch" and global_name in _ITEM_SIZES:
            return _StorageType(_ITEM_SIZES[global_name])
        if name == "torch._utils._rebuild_tensor_v2":
            return _Calls(self._tensor)
        if name in _CALLS:
            return _Calls(_CALLS[name])
        if name in ("collections.OrderedDict", "torch.Size"):
            return _Inert()
        raise UnsafeCheckpoint(f"the file holds more than plain dense tensors: {name[:200]!r}")

    def persistent_load(self, pid: Any) -> _Storage:
        kind, storage_type, key, location, count, *rest = pid
        sound = (
            kind == "storage"
            and isinstance(storage_type, _StorageType)
            and isinstance(key, str)
            and isinstance(location, str)
            and _LOCATION.fullmatch(location)
            and _is_count(count)
            and rest in ([], [None])
        )
        if not sound:
            raise UnsafeCheckpoint("the file describes a storage in an unknown way")
        storage = _Storage(count, storage_type.item_size)
        self._check_storage(key, storage)
        return storage

    def _check_storage(self, key: str, storage: _Storage) -> None:
        """Torch believes what is declared, also beyond the end of the record."""
        if key in self._seen:
            if self._seen[key] != storage:
                raise DamagedCheckpoint(f"the file describes the storage {key!r} in two ways")
            return
        self._seen[key] = storage
        size = storage.length * storage.item_size
        if self._records is not None and self._records.get(key) != size:
            raise DamagedCheckpoint(f"the storage {key!r} is not as large as declared")
        self._declared += size
        if self._declared > self._size:
            raise DamagedCheckpoint("the file declares more values than it holds")

    def _tensor(
        self, storage: object, offset: object, shape: object, strides: object, *_: object
    ) -> object:
        if not (isinstance(storage, _Storage) and _is_count(offset)):
            raise UnsafeCheckpoint("the file builds a tensor from something else than a storage")
        if not (_are_counts(shape) and _are_counts(strides) and len(shape) == len(strides)):
            raise UnsafeCheckpoint("the file describes a tensor in an unknown way")
        count = math.prod(shape)
        last = sum((side - 1) * stride for side, stride in zip(shape, strides, strict=True))
        if count == 0 or count > storage.length or offset + last >= storage.length:
            raise DamagedCheckpoint("a tensor reaches beyond its storage")
        # Views of one storage could together be far larger than the file.
        self._tensor_bytes += count * storage.item_size
        if self._tensor_bytes > self._size:
            raise UnsafeCheckpoint("the tensors are together larger than the file")
        return _Inert()


def _check_opcodes(stream: BytesIO) -> None:
    for number, (opcode, argument, _) in enumerate(pickletools.genops(stream)):
        if opcode.name not in _OPCODES:
            raise UnsafeCheckpoint(
                f"this is not a plain weights file: its pickle has {opcode.name}"
            )
        # The memo is a list as long as its largest index.
        if number > _MOST_OPCODES or (
            opcode.name == "LONG_BINPUT" and int(argument or 0) > _MOST_OPCODES
        ):
            raise UnsafeCheckpoint("the pickle in the file is too large")


def _is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < 1 << 40


def _are_counts(values: object) -> TypeGuard[tuple[int, ...]]:
    return isinstance(values, tuple) and len(values) <= 8 and all(_is_count(v) for v in values)
