"""Trainings of many networks from many seeds."""

from __future__ import annotations

from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Union

import numpy as np

from ._fit import Fit
from ._network import Net
from ._objective import Dataset, Objective
from ._progress import Bar, OnProgress
from ._runs import from_seeds, objective_of, told, train_options


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
    built = [objective_of(each, data, loss, penalties) for each in networks]
    given = train_options(
        max_seconds_flow=max_seconds_flow,
        max_steps_flow=max_steps_flow,
        max_seconds_refine=max_seconds_refine,
        max_iterations=max_iterations,
        resume_from=None,
        options=options,
    )
    fits = from_seeds(
        [each for each in built for _ in drawn],
        drawn * len(built),
        given,
        scheme,
    )
    count = len(built) * len(drawn)
    return Sweep(told(fits, count, Bar("sweep") if verbose else None, on_progress))
