"""What NumPy, and PyTorch where it is installed, say about the same networks."""

import math

import numpy as np

try:
    import torch
except ImportError:
    torch = None

WITHOUT_TORCH = "PyTorch is not installed (python3-torch)"

erf = np.vectorize(math.erf)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softplus(x):
    return np.logaddexp(0, x)


#: Activations by their names.
ACTIVATIONS = {
    "identity": lambda x: x,
    "sigmoid": sigmoid,
    "sigmoid2": lambda x: erf(x / math.sqrt(2)),
    "tanh": np.tanh,
    "softplus": softplus,
    "relu": lambda x: np.maximum(x, 0),
    "gelu": lambda x: x * (1 + erf(x / math.sqrt(2))) / 2,
    "silu": lambda x: x * sigmoid(x),
    "g": lambda x: sigmoid(4 * x) + softplus(x),
    "square": lambda x: x**2 / 2,
    "softmax": lambda x: (
        np.exp(x - x.max(1, keepdims=True))
        / np.exp(x - x.max(1, keepdims=True)).sum(1, keepdims=True)
    ),
}


def forward(net, layers, X):
    """(samples, outputs), by the definition."""
    for layer, (weights, bias) in zip(net.layers, layers):
        X = X @ weights.T + (0 if bias is None else bias)
        X = ACTIVATIONS[layer.activation](X)
    return X


def squared_error(net, layers, data):
    """The mean over samples of the sum over outputs."""
    return np.mean(
        np.sum((forward(net, layers, data.inputs) - data.targets) ** 2, axis=1)
    )


def cross_entropy(net, layers, data):
    outputs = forward(net, layers, data.inputs)
    return -np.mean(np.log(outputs[np.arange(len(outputs)), data.labels]))


def differences(f, p, step=1e-5):
    """The derivative of f by central differences, one row for each parameter."""
    rows = []
    for i in range(len(p)):
        h = np.zeros(len(p))
        h[i] = step
        # of order four
        rows.append(
            (8 * (f(p + h) - f(p - h)) - (f(p + 2 * h) - f(p - 2 * h))) / (12 * step)
        )
    return np.array(rows)


TORCH_ACTIVATIONS = {
    "identity": lambda x: x,
    "sigmoid": lambda x: torch.sigmoid(x),
    "sigmoid2": lambda x: torch.erf(x / math.sqrt(2)),
    "tanh": lambda x: torch.tanh(x),
    "softplus": lambda x: torch.nn.functional.softplus(x, threshold=1e9),
    "gelu": lambda x: torch.nn.functional.gelu(x),
    "silu": lambda x: torch.nn.functional.silu(x),
    "g": lambda x: (
        torch.sigmoid(4 * x) + torch.nn.functional.softplus(x, threshold=1e9)
    ),
    "square": lambda x: x**2 / 2,
}


def torch_squared_error(net, data):
    """The loss as a function of flat parameters that autograd can derive."""
    X, Y = torch.from_numpy(data.inputs), torch.from_numpy(data.targets)

    def loss(p):
        a, at = X, 0
        for layer in net.layers:
            block = p[at : at + layer.parameter_count].reshape(layer.width, -1)
            at += layer.parameter_count
            z = a @ block[:, : layer.fan_in].T
            a = TORCH_ACTIVATIONS[layer.activation](
                z + block[:, -1] if layer.bias else z
            )
        return ((a - Y) ** 2).sum(1).mean()

    return loss


def relu_population_loss(student, teacher):
    """E (f(x) − f*(x))² for x ~ N(0, 1) and relu neurons without biases, by the
    arc-cosine kernel (Cho and Saul, 2009): E relu(u·x) relu(v·x) =
    |u||v| (sin φ + (π − φ) cos φ) / 2π."""
    (w, _), (a, _) = student
    (v, _), (b, _) = teacher
    neurons, signs = np.vstack([w, v]), np.concatenate([a[0], -b[0]])
    lengths = np.linalg.norm(neurons, axis=1)
    cosines = np.clip(neurons @ neurons.T / np.outer(lengths, lengths), -1, 1)
    angles = np.arccos(cosines)
    kernel = np.outer(lengths, lengths) * (np.sin(angles) + (np.pi - angles) * cosines)
    return signs @ kernel @ signs / (2 * np.pi)
