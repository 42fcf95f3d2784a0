"""Thalweg from Python: loss landscapes and training of small neural networks.

>>> import numpy as np
>>> import thalweg as tw
>>> net = tw.mlp("2 -> 5 sigmoid -> 1")
>>> X = np.random.default_rng(1).normal(size=(100, 2))
>>> data = tw.dataset(X, np.sin(X[:, 0]))
>>> fit = tw.train(net, data, seed=1)
>>> fit.loss < 1e-3
True
>>> tw.hessian_spectrum(fit).eigenvalues.shape
(21,)

Arrays are float64 and row-major: inputs (samples, features), weights (width,
fan_in). Flat parameters hold one block for each layer, its biases in the last
column. The computing is done by the TypeScript library in a process of ``deno``,
which is started with the first call.
"""

from ._child import restart
from ._errors import (
    Cancelled,
    ProcessError,
    ThalwegError,
    ThalwegTypeError,
    ThalwegValueError,
)
from ._files import load, save
from ._fit import Fit
from ._jobs import Plane, plane, run_job
from ._network import Layer, Net, initialize, mlp, params
from ._objective import (
    Dataset,
    Objective,
    dataset,
    empirical_loss,
    forward,
    gradient,
    hessian,
    hessian_spectrum,
    loss,
    population_loss,
)
from ._parameters import code, load_parameters, save_parameters
from ._progress import Progress, Run
from ._result import Record
from ._sweep import Sweep, sweep
from ._train import train, train_steps

__version__ = "0.2.0"

__all__ = [
    "Cancelled",
    "Dataset",
    "Fit",
    "Layer",
    "Net",
    "Objective",
    "Plane",
    "ProcessError",
    "Progress",
    "Record",
    "Run",
    "Sweep",
    "ThalwegError",
    "ThalwegTypeError",
    "ThalwegValueError",
    "code",
    "dataset",
    "empirical_loss",
    "forward",
    "gradient",
    "hessian",
    "hessian_spectrum",
    "initialize",
    "load",
    "load_parameters",
    "loss",
    "mlp",
    "params",
    "plane",
    "population_loss",
    "restart",
    "run_job",
    "save",
    "save_parameters",
    "sweep",
    "train",
    "train_steps",
]
