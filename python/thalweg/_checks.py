"""What public functions are given, checked before it is used."""

from __future__ import annotations

import os
from typing import Any, Iterable, List, Mapping, Tuple, Type, Union

import numpy as np

from ._arrays import AnyArray, Array
from ._errors import ThalwegTypeError, ThalwegValueError

#: A type, or some, and how they are called in a message.
Kind = Tuple[Union[Type[Any], Tuple[Type[Any], ...]], str]

PATH: Kind = ((str, os.PathLike), "a path")
TEXT: Kind = (str, "a text")


def check(act: str, **given: Tuple[Any, Kind]) -> None:
    """Refuses arguments, each with the kind it must be of."""
    for name, (value, (kind, expected)) in given.items():
        if not isinstance(value, kind):
            raise ThalwegTypeError(
                f"Cannot {act}: {name} is a {type(value).__name__}, expected {expected}"
            )


def numbers(act: str, name: str, values: Any) -> Array:
    """An array of numbers, anew."""
    try:
        array = np.asarray(values)
        if array.dtype.kind != "c":
            return np.array(array, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        pass
    raise ThalwegTypeError(
        f"Cannot {act}: {name} are {str(values)[:60]!r}, expected an array of real numbers"
    )


def classes_of(act: str, name: str, values: Any) -> AnyArray:
    """An array of classes: none of them is rounded to one."""
    array = numbers(act, name, values)
    if np.any(array != np.rint(array)) or np.any(np.abs(array) > 2**31 - 1):
        raise ThalwegValueError(
            f"Cannot {act}: {name} are {str(values)[:60]!r}, expected integers from 0 on"
        )
    return array.astype(np.int32)


def integers(act: str, name: str, values: Any) -> List[int]:
    """Some integers, such as seeds, of whatever kind."""
    try:
        return [value.__index__() for value in values]
    except (TypeError, AttributeError):
        raise ThalwegTypeError(
            f"Cannot {act}: {name} are a {type(values).__name__}, "
            "expected integers, as in range(4)"
        ) from None


def mappings(act: str, name: str, values: Any) -> List[Mapping[str, Any]]:
    """Some dicts, such as penalties."""
    if isinstance(values, Iterable) and not isinstance(values, (str, Mapping)):
        given = list(values)
        if all(isinstance(each, Mapping) for each in given):
            return given
    raise ThalwegTypeError(
        f"Cannot {act}: {name} are a {type(values).__name__}, expected a list of dicts"
    )
