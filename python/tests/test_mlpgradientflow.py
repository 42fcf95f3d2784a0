"""What MLPGradientFlow.jl's README calls from Python, call by call, beside ours.

The README's section "From Python" (github.com/jbrea/MLPGradientFlow.jl, commit
11cd5de) is named in the comments; its arrays are (features, samples), ours
(samples, features)."""

import os
import tempfile
import unittest

import numpy as np
import second_opinions as second

import thalweg as tw


class Readme(unittest.TestCase):
    def test_python_half(self):
        """the Python half of MLPGradientFlow.jl's README, call by call, does what it says"""
        np.random.seed(1)

        # w, b1, a, b2, inp: the same NumPy calls, samples first
        w = np.random.normal(size=(5, 2)) / 10
        b1 = np.zeros(5)
        a = np.random.normal(size=(1, 5)) / 5
        b2 = np.zeros(1)
        inputs = np.random.normal(size=(10_000, 2))

        # w_teach, a_teach; target by mapping mg.sigmoid
        w_teach = np.random.normal(size=(4, 2))
        a_teach = np.random.normal(size=(1, 4))
        teacher = tw.mlp("2 -> 4 sigmoid no bias -> 1 no bias")
        targets = tw.forward(teacher, [(w_teach, None), (a_teach, None)], inputs)
        np.testing.assert_allclose(
            targets,
            second.sigmoid(inputs @ w_teach.T) @ a_teach.T,
            rtol=1e-13,
            atol=1e-14,
        )

        # mg.train._jl_help()
        self.assertIn("max_seconds_flow", tw.train.__doc__)  # help(tw.train)

        # p = mg.params(...)
        p = tw.params([(w, b1), (a, b2)])

        # n = mg.Net(layers = ..., input = ..., target = ...)
        net = tw.mlp("2 -> 5 sigmoid -> 1")
        n = tw.empirical_loss(net, tw.dataset(inputs, targets))

        # res = mg.train(n, p, maxtime_ode, maxtime_optim, maxiterations_optim, verbosity)
        res = tw.train(
            n,
            p,
            max_seconds_flow=2,
            max_seconds_refine=2,
            max_iterations=10**3,
            verbose=False,
        )
        self.assertLess(res.loss, tw.loss(n, p) / 100)

        # def convert2py(...); py_res = convert2py(res)
        py_res = res.to_dict()
        self.assertIs(type(py_res["parameters"]), np.ndarray)

        # p = mg.params(jc.convert(..., py_res['x']))
        p = tw.params(net.unpack(py_res["parameters"]))
        np.testing.assert_array_equal(p, py_res["parameters"])

        # mg.pickle("myfilename.pt", res)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "myfilename.pt")
            tw.save(path, res)
            np.testing.assert_array_equal(tw.load(path).parameters, p)
            if second.torch is not None:
                saved = second.torch.load(path, weights_only=True)
                np.testing.assert_array_equal(saved["parameters"].numpy(), p)

        # mg.hessian_spectrum(n, p)
        spectrum = tw.hessian_spectrum(n, p)
        np.testing.assert_allclose(
            spectrum.eigenvalues, np.linalg.eigvalsh(tw.hessian(n, p)), atol=1e-13
        )

        # n2 = mg.Net(...) of two hidden layers, biases in the second
        net2 = tw.mlp("2 -> 5 sigmoid no bias -> 4 g -> 2 no bias")
        data2 = tw.dataset(inputs, np.random.normal(size=(10_000, 2)))
        n2 = tw.empirical_loss(net2, data2)

        # p2 = mg.params((w, None), (..., ...), (..., None))
        layers2 = [
            (w, None),
            (np.random.normal(size=(4, 5)), np.zeros(4)),
            (np.random.normal(size=(2, 4)), None),
        ]
        p2 = tw.params(layers2)

        # mg.loss(n2, p2)
        np.testing.assert_allclose(
            tw.loss(n2, p2), second.squared_error(net2, layers2, data2), rtol=1e-13
        )

        # mg.gradient(n2, p2)
        slope = second.differences(
            lambda q: second.squared_error(net2, net2.unpack(q), data2), p2, 1e-4
        )
        np.testing.assert_allclose(tw.gradient(n2, p2), slope, rtol=1e-7, atol=1e-8)

    def test_julia_half(self):
        """what the README then calls in Julia: several seeds, infinite data, and losses of both"""
        np.random.seed(2)
        d = 4
        X = np.random.normal(size=(20_000, d))
        teacher = tw.mlp(f"{d} -> {d - 1} relu no bias -> 1 no bias")
        xt = tw.params([(np.eye(d)[: d - 1], None), (np.ones((1, d - 1)), None)])
        student = tw.mlp(f"{d} -> 2 relu no bias -> 1 no bias")

        # Net, random_params, and train of several parameters in parallel
        n = tw.empirical_loss(student, tw.dataset(X, tw.forward(teacher, xt, X)))
        ps = [tw.initialize(student, seed) for seed in range(2)]
        fits = tw.train(n, ps, max_steps_flow=5, max_iterations=5)
        self.assertEqual(len(fits), 2)

        # NetI(p, xt, Val(relu)), trained by the flow alone
        ni = tw.population_loss(student, teacher, xt)
        res = tw.train(ni, ps[0], max_steps_flow=1000, options={"refine": False})

        # loss(n, …) and loss(ni, …) at the start and the end: those of finite data
        # are means over samples of those of infinite data
        for point in (res.initial_parameters, res.parameters):
            layers = student.unpack(point)
            exact = second.relu_population_loss(layers, teacher.unpack(xt))
            np.testing.assert_allclose(
                tw.loss(ni, point), exact, rtol=1e-10, atol=1e-12
            )
            each = (tw.forward(student, point, X) - tw.forward(teacher, xt, X))[
                :, 0
            ] ** 2
            error = 6 * np.std(each) / np.sqrt(len(each))
            self.assertLess(abs(tw.loss(n, point) - tw.loss(ni, point)), error)
