"""Training, its results, its progress, its sweeps."""

import contextlib
import io
import pydoc
import tempfile
import unittest
from pathlib import Path

import numpy as np
import second_opinions as second

import thalweg as tw
from thalweg._progress import Bar

rng = np.random.default_rng(3)
net = tw.mlp("2 -> 4 sigmoid -> 1")
X = rng.normal(size=(200, 2))
Y = second.forward(net, net.unpack(rng.normal(size=net.parameter_count)), X)
data = tw.dataset(X, Y)
objective = tw.empirical_loss(net, data)

SHORT = {"max_steps_flow": 10, "max_iterations": 10}


def loss_at(p):
    return second.squared_error(net, net.unpack(p), data)


class Training(unittest.TestCase):
    def test_fit(self):
        """a training ends where NumPy's gradient vanishes, and says what is there"""
        fit = tw.train(net, data, seed=3)
        self.assertEqual(
            (fit.status, fit.verdict.kind), ("converged", "strict minimum")
        )
        np.testing.assert_allclose(fit.loss, loss_at(fit.parameters), rtol=1e-9)
        slope = second.differences(loss_at, fit.parameters, 1e-4)
        self.assertLess(np.max(np.abs(slope)), 1e-10)
        self.assertLess(fit.loss, 1e-3 * loss_at(fit.initial_parameters))
        self.assertTrue(fit.verdict.sentence.endswith("."))
        self.assertEqual(fit.seed, 3)
        np.testing.assert_array_equal(fit.initial_parameters, tw.initialize(net, 3))
        np.testing.assert_array_equal(tw.params(fit.layers), fit.parameters)
        np.testing.assert_array_equal(
            tw.hessian_spectrum(fit).eigenvalues,
            tw.hessian_spectrum(objective, fit.parameters).eigenvalues,
        )

    def test_starts(self):
        """one start or many, seeds or parameters: the same numbers"""
        alone = [tw.train(objective, seed=seed, **SHORT) for seed in (1, 2)]
        from_seeds = tw.train(net, data, seeds=[1, 2], **SHORT)
        starts = [tw.initialize(net, seed) for seed in (1, 2)]
        from_starts = tw.train(objective, starts, **SHORT)
        from_layers = tw.train(objective, [net.unpack(p) for p in starts], **SHORT)
        from_one = tw.train(objective, net.unpack(starts[0]), **SHORT)
        for other in (from_seeds, from_starts, from_layers, [from_one]):
            for a, b in zip(alone, other):
                np.testing.assert_array_equal(a.parameters, b.parameters)
                self.assertEqual(a.loss, b.loss)
        self.assertEqual([fit.seed for fit in from_seeds], [1, 2])
        self.assertEqual(len(from_layers), 2)

    def test_limits(self):
        """limits on steps are kept, options by Python's names are the library's"""
        fit = tw.train(objective, seed=1, **SHORT)
        self.assertEqual((fit.flow.steps, fit.refine.steps), (10, 10))
        adam = tw.train(
            objective,
            seed=1,
            options={
                "discrete": {
                    "method": "adam",
                    "learning_rate": 0.01,
                    "steps": 50,
                    "batch_size": 20,
                },
                "refine": False,
                "stop": {"gradient_norm": 0},
            },
        )
        self.assertEqual(adam.steps, 50)
        self.assertNotIn("refine", adam)
        further = tw.train(objective, seed=1, max_steps_flow=10, max_iterations=40)
        resumed = tw.train(
            objective,
            fit.parameters,
            resume_from=fit,
            max_steps_flow=10,
            max_iterations=40,
        )
        self.assertEqual(resumed.refine.steps, further.refine.steps)
        self.assertLess(resumed.loss, fit.loss)
        brief = tw.train(objective, seed=2, max_seconds_flow=1e-6, max_iterations=1)
        self.assertEqual(brief.flow.status, "max-time")

    def test_dict(self):
        """a result converts to dicts of arrays, all the way down"""
        fit = tw.train(objective, seed=1, **SHORT)
        plain = fit.to_dict()
        self.assertIs(type(plain), dict)
        self.assertIs(type(plain["trajectory"]), dict)
        points = len(plain["trajectory"]["times"])
        self.assertEqual(
            plain["trajectory"]["parameters"].shape, (points, net.parameter_count)
        )

        def look(value):
            if isinstance(value, dict):
                self.assertIs(type(value), dict)
                for key, entry in value.items():
                    self.assertRegex(key, "^[a-zA-Z0-9_]+$")
                    look(entry)
            elif isinstance(value, list):
                for entry in value:
                    look(entry)
            else:
                self.assertIsInstance(
                    value, (int, float, str, bool, type(None), np.ndarray)
                )

        look(plain)
        self.assertEqual(set(plain), set(fit))
        with self.assertRaisesRegex(AttributeError, "has no lss; it has .*loss"):
            fit.lss

    def test_progress(self):
        """progress comes as calls, as an iterator and as a bar; losses fall"""
        seen = []
        tw.train(objective, seed=5, on_progress=seen.append)
        losses = [progress.loss for progress in seen if progress.loss is not None]
        self.assertGreater(len(losses), 0)
        self.assertEqual(losses, sorted(losses, reverse=True))

        run = tw.train_steps(objective, seed=6)
        notes = [progress.note for progress in run]
        self.assertTrue(all(note.split()[1] == "step" for note in notes), notes)
        self.assertEqual(run.result().loss, tw.train(objective, seed=6).loss)

        told = io.StringIO()
        with contextlib.redirect_stderr(told):
            fit = tw.train(objective, seed=7, verbose=True)
            tw.train(objective, seeds=[1, 2], **SHORT, verbose=True)
        self.assertIn(f"train: loss {fit.loss:.3e}", told.getvalue())
        self.assertIn("2 of 2 trainings", told.getvalue())

    def test_bar(self):
        """a bar is as long as the share that is done, and keeps the last loss"""
        bar = Bar("plane")
        told = io.StringIO()
        with contextlib.redirect_stderr(told):
            bar.show(tw.Progress("step 3", None, 0.25))
        self.assertEqual(
            bar.line(tw.Progress("path", 0.35), 1.26),
            "plane:  35%|███████             | path loss 2.500e-01 [1.3 s]",
        )
        self.assertTrue(told.getvalue().startswith("\rplane: step 3 loss 2.500e-01 ["))

    def test_listener(self):
        """what a listener raises ends the training, and nothing else"""

        def refuse(progress):
            raise ZeroDivisionError(progress.note)

        endless = {"stop": {"gradient_norm": 0}, "flow": {"max_steps": 10**9}}
        with self.assertRaises(ZeroDivisionError):
            tw.train(objective, seed=8, on_progress=refuse, options=endless)
        run = tw.train_steps(objective, seed=9, options=endless)
        for progress in run:
            run.cancel()
            break
        self.assertGreater(tw.loss(objective, tw.initialize(net, 9)), 0)

    def test_sweep(self):
        """a sweep is its trainings, networks × seeds, one by one and as a table"""
        nets = [tw.mlp("2 -> 2 sigmoid -> 1"), net]
        swept = tw.sweep(nets, data, seeds=[1, 2, 3], **SHORT)
        first = next(iter(swept))
        table = swept.table()
        self.assertEqual(
            list(table["student"]), [n.text for n in nets for _ in range(3)]
        )
        np.testing.assert_array_equal(table["seed"], [1, 2, 3] * 2)
        alone = [tw.train(n, data, seed=s, **SHORT) for n in nets for s in (1, 2, 3)]
        np.testing.assert_array_equal(table["loss"], [fit.loss for fit in alone])
        np.testing.assert_array_equal(
            first.parameters, alone[first.index].parameters
        )
        self.assertTrue(all(table["verdict"] != ""))
        self.assertEqual(sorted(row.key for row in swept), sorted(table["key"]))
        of_losses = tw.sweep([objective], seeds=[1, 2, 3], **SHORT).table()
        np.testing.assert_array_equal(of_losses["loss"], table["loss"][3:])

    def test_description(self):
        """a description is taken as the library has it; a run that fails is a row"""
        teacher = {"student": net, "teacher": "2 -> 2 tanh -> 1", "samples": 20}
        options = {"flow": {"max_steps": 5}, "refine": False}
        vary = {"flow.relative_tolerance": [1e-3, 1e-9]}
        given = tw.sweep(
            [teacher],
            seeds=[1, 2],
            data_seeds=[3],
            vary=vary,
            options=options,
        ).table()
        described = tw.sweep(
            {
                "problems": [teacher],
                "seeds": {"from": 1, "count": 2},
                "data_seeds": [3],
                "vary": vary,
                "options": options,
            }
        ).table()
        self.assertEqual(list(given), list(described))
        for name in set(given) - {"seconds"}:
            np.testing.assert_array_equal(given[name], described[name], name)
        np.testing.assert_array_equal(
            given["flow.relative_tolerance"], [1e-3, 1e-3, 1e-9, 1e-9]
        )
        np.testing.assert_array_equal(given["data_seed"], [3] * 4)
        failed = tw.sweep([net], data, seeds=[1], options={"refine": {"method": "x"}})
        (row,) = failed
        self.assertRegex(row.error, "^Cannot minimize with x")
        self.assertTrue(np.isnan(failed.table()["loss"][0]))

    def test_folder(self):
        """a sweep that was interrupted goes on in its folder, and does nothing twice"""
        with tempfile.TemporaryDirectory() as folder:

            def results():
                paths = Path(folder, "results").glob("*.json")
                return {path.name: path.stat().st_mtime_ns for path in paths}

            def sweep():
                return tw.sweep([net], data, seeds=range(12), folder=folder, **SHORT)

            with self.assertRaises(KeyboardInterrupt):
                for row in sweep():
                    raise KeyboardInterrupt
            kept = results()
            self.assertGreater(len(kept), 0)
            table = sweep().table()
            whole = results()
            self.assertEqual({name: whole[name] for name in kept}, kept)
            again = sweep().table()
            self.assertEqual(results(), whole)
            for name in table:
                np.testing.assert_array_equal(again[name], table[name], name)
            alone = tw.train(net, data, seeds=range(12), **SHORT)
            np.testing.assert_array_equal(table["loss"], [fit.loss for fit in alone])
            with self.assertRaisesRegex(TypeError, "holds another sweep"):
                tw.sweep([net], data, seeds=[1], folder=folder).table()

    def test_population(self):
        """training on infinite data ends where the arc-cosine kernel has no slope"""
        student = teacher = tw.mlp("2 -> 2 relu no bias -> 1 no bias")
        taught = tw.params([(np.eye(2), None), (np.ones((1, 2)), None)])
        infinite = tw.population_loss(student, teacher, taught)
        loss = lambda p: second.relu_population_loss(
            student.unpack(p), teacher.unpack(taught)
        )
        for fit in tw.train(infinite, seeds=[1, 4]):  # a saddle, a perfect fit
            np.testing.assert_allclose(fit.loss, loss(fit.parameters), atol=1e-12)
            slope = second.differences(loss, fit.parameters, 1e-4)
            self.assertLess(np.max(np.abs(slope)), 1e-10)

    def test_help(self):
        """help says what a function takes, with examples"""
        text = pydoc.render_doc(tw.train)
        for word in (
            "seeds",
            "max_seconds_flow",
            "max_iterations: 'Optional[int]' = None",
            "verbose",
            "KeyboardInterrupt",
            ">>>",
        ):
            self.assertIn(word, text)
        for name in tw.__all__:
            self.assertTrue((getattr(tw, name).__doc__ or "").strip(), name)
