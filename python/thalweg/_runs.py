"""What trainings are made of: their options, their starts, many at a time."""

from __future__ import annotations

from typing import Any, Iterable, Iterator, Mapping, Optional, Sequence, Union

import numpy as np

from ._arrays import Array
from ._child import Call, Message, child
from ._errors import ThalwegTypeError
from ._fit import Fit
from ._network import Net
from ._objective import Dataset, Objective, empirical_loss
from ._progress import Bar, OnProgress, Progress


def objective_of(
    first: Union[Objective, Net],
    second: Any,
    loss: Optional[str],
    penalties: Optional[Iterable[Mapping[str, Any]]],
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


def begin_training(objective: Objective, start: Array, options: Message) -> Call:
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
    objective: Objective, starts: Sequence[Array], options: Message
) -> Iterator[Fit]:
    runs = [begin_training(objective, start, options) for start in starts]
    try:
        for run in runs:
            yield Fit(run.result(), objective)
    finally:
        for run in runs:
            run.cancel()


def from_seeds(
    objective: Objective,
    seeds: Sequence[int],
    options: Message,
    scheme: Optional[str],
) -> Iterator[Fit]:
    call = child().begin(
        "trainMany",
        {
            "objectives": [objective._remote.kept()] * len(seeds),
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
                yield Fit(message["item"], objective, seeds[ended])
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
