"""Frames: a line of JSON, then arrays as they lie in memory (docs/protocol.md)."""

from __future__ import annotations

import json
import math
from typing import IO, Any, Dict, List, Optional, Sequence

import numpy as np

from ._arrays import AnyArray
from ._errors import ThalwegTypeError

MARK = b"TW1 "
_NEWLINE = b"\n"
_DTYPES = {"<f8", "<f4", "<i4", "<u4", "<i2", "<u2", "|i1", "|u1"}


class Kept:
    """A number that stands for a value that the other side keeps."""

    def __init__(self, number: int) -> None:
        self.number = number


def encode(header: Dict[str, Any]) -> List[Any]:
    """The pieces of a frame, to be written one after another; no array is copied."""
    arrays: List[AnyArray] = []
    tree = _to_tree(header, arrays)
    if arrays:
        tree["arrays"] = [
            {"dtype": array.dtype.str, "shape": list(array.shape)} for array in arrays
        ]
    line = json.dumps(tree, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    pieces: List[Any] = [MARK + line.encode("utf-8", "replace") + _NEWLINE]
    for array in arrays:
        if array.nbytes:
            pieces.append(_bytes_of(array))
        if array.nbytes % 8:
            pieces.append(bytes(-array.nbytes % 8))
    pieces.append(_NEWLINE)
    return pieces


def read(stream: IO[bytes]) -> Optional[Dict[str, Any]]:
    """The next frame, its arrays in their places; None at the end of the stream."""
    line = stream.readline()
    if not line.endswith(_NEWLINE):
        return None
    if not line.startswith(MARK):
        raise ValueError(
            f"Cannot read a frame: it begins with {line[:20]!r}, expected {MARK!r}"
        )
    tree = json.loads(line[len(MARK) :])
    arrays: List[AnyArray] = []
    for described in tree.pop("arrays", ()):
        dtype = np.dtype(described["dtype"])
        array = np.empty(described["shape"], dtype)
        if array.nbytes and not _fill(stream, _bytes_of(array)):
            return None
        stream.read(-array.nbytes % 8)
        arrays.append(array)
    if stream.read(1) != _NEWLINE:
        return None
    frame: Dict[str, Any] = _from_tree(tree, arrays)
    return frame


def _bytes_of(array: AnyArray) -> memoryview:
    flat: Any = array.reshape(-1)
    return memoryview(flat).cast("B")


def _fill(stream: IO[bytes], view: memoryview) -> bool:
    while view:
        got = stream.readinto(view)  # type: ignore[attr-defined]
        if not got:
            return False
        view = view[got:]
    return True


def _to_tree(value: Any, arrays: List[AnyArray]) -> Any:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Kept):
        return {"$kept": value.number}
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return _number(float(value))
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, np.ndarray):
        arrays.append(_sendable(value))
        return {"$array": len(arrays) - 1}
    if isinstance(value, dict):
        return {
            ("$" + key if key.startswith("$") else key): _to_tree(entry, arrays)
            for key, entry in value.items()
        }
    if isinstance(value, (list, tuple, range)):
        return [_to_tree(entry, arrays) for entry in value]
    raise ThalwegTypeError(
        f"Cannot send a {type(value).__name__}: {str(value)[:60]}, "
        "expected numbers, texts, lists, dicts and NumPy arrays"
    )


def _number(x: float) -> Any:
    if math.isfinite(x):
        return {"$number": "-0"} if x == 0 and math.copysign(1, x) < 0 else x
    return {"$number": "NaN" if math.isnan(x) else "Infinity" if x > 0 else "-Infinity"}


def _sendable(array: AnyArray) -> AnyArray:
    """Row-major and of a type that the other side knows."""
    if array.dtype.kind not in "fiub":
        raise ThalwegTypeError(
            f"Cannot send an array of dtype {array.dtype}, expected real numbers"
        )
    if array.dtype.str not in _DTYPES:
        array = array.astype("<f8")
    return np.ascontiguousarray(array)


def _from_tree(tree: Any, arrays: Sequence[AnyArray]) -> Any:
    if isinstance(tree, list):
        return _together([_from_tree(entry, arrays) for entry in tree])
    if not isinstance(tree, dict):
        return tree
    if len(tree) == 1:
        ((mark, content),) = tree.items()
        if mark == "$array":
            return arrays[content]
        if mark == "$number":
            return float(content.replace("Infinity", "inf"))
    return {
        (key[1:] if key.startswith("$") else key): _from_tree(entry, arrays)
        for key, entry in tree.items()
    }


def _together(entries: List[Any]) -> Any:
    """A list of arrays of one length as the rows of one array."""
    if entries and all(isinstance(entry, np.ndarray) for entry in entries):
        if len({(entry.shape, entry.dtype) for entry in entries}) == 1:
            return np.stack(entries)
    return entries
