"""Times PyTorch (float64, eager, one thread) on the networks of problems.ts.

Reads one problem per line of standard input, as JSON: widths, activation,
loss, samples. Writes for each a line of JSON with microseconds: gradient,
product (double backward), hessian (torch.autograd.functional.hessian), and where
their sizes are given plane (losses one by one on a square), lanczos (a probe of a
spectral density) and top (largest eigenvalues). A problem {"eigen": n} is a random
symmetric matrix instead: eigenvalues alone, and with eigenvectors (torch.linalg,
which is LAPACK).
"""

import json
import sys
import time

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
functions = {
    "sigmoid": torch.sigmoid,
    "softplus": torch.nn.functional.softplus,
    "tanh": torch.tanh,
    "relu": torch.relu,
}


def microseconds(run, least=0.5):
    """The lower quartile of repeated calls."""
    run()
    times = []
    end = time.perf_counter() + least
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return 1e6 * sorted(times)[len(times) // 4]


def lanczos(product, v, steps):
    """One probe of a spectral density, as PyHessian has it: products by double
    backward, all vectors kept orthogonal."""
    basis = [v / v.norm()]
    T = torch.zeros(steps, steps)
    for k in range(steps):
        w = product(basis[k])
        T[k, k] = torch.dot(w, basis[k])
        for _ in range(2):
            for q in basis:
                w = w - torch.dot(q, w) * q
        if k + 1 < steps:
            T[k, k + 1] = T[k + 1, k] = w.norm()
            basis.append(w / w.norm())
    return torch.linalg.eigh(T)


def power_iterations(product, p, count, tolerance=1e-3, most=100):
    """The largest eigenvalues, as PyHessian has them with its own tolerance: power
    iterations, each orthogonal to the vectors that were found before."""
    values, vectors = [], []
    for _ in range(count):
        v = torch.randn(p)
        v = v / v.norm()
        value = None
        for _ in range(most):
            for q in vectors:
                v = v - torch.dot(q, v) * q
            v = v / v.norm()
            w = product(v)
            before, value = value, torch.dot(w, v).item()
            v = w / w.norm()
            if before is not None and abs(value - before) < tolerance * (
                abs(before) + 1e-6
            ):
                break
        values.append(value)
        vectors.append(v)
    return values


def plane(loss, theta, u, v, resolution):
    """Losses on a square in the plane of two directions, as Li et al. walk it."""
    steps = torch.linspace(-1, 1, resolution)
    with torch.no_grad():
        return [[loss(theta + a * u + b * v).item() for a in steps] for b in steps]


def measure(problem):
    torch.manual_seed(1)
    widths, N = problem["widths"], problem["samples"]
    f = functions[problem["activation"]]
    X = torch.randn(N, widths[0])
    classes = problem["loss"] == "crossEntropy"
    Y = torch.randint(widths[-1], (N,)) if classes else torch.randn(N, widths[-1])
    shapes = [(b, a + 1) for a, b in zip(widths, widths[1:])]
    sizes = [rows * columns for rows, columns in shapes]
    theta = 0.5 * torch.randn(sum(sizes))
    direction = torch.randn(sum(sizes))

    def loss(flat):
        a = X
        blocks = torch.split(flat, sizes)
        for i, (block, (rows, columns)) in enumerate(zip(blocks, shapes)):
            W = block.view(rows, columns)
            a = torch.addmm(W[:, -1], a, W[:, :-1].t())
            if i + 1 < len(shapes):
                a = f(a)
        if classes:
            return torch.nn.functional.cross_entropy(a, Y)
        return (a - Y).square().sum() / N

    leaf = theta.clone().requires_grad_()

    def gradient():
        return torch.autograd.grad(loss(leaf), leaf)[0]

    def product(v=direction):
        (g,) = torch.autograd.grad(loss(leaf), leaf, create_graph=True)
        return torch.autograd.grad(g, leaf, v)[0]

    result = {"gradient": microseconds(gradient), "product": microseconds(product)}
    if "lanczos" in problem:
        result["lanczos"] = microseconds(
            lambda: lanczos(product, direction, problem["lanczos"]), least=0
        )
    if "top" in problem:
        result["top"] = microseconds(
            lambda: power_iterations(product, sum(sizes), problem["top"]), least=0
        )
    if "plane" in problem:
        other = torch.randn(sum(sizes))
        result["plane"] = microseconds(
            lambda: plane(loss, theta, direction, other, problem["plane"]), least=0
        )
    if sum(sizes) <= 500:
        result["hessian"] = microseconds(
            lambda: torch.autograd.functional.hessian(loss, theta)
        )
    return result


def measure_eigen(n):
    torch.manual_seed(1)
    A = torch.randn(n, n)
    A = A + A.t()
    return {
        "eigenvalues": microseconds(lambda: torch.linalg.eigvalsh(A)),
        "eigenvectors": microseconds(lambda: torch.linalg.eigh(A)),
    }


for line in sys.stdin:
    problem = json.loads(line)
    result = (
        measure_eigen(problem["eigen"]) if "eigen" in problem else measure(problem)
    )
    print(json.dumps(result), flush=True)
