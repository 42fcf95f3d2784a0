"""Parameters in the files of other tools, and networks as programs of theirs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Optional, Sequence, Union

import numpy as np

from ._arrays import AnyArray, Array
from ._checks import PATH, TEXT, check
from ._child import _given, ask
from ._network import NET, Net, Parameters, params

_Path = Union[str, "os.PathLike[str]"]


def save_parameters(
    path: _Path,
    net: Net,
    parameters: Parameters,
    *,
    names: Optional[Sequence[str]] = None,
    dtype: Optional[str] = None,
) -> None:
    """Saves parameters for other tools, by the path's extension.

    ``.pt`` is a state_dict for the ``Sequential`` of ``code(net)``, read by
    ``torch.load(path, weights_only=True)``; ``.safetensors`` and ``.npz`` hold the
    same arrays, ``.npy`` the flat parameters. ``names`` are those of the arrays, in
    the order weights, bias, weights, …; ``dtype`` is "float64" (the default) or
    "float32". The file is replaced when it is complete.
    """
    check("save the parameters", path=(path, PATH), net=(net, NET))
    target = Path(path)
    content: AnyArray = ask(
        "parametersTo",
        network=net._specification,
        parameters=params(parameters),
        format=target.suffix[1:],
        options=_given({"names": names, "type": dtype}),
    )
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content.tobytes())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def load_parameters(
    path: _Path,
    net: Net,
    *,
    names: Optional[Sequence[str]] = None,
    prefix: Optional[str] = None,
    convention: Optional[str] = None,
) -> Array:
    """Flat parameters (p,) from a file of PyTorch, safetensors or NumPy.

    Arrays are taken in their order unless ``names`` gives them; ``prefix`` leaves
    out all whose names begin otherwise; ``convention`` is "torch", weights (width,
    fan_in), or "keras", (fan_in, width). A pickle that would run code is refused.
    """
    check("load the parameters", path=(path, PATH), net=(net, NET))
    read: Array = ask(
        "parametersFrom",
        network=net._specification,
        bytes=np.fromfile(path, dtype=np.uint8),
        options=_given(
            {"names": names, "prefix": prefix, "convention": convention}
        ),
    )
    return read


def code(
    net: Net, parameters: Optional[Parameters] = None, *, language: str = "torch"
) -> str:
    """A network as a program, with its weights where they are given.

    ``language`` is "torch", "jax", "numpy" or "typescript".

    >>> print(code(mlp("2 -> 5 tanh -> 1")).splitlines()[0])
    \"\"\"2 → 5 tanh → 1: inputs (samples, 2), outputs (samples, 1).\"\"\"
    """
    check("write the network as code", net=(net, NET), language=(language, TEXT))
    written: str = ask(
        "code",
        network=net._specification,
        language=language,
        parameters=None if parameters is None else params(parameters),
    )
    return written
