"""Results in files: the library writes and reads them, so that there is one format."""

from __future__ import annotations

import os
from typing import Any, Mapping, Union

from ._checks import PATH, Kind, check
from ._child import Remote, ask
from ._fit import Fit
from ._network import Net
from ._objective import Objective
from ._result import Record, as_rows


def save(
    path: Union[str, "os.PathLike[str]"], result: Union[Record, Mapping[str, Any]]
) -> None:
    """Saves a fit, another result or a dict of arrays, by the path's extension.

    ``.npz`` is what NumPy reads, ``.json`` text. The file is replaced when it is
    complete. What was saved the library's ``loadResult`` reads, too.
    """
    kind: Kind = (Mapping, "a result or a dict of arrays")
    check("save the result", path=(path, PATH), result=(result, kind))
    objective = result.objective._remote.kept() if isinstance(result, Fit) else None
    ask("save", path=os.path.abspath(path), result=as_rows(result), objective=objective)


def load(path: Union[str, "os.PathLike[str]"]) -> Record:
    """Loads what :func:`save`, or the library's ``saveResult``, saved.

    A training comes back as a ``Fit`` that everything can be asked of.
    """
    check("load the result", path=(path, PATH))
    raw = ask("load", path=os.path.abspath(path))
    specification = raw.get("objective")
    if specification is None or "trajectory" not in raw:
        return Record(raw)
    shape = specification.get("network") or specification.get("student")
    if shape is None:
        return Record(raw)
    del raw["objective"]
    remote = Remote("objective", lambda: {"specification": as_rows(specification)})
    return Fit(raw, Objective(Net(ask("network", specification=shape)), remote))
