"""What type checkers know of arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    #: Of float64.
    Array = NDArray[np.float64]
    AnyArray = NDArray[Any]
else:  # NumPy before 1.21 has no such name
    Array = AnyArray = np.ndarray
