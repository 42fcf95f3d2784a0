"""Many trainings, described as data."""

from __future__ import annotations

import os
import weakref
from typing import (
    TYPE_CHECKING,
    Any,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    Union,
)

import numpy as np

from ._arrays import AnyArray
from ._checks import integers
from ._child import Call, Message, _given, child
from ._errors import ThalwegTypeError
from ._network import Net
from ._objective import Dataset, Objective
from ._options import TrainOptions, library_options, names_options
from ._progress import Bar, OnProgress, Progress, progress_of
from ._result import Record, camel_keys, snake

if TYPE_CHECKING:
    from typing_extensions import Unpack

#: A network on data, a loss, or as a dict whatever a description may name.
Problem = Union[Net, Objective, Mapping[str, Any]]


class Row(Record):
    """What became of a run: ``run`` (problem, seeds, varied options), ``index``,
    ``loss``, ``gradient_norm``, ``parameter_norm``, ``verdict``, ``status``,
    ``steps``, ``seconds``, ``parameters`` (p,), ``key``; of one that failed only
    ``error``."""


class Sweep:
    """Runs of a sweep: iterate over it for a :class:`Row` each, in the order of
    arrival, or take :meth:`table`."""

    def __init__(
        self, call: Call, bar: Optional[Bar], on_progress: Optional[OnProgress]
    ) -> None:
        self._call = call
        self._bar = bar
        self._on_progress = on_progress
        self._rows: List[Row] = []
        self._table: Optional[Dict[str, AnyArray]] = None
        # what nobody can take any more is not run
        weakref.finalize(self, call.cancel).atexit = False

    def __iter__(self) -> Iterator[Row]:
        at = 0
        while True:
            while at == len(self._rows) and self._table is None:
                self._take()
            if at == len(self._rows):
                return
            yield self._rows[at]
            at += 1

    def table(self) -> Dict[str, AnyArray]:
        """Waits for all, and gives them in the order of the runs, by columns: what
        distinguishes runs (problem, seed, …), loss, gradient_norm, parameter_norm,
        steps, seconds, status, verdict, key, error."""
        while self._table is None:
            self._take()
        return dict(self._table)

    def cancel(self) -> None:
        """Stops the runs."""
        self._call.cancel()

    def _take(self) -> None:
        try:
            message = self._call.next()
            if "item" in message:
                self._rows.append(Row(message["item"]))
            elif "progress" in message:
                self._tell(progress_of(message["progress"]))
            elif "result" in message:
                self._table = {
                    snake(column["name"]): np.asarray(column["values"])
                    for column in message["result"]
                }
                if self._bar:
                    self._bar.end(f"{len(self._rows)} runs")
        except BaseException:
            self.cancel()
            if self._bar:
                self._bar.end("stopped")
            raise

    def _tell(self, progress: Progress) -> None:
        if self._bar:
            self._bar.show(progress)
        if self._on_progress:
            self._on_progress(progress)


@names_options
def sweep(
    problems: Union[Iterable[Problem], Mapping[str, Any]],
    data: Optional[Dataset] = None,
    *,
    seeds: Optional[Iterable[int]] = None,
    data_seeds: Union[Iterable[int], str, None] = None,
    vary: Optional[Mapping[str, Iterable[Any]]] = None,
    folder: Union[str, "os.PathLike[str]", None] = None,
    verbose: bool = False,
    on_progress: Optional[OnProgress] = None,
    **options: Unpack[TrainOptions],
) -> Sweep:
    """Trains many times, on all processors: every problem from every seed.

    Parameters
    ----------
    problems : networks, with ``data``; losses of ``tw.empirical_loss`` or
        ``tw.population_loss``; students of random teachers, as in
        ``{"student": "2 -> 4 tanh -> 1", "teacher": "2 -> 2 tanh -> 1",
        "samples": 1000}``. Or a whole description, a dict as docs/sweeps.md has it
        and the command ``thalweg sweep`` takes: then nothing else of it is given.
    seeds : of the starts.
    data_seeds : of the data of teachers, each with every seed; ``"seeds"``: each
        run has data of its own.
    vary : options of which each value is tried with each, as in
        ``{"discrete.learning_rate": [0.1, 0.01]}``.
    folder : where results stay. Interrupted, and called again, a sweep goes on
        there; other processes may help (``thalweg sweep run folder``).
    verbose, on_progress, and options : as for :func:`train`.

    The numbers of a run are those of ``train`` from its seed alone. One that fails
    is a row that says why.

    >>> nets = [mlp("1 -> 1 tanh -> 1"), mlp("1 -> 2 tanh -> 1")]
    >>> sweep(nets, dataset([[0], [1], [2]], [0, 1, 0]), seeds=[1, 2]).table()["loss"].shape
    (4,)
    """
    if isinstance(problems, Mapping):
        if options or any(
            each is not None for each in (data, seeds, data_seeds, vary)
        ):
            raise ThalwegTypeError(
                "Cannot sweep: got a description and more of what it holds, "
                "expected all of it in the description"
            )
        description: Message = dict(problems)
    else:
        if not isinstance(problems, Iterable) or isinstance(problems, (str, bytes)):
            raise ThalwegTypeError(
                f"Cannot sweep: the problems are a {type(problems).__name__}, "
                "expected a list of them, or a description, a dict"
            )
        if seeds is None:
            raise ThalwegTypeError("Cannot sweep: no seeds, expected some")
        description = _given(
            {
                "problems": [_problem(each, data, options) for each in problems],
                "seeds": integers("sweep", "seeds", seeds),
                "dataSeeds": data_seeds
                if data_seeds is None or isinstance(data_seeds, str)
                else integers("sweep", "data_seeds", data_seeds),
                "vary": vary,
                "scheme": options.get("scheme"),
                "options": library_options(options),
            }
        )
    call = child().begin(
        "sweep",
        _given(
            {
                "description": _travelling(camel_keys(description)),
                "folder": folder if folder is None else os.fspath(folder),
            }
        ),
    )
    return Sweep(call, Bar("sweep") if verbose else None, on_progress)


def _problem(
    problem: Problem, data: Optional[Dataset], options: TrainOptions
) -> Message:
    """A problem as a description has it."""
    own = _given({name: options.get(name) for name in ("loss", "penalties")})
    if isinstance(problem, Net) and data is not None:
        return {"student": problem, "data": data, **own}
    if isinstance(problem, Mapping):
        return {**own, **problem}
    if isinstance(problem, Objective) and not own and data is None:
        return {"objective": problem}
    raise ThalwegTypeError(
        f"Cannot sweep: got a problem of type {type(problem).__name__}"
        f"{'' if data is None else ' with data'}{' with a loss' if own else ''}, "
        "expected networks with data, objectives without (which have a loss), or dicts"
    )


def _travelling(value: Any) -> Any:
    """With what stands for networks, data and losses in the process."""
    if isinstance(value, Net):
        return value._specification
    if isinstance(value, (Dataset, Objective)):
        return value._remote.kept()
    if isinstance(value, Mapping):
        return {name: _travelling(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_travelling(each) for each in value]
    return value
