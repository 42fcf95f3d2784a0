"""Where a training ended."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from ._network import LayerParameters, Net
from ._objective import Objective
from ._result import Record


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
