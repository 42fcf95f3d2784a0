"""Whatever is given, a call answers or says in the package's words what is wrong."""

import random
import tempfile
import unittest
from pathlib import Path

import numpy as np

import thalweg as tw

#: Argument lists of each function.
LISTS = 25


class Edge(unittest.TestCase):
    def test_calls(self):
        """arguments of any kind lead to an answer, or to a sentence: no AttributeError from within"""
        net = tw.mlp("1 -> 2 tanh -> 1")
        data = tw.dataset([[0.0], [1.0], [2.0]], [0.0, 1.0, 0.0])
        objective = tw.empirical_loss(net, data)
        p = tw.initialize(net, 1)
        short = {"flow": {"max_steps": 5}, "refine": False}
        fit = tw.train(net, data, seed=1, options=short)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = str(Path(folder.name) / "a.npz")
        tw.save(path, fit)
        anything = [
            *(None, True, 3, -1, 0.5, float("nan"), 1 + 2j, 10**30, "x", "1 -> 1", b"ab"),
            *([], [1, 2], [[1], [2]], [None], {}, {"a": 1}, {1}, object(), repr),
            *(np.zeros(3), np.zeros((2, 2)), np.array(["a"]), np.array([[np.inf]])),
            *(net, data, objective, p, fit),
        ]
        right = {
            "mlp": ["1 -> 1"],
            "params": [p],
            "initialize": [net, 1],
            "dataset": [[[0.0], [1.0]], [0.0, 1.0]],
            "empirical_loss": [net, data],
            "population_loss": [net, net, p],
            "forward": [net, p, [[0.5]]],
            "loss": [objective, p],
            "gradient": [objective, p],
            "hessian": [objective, p],
            "hessian_spectrum": [objective, p],
            "plane": [fit],
            "code": [net, p],
            "load": [path],
            "load_parameters": [path, net],
            "save": [path, fit],
            "save_parameters": [path, net, p],
            "run_job": ["certify", objective],
            "sweep": [[net], data],
            "train": [net, data],
            "train_steps": [net, data],
        }
        named = (
            "seed seeds loss options penalties scheme resume_from labels weights "
            "classes data_seeds vary folder names extent resolution directions mean "
            "covariance noise parameters language convention nonsense"
        ).split()
        draw = random.Random(20261129)
        for name, good in right.items():
            for _ in range(LISTS):
                given = list(good)
                for i in range(len(given)):
                    if draw.random() < 0.4:
                        given[i] = draw.choice(anything)
                options = {
                    draw.choice(named): draw.choice(anything)
                    for _ in range(draw.choice([0, 0, 1, 2]))
                }
                with self.subTest(f"{name}(*{given}, **{options})"[:300]):
                    self.call(getattr(tw, name), given, options)

    def call(self, function, given, options):
        try:
            result = function(*given, **options)
            if isinstance(result, tw.Sweep):
                result.cancel()
        except tw.ThalwegError as error:
            self.assertRegex(str(error), "^Cannot .*(expected|did you mean|: )")
        except TypeError as error:
            # Python's own words for a name or a number of arguments
            self.assertRegex(str(error), r"\(\) (got an unexpected|missing|takes|got mult)")
        except OSError:
            pass  # of a file, as everywhere in Python
