"""What NumPy, PyTorch and safetensors make of our files, and files of theirs.

Reads every file of the folder argv[1] and prints what is in it as JSON: arrays
as [type, shape, bytes in hex]. Then writes the files that our tests read.
"""
import json
import os
import sys

import numpy as np

try:
    import torch
except ImportError:
    torch = None
try:
    import safetensors
    import safetensors.numpy
except ImportError:
    safetensors = None

folder = sys.argv[1]
read = {}


def array(x):
    x = np.ascontiguousarray(x)
    return [str(x.dtype), list(x.shape), x.tobytes().hex()]


def tensor(x):
    return array(x.numpy()) if isinstance(x, torch.Tensor) else x


def inside(name):
    return os.path.join(folder, name)


for name in sorted(os.listdir(folder)):
    if name.endswith(".npz"):
        with np.load(inside(name), allow_pickle=False) as file:
            read[name] = {
                key: json.loads(file[key]) if key == "result.json" else array(file[key])
                for key in file.files
            }
    if name.endswith(".npy"):
        read[name] = array(np.load(inside(name), allow_pickle=False))
    if name.endswith(".pt") and torch:
        value = torch.load(inside(name), weights_only=True)
        read[name] = {key: tensor(entry) for key, entry in value.items()}
    if name.endswith(".safetensors") and safetensors:
        read[name] = {
            key: array(x) for key, x in safetensors.numpy.load_file(inside(name)).items()
        }
        with safetensors.safe_open(inside(name), "np") as file:
            read[name]["metadata"] = file.metadata()

# a network 3 -> 4 -> 2: weights and biases, all exact in bfloat16
W1 = np.arange(12).reshape(4, 3) / 4 - 1
b1 = np.array([0.5, -2, 0, 1024])
W2 = np.arange(8).reshape(2, 4) - 3.5
b2 = np.array([-0.0, 7])
weights = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
state = {"layer1.0.weight": W1, "layer1.0.bias": b1, "layer2.0.weight": W2, "layer2.0.bias": b2}

for dtype in ["f8", "f4", "f2", ">f8", ">f4"]:
    tag = dtype.replace(">", "big_")
    np.savez(inside(f"numpy_{tag}.npz"), **{k: x.astype(dtype) for k, x in weights.items()})
np.savez_compressed(inside("numpy_packed.npz"), **weights, text=np.array(["no", "numbers"]))
np.savez(inside("numpy_positional.npz"), W1, b1, W2, b2)
np.savez(inside("numpy_columns.npz"), **{k: np.asfortranarray(x) for k, x in weights.items()})
np.savez(inside("numpy_kernels.npz"), kernel1=W1.T, bias1=b1, kernel2=W2.T, bias2=b2)
theta = np.concatenate([np.hstack([W1, b1[:, None]]).ravel(), np.hstack([W2, b2[:, None]]).ravel()])
np.save(inside("numpy_theta.npy"), theta)
for dtype in ["i8", "u8", "i4", "u4", "i2", "u2", "i1", "u1", "?", ">i8", ">u2"]:
    np.save(inside(f"integers_{np.dtype(dtype).name}_{dtype[0] == '>'}.npy"), np.array([[0, 1], [2, 3]]).astype(dtype))
np.save(inside("too_large.npy"), np.array([2**60 + 1]))
np.save(inside("objects.npy"), np.array([{}], dtype=object), allow_pickle=True)
np.save(inside("complex.npy"), np.array([1j]))

if torch:
    tensors = {k: torch.tensor(x) for k, x in state.items()}
    for dtype in [torch.float64, torch.float32, torch.float16, torch.bfloat16]:
        tag = str(dtype).replace("torch.", "")
        torch.save({k: x.to(dtype) for k, x in tensors.items()}, inside(f"torch_{tag}.pth"))
    torch.save(tensors, inside("torch_legacy.pth"), _use_new_zipfile_serialization=False)
    torch.save(
        {k: torch.tensor(x.T.copy()).t() if x.ndim == 2 else torch.tensor(np.repeat(x, 2))[::2] for k, x in state.items()},
        inside("torch_strides.pth"),
    )
    shared = torch.tensor(np.concatenate([x.ravel() for x in state.values()]))
    views, at = {}, 0
    for k, x in state.items():
        views[k] = shared[at : at + x.size].view(*x.shape)
        at += x.size
    torch.save(views, inside("torch_shared.pth"))
    torch.save({"epoch": 3, "best": 0.5, "model": tensors, "done": False, "shape": torch.Size([1])}, inside("torch_checkpoint.pth"))
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2)).double()
    model.load_state_dict(dict(zip(["0.weight", "0.bias", "2.weight", "2.bias"], tensors.values())))
    torch.save(model.state_dict(), inside("torch_sequential.pth"))
    torch.save(list(model.parameters()), inside("torch_parameters.pth"))
    # whole modules are code: refused
    torch.save(model, inside("torch_module.pth"))

if safetensors:
    for dtype in ["f8", "f4", "f2"]:
        safetensors.numpy.save_file({k: x.astype(dtype) for k, x in state.items()}, inside(f"safetensors_{dtype}.st"), {"who": "Python"})
    if torch:
        import safetensors.torch
        safetensors.torch.save_file({k: x.bfloat16() for k, x in tensors.items()}, inside("safetensors_bf16.st"))

print(json.dumps({"torch": bool(torch), "safetensors": bool(safetensors), "read": read}))
