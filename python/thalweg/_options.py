"""What trainings take, in one place."""

from __future__ import annotations

import difflib
import inspect
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Iterable,
    Mapping,
    Optional,
    TypedDict,
    TypeVar,
)

from ._errors import ThalwegTypeError
from ._result import camel_keys

if TYPE_CHECKING:
    from ._child import Message


class TrainOptions(TypedDict, total=False):
    """Named arguments of ``train``, ``train_steps`` and ``sweep``."""

    #: As for ``empirical_loss``, with a network and data.
    loss: Optional[str]
    #: The same.
    penalties: Optional[Iterable[Mapping[str, Any]]]
    #: How starts are drawn, as for ``initialize``.
    scheme: Optional[str]
    #: Limits on the wall, in seconds.
    max_seconds_flow: Optional[float]
    max_seconds_refine: Optional[float]
    #: Accepted steps of the flow.
    max_steps_flow: Optional[int]
    #: Accepted steps of the refinement.
    max_iterations: Optional[int]
    #: More of them, as the library has them.
    options: Optional[Mapping[str, Any]]


Function = TypeVar("Function", bound=Callable[..., Any])


def names_options(function: Function) -> Function:
    """Lets ``help`` and editors see each of the options, where ``**`` would stand."""
    signature = inspect.signature(function)
    *others, _ = signature.parameters.values()
    named = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=getattr(annotation, "__forward_arg__", annotation),
        )
        for name, annotation in TrainOptions.__annotations__.items()
    ]
    function.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*others, *named]
    )
    return function


def library_options(chosen: TrainOptions) -> Message:
    """The options of the library's ``train``.

    Raises ThalwegTypeError for a name that is none of them.
    """
    known = list(TrainOptions.__annotations__)
    for name in chosen:
        if name not in known:
            close = difflib.get_close_matches(name, known, 1) or known
            raise ThalwegTypeError(
                f"Cannot train: the option is {name!r}, expected {', '.join(close)}"
            )
    further_options = chosen.get("options")
    if further_options is not None and not isinstance(further_options, Mapping):
        raise ThalwegTypeError(
            f"Cannot train: options are a {type(further_options).__name__}, "
            "expected a dict"
        )
    merged: Message = camel_keys(further_options or {})
    limits = {
        "flow": {"max_seconds_flow": "maxSeconds", "max_steps_flow": "maxSteps"},
        "refine": {"max_seconds_refine": "maxSeconds", "max_iterations": "maxIterations"},
    }
    for phase, names in limits.items():
        here = {
            theirs: chosen[ours]  # type: ignore[literal-required]
            for ours, theirs in names.items()
            if chosen.get(ours) is not None
        }
        if here:
            further = merged.get(phase)
            if further is False:
                raise ThalwegTypeError(
                    f"Cannot train: options leave out the phase {phase!r}, "
                    f"expected no limits on it ({', '.join(here)})"
                )
            merged[phase] = {**(further or {}), **here}
    return merged
