"""Checkpoint files that mean harm, and harmless files changed at random.

Pickles are written by hand where torch would refuse to write them.
"""

import io
import os
import pickle
import random
import sys
import tarfile
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch._utils
from library.tiny import tiny_state

MAGIC, PROTOCOL = 0x1950A86A20F9469CFC6C, 1001
ONE = b"\0\0\x80?"  # 1.0; zeros would be refused for being zeros
SYSTEM = {"protocol_version": PROTOCOL, "little_endian": True, "type_sizes": {}}


class Payload:
    """Makes the file *marker* when it is unpickled."""

    def __init__(
        self,
        marker: Path,
        function: Callable[..., object] = os.system,  # pyright: ignore[reportDeprecated]
    ) -> None:
        self._function = function
        self._argument = f"touch '{marker}'"
        if function in (exec, eval):
            self._argument = f"__import__('pathlib').Path({str(marker)!r}).touch()"

    def __reduce__(self) -> tuple[Any, ...]:
        return self._function, (self._argument,)


class Storage:
    """Declares *length* float32 values under *key*, whatever there is."""

    def __init__(self, key: str, length: int, location: str = "cpu", kind: Any = None) -> None:
        self.pid: tuple[Any, ...] = ("storage", kind or torch.FloatStorage, key, location, length)


class Rebuilt:
    """A call of one of torch's rebuilding functions."""

    def __init__(self, function: Callable[..., object], *arguments: Any) -> None:
        self._call = function, arguments

    def __reduce__(self) -> tuple[Any, ...]:
        return self._call


class _Pickler(pickle.Pickler):
    def persistent_id(self, obj: Any) -> Any:
        return obj.pid if isinstance(obj, Storage) else None


def tensor(storage: Storage, shape: tuple[int, ...], strides: tuple[int, ...], offset: int = 0):
    rebuild = torch._utils._rebuild_tensor_v2
    return Rebuilt(rebuild, storage, offset, shape, strides, False, OrderedDict())


def pickled(value: object, protocol: int = 2) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream, protocol).dump(value)
    return stream.getvalue()


def zipped(
    pickle_bytes: bytes,
    records: dict[str, bytes],
    *,
    more: dict[str, bytes] | None = None,
    method: int = zipfile.ZIP_STORED,
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("archive/data.pkl", pickle_bytes)
        for key, values in records.items():
            archive.writestr(f"archive/data/{key}", values)
        archive.writestr("archive/version", b"3\n")
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return stream.getvalue()


def legacy(*pickles: object, tail: bytes = b"") -> bytes:
    return b"".join(pickled(each) for each in pickles) + tail


def saved(value: object, *, zipped: bool = True) -> bytes:
    stream = io.BytesIO()
    torch.save(value, stream, _use_new_zipfile_serialization=zipped)
    return stream.getvalue()


def numpy_files(marker: Path) -> dict[str, bytes]:
    """F46, F50: numbers of NumPy that are more than numbers."""
    scalar = b"cnumpy._core.multiarray\nscalar\n"
    plain, flags = (
        b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00",
        b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x3f",
    )
    nested = b"N(X\x01\x00\x00\x00atNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00"

    def number(code: str, state: bytes, value: bytes = b"") -> bytes:
        name = b"X" + len(code).to_bytes(4, "little") + code.encode()
        dtype = b"cnumpy\ndtype\n" + name + b"\x89\x88\x87R(K\x03X\x01\x00\x00\x00<" + state + b"tb"
        return zipped(
            b"\x80\x02" + scalar + dtype + (value + b"\x86R." if value else b"\x85R."), {}
        )

    text = b"X\x01\x00\x00\x00aX\x03\x00\x00\x00zip\x86R"
    return {
        "number with flags": number("f8", flags),
        "number with fields": number("f8", nested),
        "object": number("O", plain),
        "structure": number("f8,f8", plain),
        "payload of an object": saved({"best": np.array([Payload(marker)], object)}),
        "array": saved({"best": np.ones(3)}),
        "no dtype": zipped(b"\x80\x02" + scalar + b"K\x01\x85R.", {}),
        "codec": number("f8", plain, b"c_codecs\nencode\n" + text),
    }


def payload_files(marker: Path) -> dict[str, bytes]:
    """F46: each would run a program if it were unpickled plainly."""
    payload, good = Payload(marker), tiny_state()
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        info = tarfile.TarInfo("pickle")
        content = pickled(payload)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    one = {"w": tensor(Storage("0", 1), (1,), (1,))}
    return {
        "zip": saved({"w": payload}),
        "zip beside tensors": saved({**good, "w": payload}),
        "zip exec": saved(Payload(marker, exec)),
        "zip eval": saved(Payload(marker, eval)),
        "legacy": saved(payload, zipped=False),
        "legacy system slot": legacy(MAGIC, PROTOCOL, payload, one, ["0"], tail=bytes(12)),
        "legacy keys slot": legacy(MAGIC, PROTOCOL, SYSTEM, one, payload, tail=bytes(12)),
        "bare": pickled(payload),
        "bare protocol 4": pickled(payload, 4),
        "bare protocol 0": pickled(payload, 0),
        "tar": tar.getvalue(),
        "second data.pkl": zipped(
            pickled(one), {"0": bytes(4)}, more={"archive/DATA.PKL": pickled(payload)}
        ),
        "data.pkl in another folder": zipped(
            pickled(one), {"0": bytes(4)}, more={"other/data.pkl": pickled(payload)}
        ),
        "program": zipped(
            pickled(one), {"0": bytes(4)}, more={"archive/constants.pkl": pickled(payload)}
        ),
        "zip protocol 4": zipped(pickled({"w": payload}, 4), {}),
        "built": zipped(
            b"\x80\x02ccollections\nOrderedDict\n)R}X\x05\x00\x00\x00itemscos\nsystem\nsb.", {}
        ),
    }


def tensor_files() -> dict[str, bytes]:
    """F50: tensors that are not plain, or not there."""
    values = {"0": ONE * 4}
    sparse = torch._utils._rebuild_sparse_tensor
    indices = tensor(Storage("0", 2, kind=torch.LongStorage), (1, 2), (2, 1))
    return {
        "sparse": saved({"w": torch.eye(3).to_sparse()}),
        "sparse with wild indices": zipped(
            pickled(
                {"w": Rebuilt(sparse, torch.sparse_coo, (indices, indices, (10**12,), True))}
            ),
            values,
        ),
        "compressed rows": saved({"w": _quiet(lambda: torch.eye(3).to_sparse_csr())}),
        "quantized": saved(
            {"w": _quiet(lambda: torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.qint8))}
        ),
        "nested": saved(
            {"w": _quiet(lambda: torch.nested.nested_tensor([torch.ones(2), torch.ones(3)]))}
        ),
        "meta": saved({"w": torch.ones(3, device="meta")}),
        "subclass": saved({"w": torch.ones(3).as_subclass(_Subclass)}),
        "complex": saved({"w": torch.ones(3, dtype=torch.complex64)}),
        "float8": saved({"w": torch.ones(3).to(torch.float8_e4m3fn)}),
        "huge storage": zipped(pickled({"w": tensor(Storage("0", 10**11), (4,), (1,))}), values),
        "storage beyond its record": zipped(
            pickled({"w": tensor(Storage("0", 4000), (4000,), (1,))}), values
        ),
        "storage beyond its record, within the file": zipped(
            pickled({"w": tensor(Storage("0", 900), (900,), (1,))}), values | {"1": ONE * 4000}
        ),
        "tensor beyond its storage": zipped(
            pickled({"w": tensor(Storage("0", 4), (4,), (1,), 1)}), values
        ),
        "stretched tensor": zipped(
            pickled({"w": tensor(Storage("0", 4), (10**6, 10**6), (0, 0))}), values
        ),
        "negative offset": zipped(
            pickled({"w": tensor(Storage("0", 4), (1,), (1,), -4)}), values
        ),
        "one storage of two sizes": zipped(
            pickled(
                {"v": tensor(Storage("0", 4), (4,), (1,)), "w": tensor(Storage("0", 9), (9,), (1,))}
            ),
            values,
        ),
        "many views of one storage": zipped(
            pickled({str(n): tensor(_SHARED, (999,), (1,)) for n in range(1000)}), {"0": ONE * 999}
        ),
        "storage elsewhere": zipped(
            pickled({"w": tensor(Storage("0", 4, "meta"), (4,), (1,))}), values
        ),
        "deflated": zipped(
            pickled({"w": tensor(Storage("0", 1 << 22), (1 << 22,), (1,))}),
            {"0": ONE * (1 << 22)},
            method=zipfile.ZIP_DEFLATED,
        ),
        "legacy huge storage": legacy(
            MAGIC, PROTOCOL, SYSTEM,
            {"w": tensor(_legacy_storage(10**11), (4,), (1,))}, ["0"], tail=bytes(99),
        ),
        "legacy tensor beyond its storage": legacy(
            MAGIC, PROTOCOL, SYSTEM,
            {"w": tensor(_legacy_storage(1), (10**10,), (1,))}, ["0"], tail=bytes(99),
        ),
        "huge memo": zipped(b"\x80\x02}r\xff\xff\xff\x7f.", {}),
        "many lists": zipped(b"\x80\x02(" + b"]" * 3_000_000 + b"l.", {}),
        "deep lists": zipped(b"\x80\x02" + b"]" * 200_000 + b"a" * 199_999 + b".", {}),
        "not a table": saved([torch.ones(3)]),
        "a number among the tensors": saved({**tiny_state(), "epoch": 3}),
        "no names": saved({3: torch.ones(3)}),
        "escape codes in a name": saved({"\x1b[2Jw": torch.ones(3)}),
        "empty tensor": saved({"w": torch.ones(0)}),
        "nothing": saved({}),
    }  # fmt: skip


class _Subclass(torch.Tensor):
    pass


_SHARED = Storage("0", 999)


def _legacy_storage(length: int) -> Storage:
    storage = Storage("0", length)
    storage.pid = (*storage.pid, None)
    return storage


def _quiet(make: Callable[[], Any]) -> Any:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return make()


def safetensors_file(header: bytes, values: bytes = b"", length: int | None = None) -> bytes:
    return (len(header) if length is None else length).to_bytes(8, "little") + header + values


def header_files() -> dict[str, bytes]:
    """F49: safetensors whose header lies."""
    entry = b'{"dtype":"F32","shape":[1],"data_offsets":[0,4]}'
    one = safetensors_file(b'{"w":' + entry + b"}", bytes([0, 0, 128, 63]))
    return {
        "empty": b"",
        "seven bytes": one[:7],
        "cut in the header": one[:30],
        "cut in the values": one[:-1],
        "too long": one + b"x",
        "length beyond the file": safetensors_file(b'{"w":' + entry + b"}", bytes(4), 900_000),
        "length beyond all": safetensors_file(b"{" + entry, bytes(4), (1 << 64) - 1),
        "name twice": safetensors_file(b'{"w":' + entry + b',"w":' + entry + b"}", bytes(4)),
        "field twice": safetensors_file(
            b'{"w":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', bytes(4)
        ),
        "overlap": safetensors_file(b'{"v":' + entry + b',"w":' + entry + b"}", bytes(4)),
        "gap": safetensors_file(
            b'{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}', bytes(8)
        ),
        "backwards": safetensors_file(
            b'{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}', bytes(4)
        ),
        "shape too large": safetensors_file(
            b'{"w":{"dtype":"F32","shape":[9],"data_offsets":[0,4]}}', bytes(4)
        ),
        "negative shape": safetensors_file(
            b'{"w":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}', bytes(4)
        ),
        "shape of truths": safetensors_file(
            b'{"w":{"dtype":"F32","shape":[true],"data_offsets":[0,4]}}', bytes(4)
        ),
        "endless shape": safetensors_file(
            b'{"w":{"dtype":"F32","shape":[' + b"1," * 20 + b'1],"data_offsets":[0,4]}}', bytes(4)
        ),
        "unknown dtype": safetensors_file(
            b'{"w":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}', bytes(4)
        ),
        "not a table": safetensors_file(b"{}", bytes(4)),
        "not JSON": safetensors_file(b"{" + b"\xff" * 40),
        "deep": safetensors_file(b'{"a":' + b"[" * 100_000),
        "long number": safetensors_file(b'{"w":' + b"1" * 100_000 + b"}"),
        "names that move the cursor": safetensors_file(
            b'{"\\u001b[2J":' + entry + b"}", bytes([0, 0, 128, 63])
        ),
        "too many tensors": safetensors_file(
            b"{" + b",".join(b'"%d":0' % n for n in range(20_001)) + b"}"
        ),
    }


def write_huge_headers(folder: Path) -> None:
    """F49: a header of 100 MB of blanks, and one that names 1.5 million tensors."""
    with (folder / "blank header").open("wb") as file:
        file.write(safetensors_file(b"{", length=100 << 20))
        file.truncate(8 + (100 << 20))
    entries = ",".join(
        f'"{n}":{{"dtype":"U8","shape":[1],"data_offsets":[{n},{n + 1}]}}' for n in range(1_500_000)
    )
    header = f"{{{entries}}}".encode()
    (folder / "many tensors").write_bytes(safetensors_file(header) + bytes(1_500_000))


def mutants(bases: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """*count* files, each one of *bases* cut, spliced, or with some bytes changed."""
    chance = random.Random(seed)
    for _ in range(count):
        content = bytearray(chance.choice(bases))
        # Half of all changes hit the part that describes the values.
        end = len(content) if chance.random() < 0.5 else min(len(content), 1500)
        kind = chance.choice(("bits", "bytes", "cut", "zero", "splice", "numbers"))
        start = chance.randrange(end)
        if kind == "cut":
            del content[start:]
        elif kind == "zero":
            content[start : start + 40] = bytes(len(content[start : start + 40]))
        elif kind == "splice":
            other = chance.choice(bases)
            place = chance.randrange(len(other))
            content[start : start + 60] = other[place : place + 60]
        elif kind == "numbers":
            extreme = chance.choice((b"\xff\xff\xff\x7f", b"\xff" * 8, b"999999", b"-1", b"\x00"))
            content[start : start + len(extreme)] = extreme
        else:
            for _ in range(chance.choice((1, 1, 2, 8))):
                place = chance.randrange(end)
                flipped = content[place] ^ (1 << chance.randrange(8))
                content[place] = flipped if kind == "bits" else chance.randrange(256)
        yield bytes(content)


def peak_memory_above(run: Callable[[], object]) -> int:
    """By how many bytes the memory of this process rose during *run*, at its highest. Linux only."""
    Path("/proc/self/clear_refs").write_text("5")
    before = _status("VmRSS")
    run()
    return _status("VmHWM") - before


def _status(field: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) * 1024
    sys.exit(f"no {field} in /proc/self/status")
