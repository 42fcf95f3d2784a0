"""Every function against a second opinion."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import second_opinions as second

import thalweg as tw

rng = np.random.default_rng(7)

NETWORKS = [
    "2 -> 1",
    "2 -> 5 sigmoid -> 1",
    "3 -> 4 tanh no bias -> 2 no bias",
    "2 -> 3 sigmoid2 -> 4 g no bias -> 2",
    "1 -> 3 gelu -> 2 softplus -> 1",
    "2 -> 3 silu no bias -> 3 square -> 1",
]


def problem(text, samples=40):
    net = tw.mlp(text)
    data = tw.dataset(
        rng.normal(size=(samples, net.inputs)), rng.normal(size=(samples, net.outputs))
    )
    return net, data, tw.empirical_loss(net, data), rng.normal(size=net.parameter_count)


def close(actual, expected, tolerance):
    np.testing.assert_allclose(
        actual, expected, rtol=tolerance, atol=tolerance * np.max(np.abs(expected))
    )


class Functions(unittest.TestCase):
    def test_forward(self):
        """forward and loss are NumPy's to 1e-13, for any layers"""
        for text in NETWORKS:
            with self.subTest(text):
                net, data, objective, p = problem(text)
                layers = net.unpack(p)
                close(
                    tw.forward(net, p, data.inputs),
                    second.forward(net, layers, data.inputs),
                    1e-13,
                )
                close(
                    tw.forward(objective, layers),
                    second.forward(net, layers, data.inputs),
                    1e-13,
                )
                close(
                    tw.loss(objective, p),
                    second.squared_error(net, layers, data),
                    1e-13,
                )

    def test_large_forward(self):
        """outputs of samples that are computed in pieces are the same"""
        net = tw.mlp("2 -> 30 tanh -> 30 tanh -> 3")
        p, X = rng.normal(size=net.parameter_count), rng.normal(size=(20_000, 2))
        close(tw.forward(net, p, X), second.forward(net, net.unpack(p), X), 1e-12)

    def test_gradient(self):
        """gradients are those of differences of the loss to 1e-8"""
        for text in NETWORKS:
            with self.subTest(text):
                net, data, objective, p = problem(text)
                loss = lambda q: second.squared_error(net, net.unpack(q), data)
                close(tw.gradient(objective, p), second.differences(loss, p), 1e-8)

    def test_hessian(self):
        """Hessians are those of differences of gradients to 1e-8, their spectra NumPy's to 1e-12"""
        for text in NETWORKS:
            with self.subTest(text):
                _, _, objective, p = problem(text)
                H = tw.hessian(objective, p)
                close(
                    H, second.differences(lambda q: tw.gradient(objective, q), p), 1e-8
                )
                spectrum = tw.hessian_spectrum(objective, p)
                close(spectrum.eigenvalues, np.linalg.eigvalsh(H), 1e-12)
                V = spectrum.eigenvectors
                close(V @ V.T, np.eye(len(p)), 1e-12)
                close(V.T @ np.diag(spectrum.eigenvalues) @ V, (H + H.T) / 2, 1e-12)

    @unittest.skipIf(second.torch is None, second.WITHOUT_TORCH)
    def test_torch(self):
        """loss, gradient and Hessian are autograd's to 1e-12"""
        torch = second.torch
        for text in NETWORKS:
            with self.subTest(text):
                net, data, objective, p = problem(text)
                loss = second.torch_squared_error(net, data)
                θ = torch.tensor(p, requires_grad=True)
                value = loss(θ)
                value.backward()
                close(tw.loss(objective, p), value.item(), 1e-12)
                close(tw.gradient(objective, p), θ.grad.numpy(), 1e-12)
                H = torch.autograd.functional.hessian(loss, torch.tensor(p)).numpy()
                close(tw.hessian(objective, p), H, 1e-12)

    def test_work_in_workers(self):
        """what takes long is computed by workers, with the same numbers"""
        net, data, objective, p = problem(
            "2 -> 20 tanh -> 20 tanh -> 1", samples=20_000
        )
        layers = net.unpack(p)
        close(tw.loss(objective, p), second.squared_error(net, layers, data), 1e-12)
        v = rng.normal(size=len(p))
        along = lambda t: second.squared_error(net, net.unpack(p + t[0] * v), data)
        slope = second.differences(along, np.zeros(1), 1e-4)[0]
        close(tw.gradient(objective, p) @ v, slope, 1e-7)

    def test_labels(self):
        """classes, sample weights and penalties enter the loss as they are defined"""
        net = tw.mlp("2 -> 4 tanh -> 3 softmax")
        labels = rng.integers(0, 3, 30)
        data = tw.dataset(rng.normal(size=(30, 2)), labels=labels, classes=3)
        p = rng.normal(size=net.parameter_count)
        layers = net.unpack(p)
        plain = second.cross_entropy(net, layers, data)
        close(tw.loss(tw.empirical_loss(net, data), p), plain, 1e-13)
        decay = tw.empirical_loss(
            net, data, penalties=[{"kind": "weightDecay", "λ": 0.1}]
        )
        close(tw.loss(decay, p), plain + 0.05 * p @ p, 1e-13)

        line = tw.mlp("1 -> 1")
        X, Y, weights = rng.normal(size=(9, 1)), rng.normal(size=9), rng.uniform(size=9)
        weighed = tw.empirical_loss(line, tw.dataset(X, Y, weights=weights))
        close(
            tw.loss(weighed, np.array([2.0, 1.0])),
            np.mean(weights * (2 * X[:, 0] + 1 - Y) ** 2),
            1e-13,
        )

    def test_population(self):
        """the loss on infinite data is the arc-cosine kernel's to 1e-12, its gradient that of differences"""
        student, teacher = (
            tw.mlp("3 -> 2 relu no bias -> 1 no bias"),
            tw.mlp("3 -> 4 relu no bias -> 1 no bias"),
        )
        taught = rng.normal(size=teacher.parameter_count)
        objective = tw.population_loss(student, teacher, taught)
        loss = lambda q: second.relu_population_loss(
            student.unpack(q), teacher.unpack(taught)
        )
        p = rng.normal(size=student.parameter_count)
        close(tw.loss(objective, p), loss(p), 1e-12)
        close(tw.gradient(objective, p), second.differences(loss, p, 1e-4), 1e-8)

    def test_packing(self):
        """params and unpack are inverses; blocks are row-major with the bias last"""
        for text in NETWORKS:
            net = tw.mlp(text)
            p = rng.normal(size=net.parameter_count)
            np.testing.assert_array_equal(tw.params(net.unpack(p)), p)
        w, b = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0])
        np.testing.assert_array_equal(
            tw.params([(w, b), (w[:1], None)]), [1, 2, 5, 3, 4, 6, 1, 2]
        )

    def test_plane(self):
        """a plane holds the losses at its points, its path the training"""
        net, data, _, _ = problem("2 -> 3 tanh -> 1")
        fit = tw.train(net, data, seed=1, max_iterations=20)
        plane = tw.plane(fit, resolution=7)
        u, v = plane.directions
        for i, j in [(0, 0), (3, 2), (6, 5)]:
            θ = plane.center + plane.xs[i] * u + plane.ys[j] * v
            close(
                plane.losses[j, i],
                second.squared_error(net, net.unpack(θ), data),
                1e-10,
            )
        self.assertEqual(plane.path.xs.shape, fit.trajectory.times.shape)

    def test_jobs(self):
        """a job of any kind can be run: a verdict on any point"""
        net, data, objective, p = problem("2 -> 2 tanh -> 1")
        verdict = tw.run_job("certify", objective, parameters=p)
        close(verdict.gradient_norm, np.max(np.abs(tw.gradient(objective, p))), 1e-12)
        self.assertIn(
            "Cannot run the job",
            str(self.failure(lambda: tw.run_job("certfy", objective, parameters=p))),
        )

    def test_files(self):
        """a saved fit is NumPy's to read, and comes back as it was"""
        net, data, _, _ = problem("2 -> 3 tanh -> 1")
        fit = tw.train(net, data, seed=1, max_iterations=5)
        with tempfile.TemporaryDirectory() as folder:
            for name in ("fit.npz", "fit.json"):
                path = Path(folder) / name
                tw.save(path, fit)
                back = tw.load(path)
                np.testing.assert_array_equal(back.parameters, fit.parameters)
                np.testing.assert_array_equal(
                    back.trajectory.parameters, fit.trajectory.parameters
                )
                self.assertEqual(
                    back.verdict.to_dict().keys(), fit.verdict.to_dict().keys()
                )
                self.assertEqual(
                    tw.loss(back.objective, back), tw.loss(fit.objective, fit)
                )
            file = np.load(Path(folder) / "fit.npz")
            np.testing.assert_array_equal(
                file["trajectory.losses"], fit.trajectory.losses
            )
            with self.assertRaisesRegex(
                tw.ThalwegValueError, 'the extension is ".txt", expected'
            ):
                tw.save(Path(folder) / "fit.txt", fit)

    def test_parameter_files(self):
        """parameters go to files of NumPy, safetensors and PyTorch and come back"""
        net = tw.mlp("2 -> 3 tanh -> 2 no bias")
        p = rng.normal(size=net.parameter_count)
        (w, b), (v, _) = net.unpack(p)
        with tempfile.TemporaryDirectory() as folder:
            for name in ("p.npz", "p.npy", "p.safetensors", "p.pt"):
                path = Path(folder) / name
                tw.save_parameters(path, net, [(w, b), (v, None)])
                np.testing.assert_array_equal(tw.load_parameters(path, net), p)
            np.testing.assert_array_equal(np.load(Path(folder) / "p.npz")["0.bias"], b)
            single = Path(folder) / "single.npz"
            tw.save_parameters(single, net, p, names=["w", "b", "v"], dtype="float32")
            np.testing.assert_array_equal(np.load(single)["v"], v.astype("<f4"))
            own = Path(folder) / "own.npz"
            np.savez(own, v=v.T, b=b, w=w.T)
            np.testing.assert_array_equal(
                tw.load_parameters(own, net, names=["w", "b", "v"], convention="keras"),
                p,
            )
            self.assertEqual(len(list(Path(folder).iterdir())), 6)
            with self.assertRaisesRegex(tw.ThalwegError, "Cannot write the parameters"):
                tw.save_parameters(Path(folder) / "p.txt", net, p)
            with self.assertRaisesRegex(
                tw.ThalwegValueError, r"\(3, 2\), expected \(4, 2\)"
            ):
                tw.load_parameters(single, tw.mlp("2 -> 4 tanh -> 2 no bias"))

    def test_code(self):
        """a network as NumPy's program has its outputs"""
        net, data, objective, p = problem("2 -> 3 gelu -> 2 no bias -> 1")
        names = {}
        exec(tw.code(net, p, language="numpy"), names)  # the program that was asked for
        close(names["forward"](data.inputs), tw.forward(objective, p), 1e-12)

    @unittest.skipIf(second.torch is None, second.WITHOUT_TORCH)
    def test_torch_parameters(self):
        """a state_dict that was saved as .pt fits the Sequential of the code, outputs agree to 1e-12"""
        torch = second.torch
        net, data, objective, p = problem("2 -> 3 tanh -> 2 no bias -> 1")
        names = {}
        exec(tw.code(net), names)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "p.pt"
            tw.save_parameters(path, net, p)
            names["model"].load_state_dict(torch.load(str(path), weights_only=True))
            outputs = names["model"](torch.from_numpy(data.inputs)).detach().numpy()
            close(outputs, tw.forward(objective, p), 1e-12)
            torch.save(names["model"].state_dict(), str(path))
            np.testing.assert_array_equal(tw.load_parameters(path, net), p)

    @unittest.skipIf(second.torch is None, second.WITHOUT_TORCH)
    def test_torch_files(self):
        """torch.load reads a fit that was saved as .pt, weights only, and it comes back"""
        net, data, _, _ = problem("2 -> 3 tanh -> 1")
        fit = tw.train(net, data, seed=1, max_iterations=5)
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "fit.pt")
            tw.save(path, fit)
            tensors = second.torch.load(path, weights_only=True)
            np.testing.assert_array_equal(tensors["parameters"].numpy(), fit.parameters)
            np.testing.assert_array_equal(
                tensors["trajectory.parameters"].numpy(), fit.trajectory.parameters
            )
            np.testing.assert_array_equal(tw.load(path).parameters, fit.parameters)

    def failure(self, call):
        with self.assertRaises(tw.ThalwegError) as caught:
            call()
        return caught.exception

    def test_errors(self):
        """mistakes raise ValueErrors and TypeErrors with a sentence that says what was expected"""
        net, data, objective, p = problem("2 -> 3 tanh -> 1")
        mistakes = [
            (
                ValueError,
                "Cannot .*tanhh.*expected",
                lambda: tw.mlp("2 -> 3 tanhh -> 1"),
            ),
            (
                ValueError,
                "Cannot .*12 .*expected 13",
                lambda: tw.loss(objective, p[1:]),
            ),
            (
                ValueError,
                "Cannot pack .*expected",
                lambda: tw.loss(objective, p.reshape(1, -1)),
            ),
            (
                ValueError,
                r"the weights of layer 1 .*expected \(width",
                lambda: tw.params([(p, None)]),
            ),
            (
                ValueError,
                r"the bias of layer 1 .*expected \(2,\)",
                lambda: tw.params([(np.eye(2), p)]),
            ),
            (ValueError, "Cannot unpack .*expected the 13", lambda: net.unpack(p[1:])),
            (
                ValueError,
                r"expected \(samples, 2\)",
                lambda: tw.forward(net, p, [[1, 2, 3]]),
            ),
            (TypeError, "no inputs, expected", lambda: tw.forward(net, p)),
            (
                ValueError,
                "Cannot make a dataset.*expected",
                lambda: tw.dataset([1, 2], [3, 4]),
            ),
            (ValueError, "one row for each of 2", lambda: tw.dataset([[1], [2]], [1])),
            (TypeError, "Cannot make a dataset.*expected", lambda: tw.dataset([[1]])),
            (
                TypeError,
                "Cannot make a dataset.*expected",
                lambda: tw.dataset([[np.nan]], [1]),
            ),
            (
                ValueError,
                "Cannot .*expected",
                lambda: tw.empirical_loss(tw.mlp("3 -> 1"), data),
            ),
            (
                TypeError,
                "expected a network of tw.mlp",
                lambda: tw.empirical_loss(objective, data),
            ),
            (TypeError, "expected what tw.empirical_loss", lambda: tw.loss(net, p)),
            (TypeError, "expected one of a seed", lambda: tw.train(net, data)),
            (
                TypeError,
                "expected one of a seed",
                lambda: tw.train(objective, p, seed=1),
            ),
            (TypeError, "expected a network and a dataset", lambda: tw.train(net, p)),
            (ValueError, "Cannot .*expected", lambda: tw.train(net, data, seed=-1)),
            (
                TypeError,
                "maxStep.*did you mean",
                lambda: tw.train(net, data, seed=1, options={"flow": {"max_step": 1}}),
            ),
            (
                TypeError,
                "the option is 'max_step_flow', expected max_steps_flow$",
                lambda: tw.train(net, data, seed=1, max_step_flow=1),
            ),
            (
                TypeError,
                "the objective is a Net",
                lambda: tw.hessian(net, p),
            ),
            (
                TypeError,
                "got a Objective alone, expected a fit",
                lambda: tw.hessian_spectrum(objective),
            ),
            (TypeError, "net is a str, expected a network", lambda: tw.code("1 -> 1")),
            (TypeError, "path is a int, expected a path", lambda: tw.load(3)),
            (TypeError, "fit is a Objective", lambda: tw.plane(objective)),
            (TypeError, "expected an array of real", lambda: tw.dataset([["a"]], [1])),
            (TypeError, "expected an array of real", lambda: tw.dataset([[1j]], [1])),
            (
                ValueError,
                "the labels are .* expected integers",
                lambda: tw.dataset([[1], [2]], labels=[0.7, 1.2]),
            ),
            (
                TypeError,
                "seeds are a list, expected integers",
                lambda: tw.train(net, data, seeds=[1.5]),
            ),
            (
                TypeError,
                "options are a list",
                lambda: tw.train(net, data, seed=1, options=[1]),
            ),
            (
                TypeError,
                "they are a float, expected an array",
                lambda: tw.train(objective, 0.5),
            ),
            (TypeError, "no seeds", lambda: tw.sweep([net], data)),
            (
                TypeError,
                "a description and more",
                lambda: tw.sweep({"problems": []}, seeds=[1]),
            ),
            (
                TypeError,
                "a problem of type Objective with data",
                lambda: tw.sweep([objective], data, seeds=[1]),
            ),
            (
                TypeError,
                r"problems\[0\].teacher is missing",
                lambda: tw.sweep([{"student": net}], seeds=[1]).table(),
            ),
            (
                TypeError,
                "Cannot send a set",
                lambda: tw.train(net, data, seed=1, options={"flow": {1}}),
            ),
            (
                TypeError,
                "Cannot send an array of dtype",
                lambda: tw.run_job("certify", objective, parameters=np.array(["a"])),
            ),
        ]
        for kind, pattern, call in mistakes:
            with self.subTest(pattern):
                with self.assertRaisesRegex(tw.ThalwegError, pattern) as caught:
                    call()
                self.assertIsInstance(caught.exception, kind)
        # and the process lives
        self.assertEqual(tw.forward(net, p, [[0, 0]]).shape, (1, 1))
