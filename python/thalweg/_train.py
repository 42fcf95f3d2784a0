"""Training from one start, or from several."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
    Iterable,
    List,
    Optional,
    Sequence,
    Union,
    overload,
)

from ._arrays import Array
from ._checks import integers
from ._errors import ThalwegTypeError
from ._fit import Fit
from ._network import Net, Parameters, initialize, params
from ._objective import Dataset, Objective
from ._options import TrainOptions, library_options, names_options
from ._progress import Bar, OnProgress, Run
from ._result import as_rows
from ._runs import (
    are_starts,
    begin_training,
    from_seeds,
    from_starts,
    objective_of,
    told,
)

if TYPE_CHECKING:
    from typing_extensions import Unpack


@names_options
def train_steps(
    objective: Union[Objective, Net],
    start: Union[Dataset, Parameters, None] = None,
    *,
    seed: Optional[int] = None,
    resume_from: Optional[Fit] = None,
    **options: Unpack[TrainOptions],
) -> Run[Fit]:
    """A training under way, as an iterator over its progress.

    Takes what :func:`train` takes for one start.

    >>> net = mlp("1 -> 2 tanh -> 1")
    >>> run = train_steps(net, dataset([[0], [1]], [0, 1]), seed=1)
    >>> for progress in run:
    ...     pass  # progress.note, progress.loss
    >>> run.result().loss < 1e-8
    True
    """
    given = library_options(options)
    if resume_from is not None:
        given["resumeFrom"] = as_rows(resume_from)
    built = objective_of(
        objective, start, options.get("loss"), options.get("penalties")
    )
    if (seed is None) == (start is None or isinstance(start, Dataset)):
        raise ThalwegTypeError(
            "Cannot train: expected one of a seed and parameters to start from"
        )
    if seed is None:
        at = params(start)  # type: ignore[arg-type]
    else:
        at = initialize(built.net, seed, options.get("scheme"))
    return Run(begin_training(built, at, given), lambda raw: Fit(raw, built, seed))


@overload
def train(
    objective: Union[Objective, Net],
    start: Union[Dataset, Array, None] = ...,
    *,
    seed: Optional[int] = ...,
    seeds: None = ...,
    resume_from: Optional[Fit] = ...,
    verbose: bool = ...,
    on_progress: Optional[OnProgress] = ...,
    **options: Unpack[TrainOptions],
) -> Fit: ...


@overload
def train(
    objective: Union[Objective, Net],
    start: Optional[Dataset] = ...,
    *,
    seeds: Iterable[int],
    verbose: bool = ...,
    on_progress: Optional[OnProgress] = ...,
    **options: Unpack[TrainOptions],
) -> List[Fit]: ...


@overload
def train(
    objective: Objective,
    start: Sequence[Any],
    *,
    verbose: bool = ...,
    on_progress: Optional[OnProgress] = ...,
    **options: Unpack[TrainOptions],
) -> Any: ...


@names_options
def train(
    objective: Union[Objective, Net],
    start: Any = None,
    *,
    seed: Optional[int] = None,
    seeds: Optional[Iterable[int]] = None,
    resume_from: Optional[Fit] = None,
    verbose: bool = False,
    on_progress: Optional[OnProgress] = None,
    **options: Unpack[TrainOptions],
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
    several = seeds is not None or (
        isinstance(start, (list, tuple)) and are_starts(start)
    )
    if not several:
        run = train_steps(
            objective, start, seed=seed, resume_from=resume_from, **options
        )
        fit = run.result(on_progress, bar)
        if bar:
            bar.end(_outcome(fit))
        return fit
    if seed is not None or resume_from is not None:
        raise ThalwegTypeError(
            "Cannot train from several starts: got a seed or resume_from, expected neither"
        )
    given = library_options(options)
    built = objective_of(
        objective, start, options.get("loss"), options.get("penalties")
    )
    if seeds is None:
        fits = from_starts(built, [params(each) for each in start], given)
        count = len(start)
    else:
        drawn = integers("train", "seeds", seeds)
        fits = from_seeds(built, drawn, given, options.get("scheme"))
        count = len(drawn)
    return list(told(fits, count, bar, on_progress))


def _outcome(fit: Fit) -> str:
    return f"loss {fit.loss:.3e}, gradient {fit.gradient_norm:.1e}: {fit.status}"
