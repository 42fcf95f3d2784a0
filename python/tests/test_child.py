"""The computing process: interrupts, deaths, and what a call costs."""

import os
import random
import signal
import statistics
import threading
import time
import unittest

import numpy as np
import second_opinions as second

import thalweg as tw
from thalweg import _child
from thalweg._result import camel_keys

SEED = int(os.environ.get("THALWEG_TEST_SEED", "1"))
CALLS = int(os.environ.get("THALWEG_TEST_CALLS", "1000"))

#: The goal is 50 ms. The clock of a machine with other work is not that of one without.
PROMPT = 0.05

ENDLESS = {
    "flow": {"max_seconds": 600, "max_steps": 10**9},
    "stop": {"gradient_norm": 0},
    "refine": False,
}

rng = np.random.default_rng(11)
net = tw.mlp("2 -> 4 tanh -> 1")
data = tw.dataset(rng.normal(size=(100, 2)), rng.normal(size=100))
objective = tw.empirical_loss(net, data)
p = tw.initialize(net, seed=1)


def fresh():
    """Where nothing has been trained from, so that nothing is remembered."""
    return rng.normal(size=net.parameter_count)


#: An interrupt that is lost is sent again, and the test fails, rather than waits.
LOST = 5


def interrupted(work, seconds):
    """Does the work, and waits for the interrupt, as Ctrl+C makes it, if that comes
    later. How long it took from the interrupt until Python had it."""
    sent = []
    caught = threading.Event()

    def strike():
        while not caught.wait(LOST if sent else seconds):
            sent.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)

    striker = threading.Thread(target=strike)
    try:
        striker.start()
        work()
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        came = time.monotonic()
        caught.set()
    striker.join()
    return came - sent[0]


def processor_seconds(process_id):
    """What a process has used of processors, by the kernel's count."""
    with open(f"/proc/{process_id}/stat", encoding="utf-8") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Child(unittest.TestCase):
    def test_interrupts(self):
        choose = random.Random(SEED)
        layers = net.unpack(p)
        spectrum = np.linalg.eigvalsh(tw.hessian(objective, p))
        expected = {
            "loss": second.squared_error(net, layers, data),
            "forward": second.forward(net, layers, data.inputs),
            "gradient": second.differences(
                lambda q: second.squared_error(net, net.unpack(q), data), p, 1e-4
            ),
            "spectrum": spectrum,
        }
        calls = {
            "loss": lambda: tw.loss(objective, p),
            "forward": lambda: tw.forward(objective, p),
            "gradient": lambda: tw.gradient(objective, p),
            "spectrum": lambda: tw.hessian_spectrum(objective, p).eigenvalues,
        }
        long = {
            "train": lambda: tw.train(objective, fresh(), options=ENDLESS),
            "sweep": lambda: tw.train(objective, seeds=range(100), options=ENDLESS),
            "new data": lambda: tw.dataset(
                rng.normal(size=(10_000, 2)), labels=np.zeros(10_000)
            ),
            **calls,
        }
        process = _child.child().process_id
        struck = set(choose.sample(range(CALLS), CALLS // 20))
        delays = []
        for i in range(CALLS):
            if i in struck:
                name = choose.choice(list(long))
                delays.append(interrupted(long[name], choose.uniform(0, 0.03)))
            else:
                name = choose.choice(list(calls))
                np.testing.assert_allclose(
                    calls[name](),
                    expected[name],
                    rtol=1e-7,
                    atol=1e-9,
                    err_msg=f"{i} {name}",
                )
        self.assertEqual(_child.child().process_id, process)
        self.assertEqual(len(delays), CALLS // 20)
        self.assertLess(max(delays), LOST)
        self.assertLess(statistics.median(delays), PROMPT)

    test_interrupts.__doc__ = f"{CALLS} calls with {CALLS // 20} interrupts at random: right answers, one process, seed {SEED}"

    def test_stops(self):
        """an interrupted training does no more work, within 50 ms in the median"""
        process = _child.child().process_id
        tw.gradient(objective, p)
        told, worked = [], []
        for _ in range(5):
            job = {
                "kind": "train",
                "objective": objective._remote.kept(),
                "parameters": fresh(),
                "options": camel_keys(ENDLESS),
            }
            call = _child.child().begin("job", {"job": job})
            call.next()  # it has begun
            began = time.monotonic()
            call._child.send({"cancel": call._id})
            with self.assertRaises(tw.Cancelled):
                call.result()
            told.append(time.monotonic() - began)
            time.sleep(PROMPT)
            before = processor_seconds(process)
            time.sleep(0.3)
            worked.append(processor_seconds(process) - before)
        self.assertLess(statistics.median(told), PROMPT)
        self.assertLess(statistics.median(worked), 0.05)

    def test_killed(self):
        """a process that is killed is told, and another one goes on with what there was"""
        fit = tw.train(objective, seed=1, max_iterations=3)
        runs = [tw.train_steps(objective, fresh(), options=ENDLESS) for _ in range(3)]
        killed = _child.child().process_id
        threading.Timer(0.1, os.kill, (killed, signal.SIGKILL)).start()
        for run in runs:
            with self.assertRaisesRegex(
                tw.ProcessError, r"ended \(exit code -9\).*starts another"
            ):
                run.result()
        self.assertEqual(
            tw.loss(objective, fit), tw.loss(fit.objective, fit.parameters)
        )
        self.assertNotEqual(_child.child().process_id, killed)
        np.testing.assert_array_equal(
            tw.train(objective, seed=1, max_iterations=3).parameters, fit.parameters
        )

    def test_restart(self):
        """restart ends the process, and no value is lost"""
        before = tw.loss(objective, p)
        process = _child.child().process_id
        tw.restart()
        with self.assertRaises(OSError):
            os.kill(process, 0)
        self.assertEqual(tw.loss(objective, p), before)

    def test_threads(self):
        """many threads may call at once"""
        expected = tw.loss(objective, p)
        answers = []

        def work():
            answers.extend(tw.loss(objective, p) for _ in range(20))

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(answers, [expected] * 160)

    def test_dropped(self):
        """what Python has forgotten the process forgets"""
        other = tw.dataset([[1.0], [2.0]], [1.0, 2.0])
        number = other._remote.kept().number
        del other
        with self.assertRaisesRegex(
            tw.ThalwegValueError, f'"\\$kept" refers to {number}, expected'
        ):
            _child.ask(
                "empiricalLoss",
                network=net._specification,
                data=_child._frames.Kept(number),
            )

    def test_overhead(self):
        """a call costs at most 1 ms beyond its work, in the median"""
        tiny = tw.mlp("1 -> 1")
        nothing = tw.empirical_loss(tiny, tw.dataset([[1.0]], [1.0]))
        θ = np.zeros(2)
        taken = []
        for _ in range(300):
            began = time.perf_counter()
            tw.loss(nothing, θ)
            taken.append(time.perf_counter() - began)
        self.assertLess(statistics.median(taken), 1e-3)

    def test_lazy(self):
        """importing starts nothing, and no deno is told of with what to do"""
        import subprocess
        import sys

        program = (
            "import thalweg as tw\n"
            "assert tw._child._child is None\n"
            "try: tw.mlp('1 -> 1')\n"
            "except tw.ProcessError as error: print(error)\n"
        )
        folder = os.path.dirname(os.path.dirname(tw.__file__))
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONPATH": folder, "THALWEG_DENO": "/nowhere/deno"},
            capture_output=True,
            text=True,
            check=True,
        )
        self.assertEqual(
            done.stdout,
            "Cannot start deno: THALWEG_DENO is '/nowhere/deno', expected a program\n",
        )

    def test_ends(self):
        """a Python that ends, or is killed, leaves no process behind"""
        import subprocess
        import sys

        folder = os.path.dirname(os.path.dirname(tw.__file__))
        program = (
            "import thalweg as tw, time\n"
            "tw.mlp('1 -> 1')\n"
            "print(tw._child.child().process_id, flush=True)\n"
        )
        for more, end in (
            ("", lambda python: None),
            ("time.sleep(60)", lambda python: python.kill()),
        ):
            python = subprocess.Popen(
                [sys.executable, "-c", program + more],
                env={**os.environ, "PYTHONPATH": folder},
                stdout=subprocess.PIPE,
                text=True,
            )
            with python:
                process = int(python.stdout.readline())
                end(python)
                python.wait()
            for _ in range(100):
                if not os.path.exists(f"/proc/{process}"):
                    break
                time.sleep(0.1)
            else:
                self.fail(f"process {process} lives on")
