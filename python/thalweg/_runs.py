"""What trainings are made of: their options, their starts, many at a time."""

from __future__ import annotations

from typing import Any, Dict, Iterable, Iterator, Mapping, Optional, Sequence, Union

import numpy as np

from ._child import Call, Message, child
from ._errors import ThalwegTypeError
from ._fit import Fit
from ._network import Net
from ._objective import Dataset, Objective, empirical_loss
from ._progress import Bar, OnProgress, Progress
from ._result import as_rows, camel_keys


def train_options(
    *,
    max_seconds_flow: Optional[float],
    max_steps_flow: Optional[int],
    max_seconds_refine: Optional[float],
    max_iterations: Optional[int],
    resume_from: Optional[Fit],
    options: Optional[Mapping[str, Any]],
) -> Message:
    chosen: Message = camel_keys(options or {})
    limits = {
        "flow": {"maxSeconds": max_seconds_flow, "maxSteps": max_steps_flow},
        "refine": {"maxSeconds": max_seconds_refine, "maxIterations": max_iterations},
    }
    for phase, given in limits.items():
        here = {name: value for name, value in given.items() if value is not None}
        if here:
            further = chosen.get(phase)
            if further is False:
                raise ThalwegTypeError(
                    f"Cannot train: options leave out the phase {phase!r}, "
                    f"expected no limits on it ({', '.join(here)})"
                )
            chosen[phase] = {**(further or {}), **here}
    if resume_from is not None:
        chosen["resumeFrom"] = as_rows(resume_from)
    return chosen


def objective_of(
    first: Union[Objective, Net],
    second: Any,
    loss: Optional[str],
    penalties: Optional[Iterable[Dict[str, Any]]],
) -> Objective:
    if isinstance(first, Net) and isinstance(second, Dataset):
        return empirical_loss(first, second, loss=loss, penalties=penalties)
    if isinstance(first, Objective) and not isinstance(second, Dataset):
        if loss is not None or penalties is not None:
            raise ThalwegTypeError(
                "Cannot train: got a loss or penalties with an objective, which has its own, "
                "expected them with a network and data"
            )
        return first
    raise ThalwegTypeError(
        f"Cannot train: got {type(first).__name__} and {type(second).__name__}, "
        "expected a network and a dataset, or an objective and where to start"
    )


def begin_training(objective: Objective, start: np.ndarray, options: Message) -> Call:
    job = {
        "kind": "train",
        "objective": objective._remote.kept(),
        # the user may go on with the array before it is sent
        "parameters": start.copy(),
        "options": options,
    }
    return child().begin("job", {"job": job})


def are_starts(start: Sequence[Any]) -> bool:
    """Whether a list is one of starts, and not one of (weights, bias)."""
    first = start[0] if start else None
    if isinstance(first, np.ndarray):
        return first.ndim == 1
    return isinstance(first, (list, Fit)) or (
        isinstance(first, tuple) and bool(first) and isinstance(first[0], tuple)
    )


def from_starts(
    objective: Objective, starts: Sequence[np.ndarray], options: Message
) -> Iterator[Fit]:
    runs = [begin_training(objective, start, options) for start in starts]
    try:
        for run in runs:
            yield Fit(run.result(), objective)
    finally:
        for run in runs:
            run.cancel()


def from_seeds(
    objectives: Sequence[Objective],
    seeds: Sequence[int],
    options: Message,
    scheme: Optional[str],
) -> Iterator[Fit]:
    call = child().begin(
        "trainMany",
        {
            "objectives": [objective._remote.kept() for objective in objectives],
            "seeds": list(seeds),
            "options": {**options, **({"scheme": scheme} if scheme else {})},
        },
    )
    ended = 0
    try:
        while True:
            message = call.next()
            if "result" in message:
                return
            if "item" in message:
                yield Fit(message["item"], objectives[ended], seeds[ended])
                ended += 1
    finally:
        call.cancel()


def told(
    fits: Iterator[Fit],
    count: int,
    bar: Optional[Bar],
    on_progress: Optional[OnProgress],
) -> Iterator[Fit]:
    ended = 0
    try:
        for ended, fit in enumerate(fits, 1):
            note = f"{ended} of {count}"
            progress = Progress(
                note, ended / count, fit.loss, fit.gradient_norm, fit.steps
            )
            if bar:
                bar.show(progress)
            if on_progress:
                on_progress(progress)
            yield fit
    finally:
        if bar:
            bar.end(f"{ended} of {count} trainings")
