"""Frames: what they hold comes back bit for bit; what is none does no harm."""

import io
import math
import random
import subprocess
import unittest

import numpy as np
from test_child import SEED

from thalweg import _frames
from thalweg._find import find_deno, find_library


def frame(header, *arrays):
    return b"".join(
        bytes(piece)
        for piece in _frames.encode(
            {
                **header,
                "arguments": {
                    **header.get("arguments", {}),
                    **{f"a{i}": array for i, array in enumerate(arrays)},
                },
            }
        )
    )


def asked(id, call="network", **arguments):
    return frame({"id": id, "call": call, "arguments": arguments})


GOOD = {"text": "2 -> 5 sigmoid -> 1"}
LINE = '"call":"initialize","arguments":{"seed":1,"network":{"inputs":1,"layers":[{"width":1}]}}'

#: Bytes that are no frame, and what is said of them.
HOSTILE = [
    (b"GET / HTTP/1.1\r\n\r\n", "it begins otherwise"),
    (b"\x00" * 100_000, "it begins otherwise"),
    (b"TW2 {}\n\n", "it begins otherwise"),
    (b"TW1 {\n\n", "its header is no JSON"),
    (b"TW1 \n\n", "its header is no JSON"),
    (b'TW1 {"id":1,"call":"\xff"}\n\n', "its header is no JSON"),
    (b"TW1 " + b"[" * 100_000 + b"\n\n", "its header is no JSON"),
    (b"TW1 " + b" " * 2**25, "its header does not end"),
    (b"TW1 7\n\n", "its header is no object"),
    (b"TW1 []\n\n", "its header is no object"),
    (b"TW1 {}\n\n", "the id is undefined"),
    (b'TW1 {"id":-1,"call":"loss"}\n\n', "the id is -1"),
    (b'TW1 {"id":"1","call":"loss"}\n\n', 'the id is "1"'),
    (b'TW1 {"id":1.5,"call":"loss"}\n\n', "the id is 1.5"),
    (b'TW1 {"id":1}\n\n', 'the call is "undefined"'),
    (b'TW1 {"id":1,"call":"constructor"}\n\n', 'the call is "constructor"'),
    (b'TW1 {"id":1,"call":"__proto__"}\n\n', 'the call is "__proto__"'),
    (b'TW1 {"id":1,"call":"netwrk"}\n\n', 'did you mean "network"'),
    (b'TW1 {"id":1,"call":"network","arguments":7}\n\n', "options are 7"),
    (
        b'TW1 {"id":1,"call":"network","arguments":{"txt":"1 -> 1"}}\n\n',
        'did you mean "text"',
    ),
    (b'TW1 {"id":1,"call":"network","arguments":{"text":7}}\n\n', "expected a text"),
    (
        b'TW1 {"id":1,"call":"network","arguments":{"text":{"$array":0}}}\n\n',
        '"$array" refers to 0',
    ),
    (
        b'TW1 {"id":1,"call":"loss","arguments":{"objective":{"$kept":9}}}\n\n',
        '"$kept" refers to 9',
    ),
    (
        b'TW1 {"id":1,"call":"loss","arguments":{"objective":{"$code":"1"}}}\n\n',
        '"$code" refers to',
    ),
    (
        b'TW1 {"id":1,"call":"loss","arguments":{"objective":{},"parameters":[1]}}\n\n',
        "expected",
    ),
    (
        b'TW1 {"id":1,"call":"network","arguments":'
        + b'{"a":' * 5000
        + b"1"
        + b"}" * 5000
        + b"}\n\n",
        "nested deeper",
    ),
    (b'TW1 {"id":1,"arrays":7}\n\n', "its arrays are no list"),
    (b'TW1 {"id":1,"arrays":[7]}\n\n', "array 0 has dtype undefined"),
    (b'TW1 {"id":1,"arrays":[{"dtype":"<f8"}]}\n\n', "array 0 has shape undefined"),
    (
        b'TW1 {"id":1,"arrays":[{"dtype":">f8","shape":[1]}]}\n' + b"8" * 8 + b"\n",
        'has dtype ">f8"',
    ),
    (
        b'TW1 {"id":1,"arrays":[{"dtype":"|O","shape":[1]}]}\n' + b"8" * 8 + b"\n",
        'has dtype "|O"',
    ),
    (b'TW1 {"id":1,"arrays":[{"dtype":"<f8","shape":[-1]}]}\n\n', "has shape [-1]"),
    (b'TW1 {"id":1,"arrays":[{"dtype":"<f8","shape":[0.5]}]}\n\n', "has shape [0.5]"),
    (
        b'TW1 {"id":1,"arrays":[{"dtype":"<f8","shape":[1e300]}]}\n\n',
        "has shape [1e+300]",
    ),
    (
        b'TW1 {"id":1,"arrays":[{"dtype":"<f8","shape":[1000000000,1000000000]}]}\n\n',
        "its arrays take 8000000000000000000 bytes",
    ),
    # claims less than it sends
    (
        b'TW1 {"id":1,"arrays":[{"dtype":"<f8","shape":[1]}]}\n' + b"x" * 80 + b"\n",
        "no newline follows its 8 bytes",
    ),
    (
        b'TW1 {"id":1,"arrays":[]}\n' + b"x" * 80 + b"\n",
        "no newline follows its 0 bytes",
    ),
]


class Server:
    """The process as any language would start it."""

    def __enter__(self):
        entry = find_library() / "lib" / "host" / "pipe" / "serve.ts"
        self.process = subprocess.Popen(
            [find_deno(), "run", "-A", str(entry)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.hello = self.read()["hello"]
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def read(self):
        return _frames.read(self.process.stdout)

    def until(self, id):
        """What is said up to the answer to a call."""
        said = []
        while True:
            said.append(self.read())
            if said[-1]["id"] == id:
                return said


class Frames(unittest.TestCase):
    def test_round_trip(self):
        """numbers, words and arrays of every type come back bit for bit"""
        arrays = [
            np.array([[0.1, -0.0], [math.nan, 1e-310]]),
            np.array([1.5], "<f4"),
            np.array([], "<f8"),
            *(
                np.array([1, 2, 3], dtype)
                for dtype in ("<i4", "<u4", "<i2", "<u2", "|i1", "|u1")
            ),
        ]
        value = {
            "x": 0.1,
            "n": 3,
            "text": "θ → “1”\n",
            "flag": True,
            "none": None,
            "inf": -math.inf,
            "zero": -0.0,
            "$dollar": {"$": 1},
            "list": [1, "a", [2]],
            "arrays": {str(i): array for i, array in enumerate(arrays)},
        }
        stream = io.BytesIO(
            b"".join(bytes(piece) for piece in _frames.encode({"value": value}))
        )
        back = _frames.read(stream)["value"]
        for i, array in enumerate(arrays):
            got = back["arrays"][str(i)]
            self.assertEqual((got.dtype, got.shape), (array.dtype, array.shape))
            self.assertEqual(got.tobytes(), array.tobytes())
        self.assertEqual(math.copysign(1, back["zero"]), -1)
        self.assertEqual({**back, "arrays": 0}, {**value, "arrays": 0})
        self.assertIsNone(_frames.read(stream))
        rows = _frames.read(
            io.BytesIO(
                b"".join(
                    bytes(piece)
                    for piece in _frames.encode({"rows": [np.arange(3.0), np.ones(3)]})
                )
            )
        )
        np.testing.assert_array_equal(rows["rows"], [[0, 1, 2], [1, 1, 1]])
        # what is not row-major or of another type is made so
        column = _frames.read(
            io.BytesIO(
                b"".join(
                    bytes(piece)
                    for piece in _frames.encode({"a": np.arange(6).reshape(2, 3).T})
                )
            )
        )
        np.testing.assert_array_equal(column["a"], np.arange(6.0).reshape(2, 3).T)

    def test_hostile(self):
        """what is no frame is refused with a sentence, and the next frame is answered"""
        with Server() as server:
            for id, (data, sentence) in enumerate(HOSTILE, 100):
                with self.subTest(data[:60]):
                    server.write(data + asked(id, **GOOD))
                    said = server.until(id)
                    self.assertIn("error", said[0])
                    self.assertIn(sentence, said[0]["error"]["message"])
                    self.assertRegex(said[0]["error"]["message"], "^Cannot ")
                    self.assertEqual(said[-1]["result"]["parameterCount"], 21)

    def test_claims_more(self):
        """frames that a lying header had claimed are found again when the lie comes out"""
        lie = b'TW1 {"id":1,"call":"network","arrays":[{"dtype":"|u1","shape":[5000]}]}\nshort\n'
        with Server() as server:
            server.write(lie + b"".join(asked(id, **GOOD) for id in range(10, 90)))
            said = server.until(89)
            self.assertIn(
                "no newline follows its 5000 bytes", said[0]["error"]["message"]
            )
            answered = [each["id"] for each in said if "result" in each]
            self.assertEqual(answered, list(range(10, 90)))

    def test_scrambled(self):
        choose = random.Random(SEED)
        good = [
            asked(1, **GOOD),
            frame(
                {
                    "id": 2,
                    "call": "forward",
                    "arguments": {
                        "network": {"inputs": 1, "layers": [{"width": 1}]},
                        "parameters": np.ones(2),
                        "inputs": np.arange(4.0),
                    },
                }
            ),
        ]
        with Server() as server:
            for id in range(1000, 1200):
                data = bytearray(choose.choice(good))
                for _ in range(choose.randrange(1, 6)):
                    at = choose.randrange(len(data))
                    action = choose.randrange(3)
                    if action == 0:
                        data[at] = choose.randrange(256)
                    elif action == 1:
                        del data[at : at + choose.randrange(1, 20)]
                    else:
                        data[at:at] = choose.choice(
                            [b"{", b'"', b"\n", b"TW1 ", b"9", b"[", b"$"]
                        )
                    if not data:
                        break
                # more than any header among these can claim
                server.write(bytes(data) + b"\n" * 5000 + asked(id, **GOOD))
                self.assertEqual(server.until(id)[-1]["result"]["parameterCount"], 21)

    test_scrambled.__doc__ = (
        f"200 frames changed at random leave the process answering, seed {SEED}"
    )

    def test_ids(self):
        """an id of a call under way is refused, a cancelled one is free again"""
        job = {
            "job": {
                "kind": "train",
                "objective": _frames.Kept(2),
                "parameters": np.ones(2),
                "options": {
                    "stop": {"gradientNorm": 0},
                    "flow": {"maxSteps": 10**9, "maxSeconds": 600},
                },
            }
        }
        with Server() as server:
            self.assertEqual(server.hello["protocol"], 1)
            self.assertEqual(server.hello["processId"], server.process.pid)
            net = {"inputs": 1, "layers": [{"width": 1}]}
            rng = np.random.default_rng(1)
            for header in (
                {
                    "id": 1,
                    "keep": 1,
                    "call": "dataset",
                    "arguments": {
                        "inputs": rng.normal(size=50),
                        "shape": [50, 1],
                        "targets": rng.normal(size=50),
                    },
                },
                {
                    "id": 2,
                    "keep": 2,
                    "call": "empiricalLoss",
                    "arguments": {"network": net, "data": _frames.Kept(1)},
                },
            ):
                server.write(frame(header))
                self.assertEqual(
                    server.until(header["id"])[-1], {"id": header["id"], "result": None}
                )
            server.write(frame({"id": 5, "call": "job", "arguments": job}))
            server.write(frame({"id": 5, "call": "job", "arguments": job}))
            self.assertIn("the id is 5", self.error_of(server, 5)["message"])
            server.write(frame({"cancel": 77}) + frame({"cancel": 5}))
            self.assertEqual(self.error_of(server, 5)["name"], "AbortError")
            server.write(asked(5, **GOOD))
            self.assertIn("result", server.until(5)[-1])

    def error_of(self, server, id):
        """The next error of a call, past its progress."""
        while True:
            said = server.until(id)[-1]
            if "error" in said:
                return said["error"]
