"""Results: records of numbers, words and arrays, by Python's names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Dict, Iterator

import numpy as np


def snake(name: str) -> str:
    """gradientNorm → gradient_norm."""
    return re.sub(
        r"(?<=[a-z0-9])[A-Z]", lambda match: "_" + match.group().lower(), name
    )


def camel(name: str) -> str:
    """gradient_norm → gradientNorm."""
    return re.sub(r"_([a-z0-9])", lambda match: match.group(1).upper(), name)


def camel_keys(value: Any) -> Any:
    """The same with the library's names, at every depth."""
    if isinstance(value, Mapping):
        return {camel(key): camel_keys(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [camel_keys(entry) for entry in value]
    return value


class Record(Mapping):  # type: ignore[type-arg]
    """What was computed: ``result.losses`` or ``result["losses"]``.

    ``to_dict()`` gives plain dicts, lists, numbers and NumPy arrays.
    """

    def __init__(self, raw: Dict[str, Any]) -> None:
        self._raw = raw
        self._names = {snake(name): name for name in raw}

    def __getitem__(self, name: str) -> Any:
        return _wrapped(self._raw[self._names[name]])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._names:
            raise AttributeError(
                f"{type(self).__name__} has no {name}; it has {', '.join(self)}"
                if not name.startswith("_")
                else name
            )
        return self[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __dir__(self) -> Any:
        return [*super().__dir__(), *self]

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={_short(self[name])}" for name in self)
        return f"{type(self).__name__}({fields})"

    def to_dict(self) -> Dict[str, Any]:
        """Plain dicts, lists, numbers, words and NumPy arrays, by the same names."""
        return {name: _plain(self[name]) for name in self}


def _wrapped(value: Any) -> Any:
    if isinstance(value, dict):
        return Record(value)
    if isinstance(value, list):
        return [_wrapped(entry) for entry in value]
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value


def _short(value: Any) -> str:
    if isinstance(value, np.ndarray) and value.size > 6:
        return f"<array {value.shape}>"
    if isinstance(value, Record):
        return f"<{', '.join(value)}>"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def as_rows(value: Any) -> Any:
    """For the other side, which has lists of arrays and no arrays of two dimensions."""
    if isinstance(value, Record):
        return as_rows(value._raw)
    if isinstance(value, np.ndarray) and value.ndim > 1:
        return [as_rows(row) for row in value]
    if isinstance(value, Mapping):
        return {key: as_rows(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_rows(entry) for entry in value]
    return value
