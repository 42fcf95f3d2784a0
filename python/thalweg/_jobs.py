"""Other computations on losses and fits: planes, and jobs of any kind."""

from __future__ import annotations

from typing import Any, Dict, Optional, Sequence, Tuple, Union

from ._checks import TEXT, check
from ._child import Message, _given, child
from ._fit import Fit
from ._network import Parameters, params
from ._objective import OBJECTIVE, Objective
from ._progress import Bar, OnProgress, Run
from ._result import Record, as_rows, camel_keys


class Plane(Record):
    """Losses on a plane through parameter space. See :func:`plane`."""

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if name == "losses":
            return value.reshape(len(self._raw["ys"]), len(self._raw["xs"]))
        return value


def plane(
    fit: Fit,
    *,
    extent: Union[float, Dict[str, Sequence[float]], None] = None,
    resolution: Optional[int] = None,
    directions: Optional[Tuple[Parameters, Parameters]] = None,
    verbose: bool = False,
    on_progress: Optional[OnProgress] = None,
) -> Plane:
    """The loss on the plane on which a training went most of its way.

    Returns ``xs``, ``ys``, ``losses`` (ys, xs), ``directions`` (2, p), ``center``
    (p,) and ``path``: the training on the plane, with how far it is off it.

    ``extent`` is the range of both coordinates, −extent … extent, or
    ``{"x": (a, b), "y": (c, d)}``, by default what holds the path; ``resolution``
    the number of points along each, 41 by default; ``directions`` two vectors (p,)
    in place of the principal ones.
    """
    check("compute the plane", fit=(fit, (Fit, "a fit of tw.train")))
    given = _given({"extent": extent, "resolution": resolution})
    job: Message = {
        "kind": "plane",
        "objective": fit.objective._remote.kept(),
        "center": fit.parameters,
        "trajectory": as_rows(fit.trajectory),
        "options": given,
    }
    if directions is not None:
        job["directions"] = [params(each) for each in directions]
    bar = Bar("plane") if verbose else None
    run: Run[Plane] = Run(child().begin("job", {"job": job}), Plane)
    drawn = run.result(on_progress, bar)
    if bar:
        bar.end(f"{drawn.losses.size} losses")
    return drawn


def run_job(
    kind: str,
    objective: Optional[Objective] = None,
    *,
    on_progress: Optional[OnProgress] = None,
    **fields: Any,
) -> Record:
    """A job of any kind that the library has, by its name and its fields.

    As in ``run_job("spectralDensity", objective, parameters=p, options={"probes":
    10})`` or ``run_job("certify", objective, parameters=p)``: see the library's
    ``runJob`` for what there is. An unknown kind is refused with the kinds there are.
    """
    check("run the job", kind=(kind, TEXT))
    job: Message = {
        "kind": kind,
        **camel_keys({k: as_rows(v) for k, v in fields.items()}),
    }
    if objective is not None:
        check("run the job", objective=(objective, OBJECTIVE))
        job["objective"] = objective._remote.kept()
    run: Run[Record] = Run(child().begin("job", {"job": job}), Record)
    return run.result(on_progress)
