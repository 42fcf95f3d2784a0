"""Errors of the other side as Python's exceptions, with their sentences."""

from __future__ import annotations

from typing import Any, Dict, Type


class ThalwegError(Exception):
    """What could not be computed; the base of all of this package's exceptions."""


class ThalwegValueError(ThalwegError, ValueError):
    """A value out of range, sizes that do not fit, a text that cannot be read."""


class ThalwegTypeError(ThalwegError, TypeError):
    """A value of another type, or an option that is not known."""


class Cancelled(ThalwegError):
    """A computation that was stopped by :meth:`Run.cancel`."""


class ProcessError(ThalwegError):
    """The computing process could not be started, or has ended."""


_CLASSES: Dict[str, Type[ThalwegError]] = {
    "RangeError": ThalwegValueError,
    "SyntaxError": ThalwegValueError,
    "TypeError": ThalwegTypeError,
    "AbortError": Cancelled,
}


def exception_of(error: Dict[str, Any]) -> ThalwegError:
    """The exception for an error that was told."""
    return _CLASSES.get(error["name"], ThalwegError)(error["message"])
