"""Where deno and the library are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from ._errors import ProcessError


def find_deno() -> str:
    """The program deno: named by THALWEG_DENO, on the path, of PyPI's package
    ``deno``, or where its installer puts it."""
    named = os.environ.get("THALWEG_DENO")
    if named:
        if shutil.which(named):
            return named
        raise ProcessError(
            f"Cannot start deno: THALWEG_DENO is {named!r}, expected a program"
        )
    found = shutil.which("deno") or _of_package()
    installed = Path.home() / ".deno" / "bin" / "deno"
    if not found and installed.exists():
        found = str(installed)
    if found:
        return found
    raise ProcessError(
        "Cannot start deno: none was found, expected it on the PATH, its path in "
        "the environment variable THALWEG_DENO, or `pip install deno`"
    )


def _of_package() -> str | None:
    try:
        import deno  # type: ignore[import-not-found]
    except ImportError:
        return None
    find = getattr(deno, "find_deno_bin", None)
    return str(find()) if find else None


def find_library() -> Path:
    """The folder of the TypeScript library: packed into this package, or the
    checkout that this file stands in."""
    here = Path(__file__).resolve().parent
    for folder in (here / "_library", here.parent.parent):
        if (folder / "lib" / "host" / "pipe" / "serve.ts").exists():
            return folder
    raise ProcessError(
        f"Cannot start the library: it is neither packed into {here} nor around it, "
        "expected `pip install` of the folder python in a checkout"
    )
