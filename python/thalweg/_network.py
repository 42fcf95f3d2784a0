"""Networks and their parameters."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple, Union

import numpy as np

from ._arrays import Array
from ._checks import TEXT, Kind, check, numbers
from ._child import ask
from ._errors import ThalwegTypeError, ThalwegValueError

#: Weights (width, fan_in) and bias (width,), or None where there is none.
LayerParameters = Tuple[Array, Optional[Array]]

#: Flat parameters, or weights and biases layer by layer.
Parameters = Union[Array, Iterable[LayerParameters]]


@dataclass(frozen=True)
class Layer:
    """A fully connected layer."""

    width: int
    #: Number of inputs of each neuron, the bias not counted.
    fan_in: int
    #: A name, or one for each neuron.
    activation: Any
    #: Whether each neuron has a bias.
    bias: bool

    @property
    def parameter_count(self) -> int:
        return self.width * (self.fan_in + self.bias)


class Net:
    """A multilayer perceptron: its shape, not its parameters. See :func:`mlp`."""

    def __init__(self, specification: Dict[str, Any]) -> None:
        self._specification = specification
        #: Number of input features.
        self.inputs: int = specification["inputs"]
        #: Number of outputs.
        self.outputs: int = specification["outputs"]
        #: Length of the flat parameters.
        self.parameter_count: int = specification["parameterCount"]
        #: The text that ``mlp`` reads.
        self.text: str = specification["text"]
        #: From the first hidden layer to the output.
        self.layers: List[Layer] = [
            Layer(layer["width"], layer["fanIn"], layer["activation"], layer["bias"])
            for layer in specification["layers"]
        ]

    def unpack(self, parameters: Parameters) -> List[LayerParameters]:
        """Weights and biases, layer by layer: the inverse of :func:`params`."""
        flat = params(parameters)
        if len(flat) != self.parameter_count:
            raise ThalwegValueError(
                f"Cannot unpack the parameters: {len(flat)} of them, "
                f"expected the {self.parameter_count} of {self.text}"
            )
        unpacked: List[LayerParameters] = []
        at = 0
        for layer in self.layers:
            block = flat[at : at + layer.parameter_count].reshape(layer.width, -1)
            bias = block[:, -1].copy() if layer.bias else None
            unpacked.append((block[:, : layer.fan_in].copy(), bias))
            at += layer.parameter_count
        return unpacked

    def __repr__(self) -> str:
        return f"mlp({self.text!r})"


NET: Kind = (Net, "a network of tw.mlp")


def mlp(text: str) -> Net:
    """A multilayer perceptron from its text.

    Layers are joined by ``->`` (or ``→``): the number of inputs, then of each
    layer its width and its activation, which is the identity if none is named.
    Neurons have biases unless ``no bias`` follows; ``[relu, tanh]`` gives each
    neuron its own activation; parameters stand in parentheses, as in
    ``leakyRelu(0.1)``. softmax is for the last layer.

    Raises ThalwegValueError if the text is no network.

    >>> mlp("2 -> 5 sigmoid -> 1").parameter_count
    21
    >>> mlp("2 -> 5 tanh no bias -> 3 softmax").outputs
    3
    """
    check("read the network", text=(text, TEXT))
    return Net(ask("network", text=text))


def params(layers: Parameters) -> Array:
    """Flat parameters from weights and biases, layer by layer.

    ``layers`` is a list of (weights, bias): weights (width, fan_in), as PyTorch's
    ``nn.Linear`` has them, bias (width,), or None for a layer without biases.
    Flat, each layer is a block of width rows, its bias in the last column.
    A flat array is returned as it is, in float64.

    >>> import numpy as np
    >>> params([(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0]))])
    array([1., 2., 5., 3., 4., 6.])
    """
    layers = getattr(layers, "parameters", layers)  # of a Fit
    if isinstance(layers, np.ndarray):
        if layers.ndim != 1:
            raise ThalwegValueError(
                f"Cannot pack the parameters: the array has shape {layers.shape}, "
                "expected one dimension, or a list of (weights, bias)"
            )
        return numbers(_PACK, "they", layers)
    blocks: List[Array] = []
    for number, (weights, bias) in enumerate(_pairs(layers), 1):
        block = numbers(_PACK, f"the weights of layer {number}", weights)
        if block.ndim != 2:
            raise ThalwegValueError(
                f"Cannot pack the parameters: the weights of layer {number} have shape "
                f"{block.shape}, expected (width, fan_in)"
            )
        if bias is not None:
            column = numbers(_PACK, f"biases of layer {number}", bias)
            if column.shape != (len(block),):
                raise ThalwegValueError(
                    f"Cannot pack the parameters: the bias of layer {number} has shape "
                    f"{column.shape}, expected ({len(block)},)"
                )
            block = np.column_stack([block, column])
        blocks.append(block.ravel())
    return np.concatenate(blocks) if blocks else np.empty(0)


_PACK = "pack the parameters"


def _pairs(layers: Any) -> List[LayerParameters]:
    if isinstance(layers, Iterable) and not isinstance(layers, (str, bytes, Mapping)):
        pairs = list(layers)
        if all(isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in pairs):
            return pairs
    raise ThalwegTypeError(
        f"Cannot pack the parameters: they are a {type(layers).__name__}, "
        "expected an array (p,), or a list of (weights, bias)"
    )


def initialize(net: Net, seed: int, scheme: Optional[str] = None) -> Array:
    """Flat parameters drawn from a seed: the same for the same seed, everywhere.

    ``scheme`` is how they are drawn: "glorotNormal" (the default), "glorotUniform",
    "heNormal", …

    >>> initialize(mlp("2 -> 3 tanh -> 1"), seed=1).shape
    (13,)
    """
    check(
        "initialize the network",
        net=(net, NET),
        seed=(seed, (Integral, "an integer")),
    )
    drawn: Array = ask(
        "initialize", network=net._specification, seed=seed, scheme=scheme
    )
    return drawn
