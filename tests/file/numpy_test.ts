import { assertEquals } from "@std/assert";
import { encodeNpz } from "../../lib/file/mod.ts";
import { findPython } from "../python.ts";

const python = findPython("numpy");

const script = `
import json, sys, numpy
file = numpy.load(sys.argv[1], allow_pickle=False)
arrays = {
    name: [str(file[name].dtype), list(file[name].shape), file[name].tobytes().hex()]
    for name in file.files if name != "result.json"
}
print(json.dumps({"arrays": arrays, "result": json.loads(file["result.json"])}))
`;

function hex(array: ArrayBufferView): string {
  const { buffer, byteOffset, byteLength } = array;
  return new Uint8Array(buffer, byteOffset, byteLength).toHex();
}

Deno.test({
  name: "numpy.load reads every array of encodeNpz bit for bit" +
    (python ? "" : " (skipped: no python3 with NumPy here)"),
  ignore: python === undefined,
  async fn() {
    const result = {
      status: "converged",
      loss: 0.1,
      parameters: new Float64Array([0.1, -0, NaN, Infinity, 5e-324]),
      trajectory: {
        parameters: [
          new Float64Array([1, 2]),
          new Float64Array([3, 4]),
          new Float64Array([5, 6]),
        ],
        losses: new Float64Array(0),
      },
      single: new Float32Array([0.1, -2]),
      int32: new Int32Array([-1]),
      uint32: new Uint32Array([2 ** 32 - 1]),
      int16: new Int16Array([-2]),
      uint16: new Uint16Array([65535]),
      int8: new Int8Array([-3]),
      uint8: new Uint8Array([255]),
      "θ": new Float64Array([1]),
    };
    const path = await Deno.makeTempFile({ suffix: ".npz" });
    try {
      await Deno.writeFile(path, encodeNpz(result));
      const args = ["-c", script, path];
      const { stdout, stderr } = await new Deno.Command(python!, { args })
        .output();
      assertEquals(new TextDecoder().decode(stderr), "");
      const read = JSON.parse(new TextDecoder().decode(stdout));
      assertEquals(read.arrays, {
        "parameters": ["float64", [5], hex(result.parameters)],
        "trajectory.parameters": [
          "float64",
          [3, 2],
          hex(new Float64Array([1, 2, 3, 4, 5, 6])),
        ],
        "trajectory.losses": ["float64", [0], ""],
        "single": ["float32", [2], hex(result.single)],
        "int32": ["int32", [1], hex(result.int32)],
        "uint32": ["uint32", [1], hex(result.uint32)],
        "int16": ["int16", [1], hex(result.int16)],
        "uint16": ["uint16", [1], hex(result.uint16)],
        "int8": ["int8", [1], hex(result.int8)],
        "uint8": ["uint8", [1], hex(result.uint8)],
        "θ": ["float64", [1], hex(result["θ"])],
      });
      assertEquals(read.result.result.loss, 0.1);
      assertEquals(read.result.result.trajectory.parameters, {
        $rows: "trajectory.parameters",
      });
    } finally {
      await Deno.remove(path);
    }
  },
});
