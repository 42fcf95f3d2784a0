"""Runs the tests of this folder and the examples of the module's docstrings, and
prints a line of JSON for each: its name, how it ended, and why."""

import doctest
import importlib
import json
import sys
import unittest
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent)]

MODULES = [
    "_network",
    "_objective",
    "_train",
    "_sweep",
    "_options",
    "_result",
    "_progress",
    "_frames",
    "_jobs",
    "_files",
    "_parameters",
]


class Lines(unittest.TestResult):
    def _say(self, test, status, why=""):
        name = test.shortDescription() or test.id()
        print(json.dumps({"name": name, "status": status, "why": why}), flush=True)

    def addSuccess(self, test):
        self._say(test, "passed")

    def addSkip(self, test, reason):
        self._say(test, "skipped", reason)

    def addFailure(self, test, error):
        self._say(test, "failed", self._exc_info_to_string(error, test))

    addError = addFailure

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self._say(
                test, "failed", f"{subtest}\n{self._exc_info_to_string(error, test)}"
            )


def doctests():
    import thalweg

    modules = [
        thalweg,
        *(importlib.import_module(f"thalweg.{name}") for name in MODULES),
    ]
    for module in modules:
        names = {**vars(thalweg), "np": importlib.import_module("numpy")}
        found = doctest.DocTestFinder(exclude_empty=True).find(module, extraglobs=names)
        for example in found:
            if example.examples:
                yield doctest.DocTestCase(example, optionflags=doctest.ELLIPSIS)


if __name__ == "__main__":
    names = sys.argv[1:] or [path.stem for path in sorted(here.glob("test_*.py"))]
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    if not sys.argv[1:]:
        suite.addTests(doctests())
    result = Lines()
    suite.run(result)
