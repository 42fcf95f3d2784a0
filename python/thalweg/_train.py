"""Training: one start, many starts, many networks."""

from __future__ import annotations

from typing import (
    Any,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Union,
    overload,
)

import numpy as np

from ._child import Message, child
from ._errors import ThalwegTypeError
from ._network import LayerParameters, Net, Parameters, initialize, params
from ._objective import Dataset, Objective, empirical_loss
from ._progress import Bar, OnProgress, Progress, Run
from ._result import Record, as_rows, camel_keys


class Fit(Record):
    """Where a training ended.

    ``loss``, ``parameters`` (p,), ``gradient_norm`` (‖∇L‖∞) of the best point;
    ``verdict``: what it is, with its evidence (``verdict.kind``,
    ``verdict.sentence``); ``status`` and ``sentence``: why it ended;
    ``initial_parameters``, ``flow_parameters`` (the end of the flow),
    ``trajectory`` (``times``, ``parameters`` (points, p), ``losses``), ``steps``,
    ``seconds``. ``to_dict()`` gives all of it as dicts and arrays.
    """

    def __init__(
        self, raw: Dict[str, Any], objective: Objective, seed: Optional[int] = None
    ) -> None:
        super().__init__(raw)
        self._objective = objective
        self._seed = seed

    @property
    def objective(self) -> Objective:
        """What was minimized."""
        return self._objective

    @property
    def net(self) -> Net:
        """The network that was trained."""
        return self._objective.net

    @property
    def seed(self) -> Optional[int]:
        """The seed of the start, where it was drawn."""
        return self._seed

    @property
    def layers(self) -> List[LayerParameters]:
        """Weights (width, fan_in) and biases (width,) or None, layer by layer."""
        return self.net.unpack(self.parameters)


def _options(
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


def _objective_of(
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


def _begin(objective: Objective, start: np.ndarray, options: Message) -> Any:
    job = {
        "kind": "train",
        "objective": objective._remote.kept(),
        # the user may go on with the array before it is sent
        "parameters": start.copy(),
        "options": options,
    }
    return child().begin("job", {"job": job})


def train_steps(
    objective: Union[Objective, Net],
    start: Union[Dataset, Parameters, None] = None,
    *,
    seed: Optional[int] = None,
    loss: Optional[str] = None,
    penalties: Optional[Iterable[Dict[str, Any]]] = None,
    scheme: Optional[str] = None,
    max_seconds_flow: Optional[float] = None,
    max_steps_flow: Optional[int] = None,
    max_seconds_refine: Optional[float] = None,
    max_iterations: Optional[int] = None,
    resume_from: Optional[Fit] = None,
    options: Optional[Mapping[str, Any]] = None,
) -> "Run[Fit]":
    """A training under way, as an iterator over its progress.

    Takes what :func:`train` takes for one start.

    >>> net = mlp("1 -> 2 tanh -> 1")
    >>> run = train_steps(net, dataset([[0], [1]], [0, 1]), seed=1)
    >>> for progress in run:
    ...     pass  # progress.note, progress.loss
    >>> run.result().loss < 1e-8
    True
    """
    built = _objective_of(objective, start, loss, penalties)
    if (seed is None) == (start is None or isinstance(start, Dataset)):
        raise ThalwegTypeError(
            "Cannot train: expected one of a seed and parameters to start from"
        )
    if seed is None:
        at = params(start)  # type: ignore[arg-type]
    else:
        at = initialize(built.net, seed, scheme)
    given = _options(
        max_seconds_flow=max_seconds_flow,
        max_steps_flow=max_steps_flow,
        max_seconds_refine=max_seconds_refine,
        max_iterations=max_iterations,
        resume_from=resume_from,
        options=options,
    )
    return Run(_begin(built, at, given), lambda raw: Fit(raw, built, seed))


@overload
def train(objective: Net, start: Dataset, *, seed: int, **given: Any) -> Fit: ...
@overload
def train(objective: Net, start: Dataset, *, seeds: Iterable[int], **given: Any) -> List[Fit]: ...
@overload
def train(objective: Objective, *, seed: int, **given: Any) -> Fit: ...
@overload
def train(objective: Objective, *, seeds: Iterable[int], **given: Any) -> List[Fit]: ...
@overload
def train(objective: Objective, start: np.ndarray, **given: Any) -> Fit: ...
@overload
def train(objective: Objective, start: Any, **given: Any) -> Any: ...


def train(
    objective: Union[Objective, Net],
    start: Any = None,
    *,
    seed: Optional[int] = None,
    seeds: Optional[Iterable[int]] = None,
    loss: Optional[str] = None,
    penalties: Optional[Iterable[Dict[str, Any]]] = None,
    scheme: Optional[str] = None,
    max_seconds_flow: Optional[float] = None,
    max_steps_flow: Optional[int] = None,
    max_seconds_refine: Optional[float] = None,
    max_iterations: Optional[int] = None,
    resume_from: Optional[Fit] = None,
    options: Optional[Mapping[str, Any]] = None,
    verbose: bool = False,
    on_progress: Optional[OnProgress] = None,
) -> Any:
    """Trains to machine precision: the gradient flow θ' = −∇L, then a refinement.

    What is trained::

        train(net, data, seed=1)            a network on data, from a drawn start
        train(net, data, seeds=range(4))    from many, as many at a time as there
                                            are processors: a list of fits
        train(objective, seed=1)            a loss of tw.empirical_loss or
                                            tw.population_loss
        train(objective, p)                 from p: flat (p,), or a list of
                                            (weights, bias)
        train(objective, [p, q])            from several

    Parameters
    ----------
    seed, seeds : integers from which starts are drawn; the same everywhere.
    loss, penalties : as for ``empirical_loss``, with a network and data.
    scheme : how starts are drawn, as for ``initialize``.
    max_seconds_flow, max_seconds_refine : limits on the wall; 20 each by default.
    max_steps_flow : accepted steps of the flow; 60 by default.
    max_iterations : accepted steps of the refinement; 1000 by default.
    resume_from : a fit that the training goes on from.
    options : more of them, as the library's ``train`` has, in its names or in
        Python's: ``{"flow": {"solver": "rk4", "relative_tolerance": 1e-9}}``,
        ``{"discrete": {"method": "adam", "batch_size": 32, "steps": 10_000}}``,
        ``{"refine": False}``, ``{"stop": {"gradient_norm": 1e-6}}``,
        ``{"trajectory": {"points": 1000}}``, ``{"proof": True}``.
    verbose : shows a bar on the standard error.
    on_progress : called with each ``Progress`` (note, loss, gradient_norm, …); of
        many trainings, once for each that has ended.

    Returns a ``Fit``, or a list of them: ``fit.loss``, ``fit.parameters``,
    ``fit.layers``, ``fit.verdict.sentence``, ``fit.trajectory``; see ``Fit``.

    An interrupt (Ctrl+C) stops the training and raises KeyboardInterrupt; the
    computing process lives on. Raises ThalwegValueError and ThalwegTypeError, which
    are a ValueError and a TypeError, for what cannot be trained.

    >>> net = mlp("2 -> 5 sigmoid -> 1")
    >>> X = np.random.default_rng(1).normal(size=(100, 2))
    >>> fit = train(net, dataset(X, np.sin(X[:, 0])), seed=1)
    >>> fit.loss < 1e-3
    True
    """
    bar = Bar("train") if verbose else None
    several = seeds is not None or (isinstance(start, (list, tuple)) and _are_starts(start))
    common = dict(
        max_seconds_flow=max_seconds_flow,
        max_steps_flow=max_steps_flow,
        max_seconds_refine=max_seconds_refine,
        max_iterations=max_iterations,
        options=options,
    )
    if not several:
        run = train_steps(
            objective,
            start,
            seed=seed,
            loss=loss,
            penalties=penalties,
            scheme=scheme,
            resume_from=resume_from,
            **common,  # type: ignore[arg-type]
        )
        fit = run.result(on_progress, bar)
        if bar:
            bar.end(_outcome(fit))
        return fit
    if seed is not None or resume_from is not None:
        raise ThalwegTypeError(
            "Cannot train from several starts: got a seed or resume_from, expected neither"
        )
    given = _options(resume_from=None, **common)  # type: ignore[arg-type]
    if seeds is None:
        built = _objective_of(objective, start, loss, penalties)
        fits = _from_starts(built, [params(each) for each in start], given)
        count = len(start)
    else:
        built = _objective_of(objective, start, loss, penalties)
        drawn = [int(each) for each in seeds]
        fits = _from_seeds([built] * len(drawn), drawn, given, scheme)
        count = len(drawn)
    return list(_told(fits, count, bar, on_progress))


def _are_starts(start: Sequence[Any]) -> bool:
    """Whether a list is one of starts, and not one of (weights, bias)."""
    first = start[0] if start else None
    if isinstance(first, np.ndarray):
        return first.ndim == 1
    return isinstance(first, (list, Fit)) or (
        isinstance(first, tuple) and bool(first) and isinstance(first[0], tuple)
    )


def _from_starts(
    objective: Objective, starts: Sequence[np.ndarray], options: Message
) -> Iterator[Fit]:
    runs = [_begin(objective, start, options) for start in starts]
    try:
        for run in runs:
            yield Fit(run.result(), objective)
    finally:
        for run in runs:
            run.cancel()


def _from_seeds(
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


def _told(
    fits: Iterator[Fit], count: int, bar: Optional[Bar], on_progress: Optional[OnProgress]
) -> Iterator[Fit]:
    ended = 0
    try:
        for ended, fit in enumerate(fits, 1):
            note = f"{ended} of {count}"
            progress = Progress(note, ended / count, fit.loss, fit.gradient_norm, fit.steps)
            if bar:
                bar.show(progress)
            if on_progress:
                on_progress(progress)
            yield fit
    finally:
        if bar:
            bar.end(f"{ended} of {count} trainings")


def _outcome(fit: Fit) -> str:
    return f"loss {fit.loss:.3e}, gradient {fit.gradient_norm:.1e}: {fit.status}"


class Sweep:
    """Trainings of networks × seeds, each as soon as it and all before are there."""

    def __init__(self, fits: Iterator[Fit]) -> None:
        self._fits = fits
        self._ended: List[Fit] = []

    def __iter__(self) -> Iterator[Fit]:
        yield from self._ended
        for fit in self._fits:
            self._ended.append(fit)
            yield fit

    def table(self) -> Dict[str, np.ndarray]:
        """Waits for all, and gives one row for each as a dict of arrays:
        network, seed, loss, gradient_norm, status, verdict, steps, seconds."""
        fits = list(self)
        return {
            "network": np.array([fit.net.text for fit in fits]),
            "seed": np.array([fit.seed for fit in fits]),
            "loss": np.array([fit.loss for fit in fits]),
            "gradient_norm": np.array([fit.gradient_norm for fit in fits]),
            "status": np.array([fit.status for fit in fits]),
            "verdict": np.array([_kind_of(fit) for fit in fits]),
            "steps": np.array([fit.steps for fit in fits]),
            "seconds": np.array([fit.seconds for fit in fits]),
        }


def _kind_of(fit: Fit) -> str:
    return fit.verdict.kind if "verdict" in fit else ""


def sweep(
    networks: Iterable[Union[Net, Objective]],
    data: Optional[Dataset] = None,
    *,
    seeds: Iterable[int],
    loss: Optional[str] = None,
    penalties: Optional[Iterable[Dict[str, Any]]] = None,
    scheme: Optional[str] = None,
    max_seconds_flow: Optional[float] = None,
    max_steps_flow: Optional[int] = None,
    max_seconds_refine: Optional[float] = None,
    max_iterations: Optional[int] = None,
    options: Optional[Mapping[str, Any]] = None,
    verbose: bool = False,
    on_progress: Optional[OnProgress] = None,
) -> Sweep:
    """Trains every network on the data from every seed, on all processors.

    ``networks`` are networks, with ``data``, or objectives. Other options are those
    of :func:`train`. Iterate over it for fits (``fit.net``, ``fit.seed``), or take
    ``table()``.

    >>> nets = [mlp("1 -> 1 tanh -> 1"), mlp("1 -> 2 tanh -> 1")]
    >>> sweep(nets, dataset([[0], [1], [2]], [0, 1, 0]), seeds=[1, 2]).table()["loss"].shape
    (4,)
    """
    drawn = [int(seed) for seed in seeds]
    built = [_objective_of(each, data, loss, penalties) for each in networks]
    given = _options(
        max_seconds_flow=max_seconds_flow,
        max_steps_flow=max_steps_flow,
        max_seconds_refine=max_seconds_refine,
        max_iterations=max_iterations,
        resume_from=None,
        options=options,
    )
    fits = _from_seeds(
        [each for each in built for _ in drawn],
        drawn * len(built),
        given,
        scheme,
    )
    count = len(built) * len(drawn)
    return Sweep(_told(fits, count, Bar("sweep") if verbose else None, on_progress))
