"""Losses as functions of the parameters, and their derivatives at any point."""

from __future__ import annotations

from typing import Any, Iterable, Mapping, Optional, Union

import numpy as np

from ._arrays import AnyArray, Array
from ._checks import Kind, check, classes_of, mappings, numbers
from ._child import Message, Remote, _given, ask
from ._errors import ThalwegTypeError, ThalwegValueError
from ._network import NET, Net, Parameters, params
from ._result import Record, camel_keys


class Dataset:
    """Samples with what a network should answer to them. See :func:`dataset`."""

    def __init__(self, inputs: Array, given: Message) -> None:
        #: (samples, features), float64.
        self.inputs = inputs
        #: (samples, outputs), float64, where there are targets.
        self.targets: Optional[Array] = given.get("targets")
        #: (samples,), where there are classes.
        self.labels: Optional[AnyArray] = given.get("labels")
        message = {**given, "inputs": inputs.ravel(), "shape": inputs.shape}
        if self.targets is not None:
            message["targets"] = self.targets.ravel()
        self._remote = Remote("dataset", lambda: message)

    def __len__(self) -> int:
        return len(self.inputs)

    def __repr__(self) -> str:
        return f"Dataset({len(self)} samples, {self.inputs.shape[1]} inputs)"


_DATASET = "make a dataset"


def dataset(
    inputs: Any,
    targets: Any = None,
    *,
    labels: Any = None,
    classes: Optional[int] = None,
    weights: Any = None,
) -> Dataset:
    """Samples: inputs (samples, features) with targets (samples, outputs) or labels.

    Targets of one output may be (samples,). ``labels`` are classes 0, 1, … (then
    end the network in softmax), ``classes`` their number, by default the largest
    plus one. ``weights`` (samples,) are not negative.

    Raises ThalwegValueError if sizes do not fit, ThalwegTypeError if a number is
    not finite.

    >>> dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0])
    Dataset(4 samples, 2 inputs)
    """
    X = numbers(_DATASET, "the inputs", inputs)
    if X.ndim != 2:
        raise ThalwegValueError(
            f"Cannot make a dataset: the inputs have shape {X.shape}, "
            "expected (samples, features)"
        )
    given: Message = {}
    if targets is not None:
        Y = numbers(_DATASET, "the targets", targets)
        if Y.ndim not in (1, 2) or len(Y) != len(X):
            raise ThalwegValueError(
                f"Cannot make a dataset: the targets have shape {Y.shape}, "
                f"expected one row for each of {len(X)} samples"
            )
        given["targets"] = Y.reshape(len(X), -1)
    if labels is not None:
        given["labels"] = classes_of(_DATASET, "the labels", labels)
    if classes is not None:
        given["classes"] = classes
    if weights is not None:
        given["weights"] = numbers(_DATASET, "the weights", weights)
    data = Dataset(X, given)
    data._remote.kept()  # what is wrong with it is told here
    return data


class Objective:
    """A loss as a function of a network's flat parameters."""

    def __init__(
        self, net: Net, remote: Remote, data: Optional[Dataset] = None
    ) -> None:
        #: The network whose parameters it takes.
        self.net = net
        #: The samples, where there are some.
        self.data = data
        self._remote = remote

    @property
    def parameter_count(self) -> int:
        """Length of the flat parameters."""
        return self.net.parameter_count

    def __repr__(self) -> str:
        return f"Objective({self.net.text}, {self.data or 'infinite data'})"


OBJECTIVE: Kind = (Objective, "what tw.empirical_loss or tw.population_loss returns")


def empirical_loss(
    net: Net,
    data: Dataset,
    *,
    loss: Optional[str] = None,
    penalties: Optional[Iterable[Mapping[str, Any]]] = None,
    backend: Optional[str] = None,
    strict: Optional[bool] = None,
) -> Objective:
    """The mean loss of a network on data, with exact derivatives.

    ``loss`` is "meanSquaredError" (summed over outputs, without ½; the default for
    targets), "crossEntropy" (the default for labels), "logistic", "huber(1)", …;
    ``penalties`` are as in ``[{"kind": "weightDecay", "λ": 1e-4}]``;
    ``strict`` gives the same bits on every machine.

    >>> net = mlp("1 -> 1")
    >>> float(loss(empirical_loss(net, dataset([[1], [2]], [2, 4])), [([[2]], [0])]))
    0.0
    """
    if not isinstance(net, Net) or not isinstance(data, Dataset):
        raise ThalwegTypeError(
            f"Cannot build the loss: got {type(net).__name__} and {type(data).__name__}, "
            "expected a network of tw.mlp and a dataset of tw.dataset"
        )
    options = _given(
        {
            "loss": loss,
            "penalties": None
            if penalties is None
            else [
                camel_keys(each)
                for each in mappings("build the loss", "penalties", penalties)
            ],
            "backend": backend,
            "strict": strict,
        }
    )
    remote = Remote(
        "empiricalLoss",
        lambda: {
            "network": net._specification,
            "data": data._remote.kept(),
            "options": options,
        },
    )
    objective = Objective(net, remote, data)
    remote.kept()
    return objective


_POPULATION = "build the population loss"


def population_loss(
    student: Net,
    teacher: Net,
    teacher_parameters: Parameters,
    *,
    mean: Any = None,
    covariance: Any = None,
    noise: Optional[float] = None,
    integration: Optional[str] = None,
    nodes: Optional[int] = None,
    tolerance: Optional[float] = None,
) -> Objective:
    """The loss of a student on infinitely many samples of a teacher.

    Inputs are normal, of mean 0 and covariance 1 unless given; both networks have
    one hidden layer, of any activations. relu, leakyRelu, sigmoid2 and others are
    integrated in closed form, the rest to 1e-10.

    >>> net = mlp("2 -> 2 relu no bias -> 1 no bias")
    >>> p = initialize(net, seed=1)
    >>> bool(loss(population_loss(net, net, p), p) < 1e-15)
    True
    """
    check(_POPULATION, student=(student, NET), teacher=(teacher, NET))
    parameters = params(teacher_parameters).copy()
    options = _given(
        {
            "mean": None
            if mean is None
            else numbers(_POPULATION, "the means", mean).ravel(),
            "covariance": None
            if covariance is None
            else numbers(_POPULATION, "the covariances", covariance).ravel(),
            "noise": noise,
            "integration": integration,
            "nodes": nodes,
            "tolerance": tolerance,
        }
    )
    remote = Remote(
        "populationLoss",
        lambda: {
            "student": student._specification,
            "teacher": teacher._specification,
            "parameters": parameters,
            "options": options,
        },
    )
    objective = Objective(student, remote)
    remote.kept()
    return objective


def forward(
    network: Union[Net, Objective], parameters: Parameters, inputs: Any = None
) -> Array:
    """The outputs of a network (samples, outputs); probabilities after softmax.

    ``network`` is a network, or an objective, whose own inputs are taken if none
    are given. ``inputs`` is (samples, features).

    >>> forward(mlp("2 -> 1 relu"), np.array([1, 2, 0.5]), [[1, 1], [0, -1]])
    array([[3.5],
           [0. ]])
    """
    kind: Kind = ((Net, Objective), "a network of tw.mlp, or an objective")
    check("evaluate the network", network=(network, kind))
    net = network.net if isinstance(network, Objective) else network
    if inputs is None:
        data = network.data if isinstance(network, Objective) else None
        if data is None:
            raise ThalwegTypeError(
                "Cannot evaluate the network: no inputs, expected some (samples, features)"
            )
        inputs = data.inputs
    X = numbers("evaluate the network", "the inputs", inputs)
    if X.ndim != 2 or X.shape[1] != net.inputs:
        raise ThalwegValueError(
            f"Cannot evaluate the network: the inputs have shape {X.shape}, "
            f"expected (samples, {net.inputs})"
        )
    outputs: Array = ask(
        "forward",
        network=net._specification,
        parameters=params(parameters),
        inputs=X.ravel(),
    )
    return outputs.reshape(len(X), net.outputs)


def loss(objective: Objective, parameters: Parameters) -> float:
    """The loss at any parameters: flat, a list of (weights, bias), or a fit."""
    value: float = _at("loss", objective, parameters)
    return value


def gradient(objective: Objective, parameters: Parameters) -> Array:
    """The gradient (p,) of the loss at any parameters.

    ``objective.net.unpack(…)`` gives it layer by layer.
    """
    slope: Array = _at("gradient", objective, parameters)
    return slope


def hessian(objective: Objective, parameters: Parameters) -> Array:
    """The exact Hessian (p, p) of the loss at any parameters."""
    matrix: Array = _at("hessian", objective, parameters)
    p = objective.parameter_count
    return matrix.reshape(p, p)


def hessian_spectrum(objective: Any, parameters: Optional[Parameters] = None) -> Record:
    """Eigenvalues and eigenvectors of the exact Hessian, at any parameters or of a fit.

    ``hessian_spectrum(fit)`` looks at where a training ended. Returns
    ``eigenvalues`` (p,), ascending, ``eigenvectors`` (p, p), one in each row, and
    ``residuals`` (p,), ‖H v − λ v‖ of each pair: so far may λ be from an eigenvalue
    of the matrix as computed, whose own rounding moves it further.
    """
    if parameters is None:
        if not (hasattr(objective, "objective") and hasattr(objective, "parameters")):
            raise ThalwegTypeError(
                f"Cannot compute the Hessian spectrum: got a {type(objective).__name__} "
                "alone, expected a fit, or an objective and parameters"
            )
        objective, parameters = objective.objective, objective.parameters
    return Record(_at("hessianSpectrum", objective, parameters))


_NAMES = {"hessian": "Hessian", "hessianSpectrum": "Hessian spectrum"}


def _at(call: str, objective: Objective, parameters: Parameters) -> Any:
    if not isinstance(objective, Objective):
        raise ThalwegTypeError(
            f"Cannot compute the {_NAMES.get(call, call)}: the objective is a "
            f"{type(objective).__name__}, "
            "expected what tw.empirical_loss or tw.population_loss returns"
        )
    return ask(call, objective=objective._remote.kept(), parameters=params(parameters))
