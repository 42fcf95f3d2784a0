import { assertEquals, assertThrows } from "@std/assert";
import { parametersFrom, parametersTo, saveResult } from "../../engine.ts";
import { decodeNpy } from "../../lib/file/npy.ts";
import { arrays, net, θ } from "../file/network_of_arrays.ts";
import { findPython, runPython } from "../python.ts";

const python = findPython("numpy", "torch") ?? findPython("numpy");

type Entry = [type: string, shape: number[], hex: string];

/** What the script prints. */
interface Printed {
  readonly torch: boolean;
  readonly safetensors: boolean;
  readonly read: Readonly<Record<string, unknown>>;
}

function hex(values: ArrayBufferView): string {
  const { buffer, byteOffset, byteLength } = values;
  return new Uint8Array(buffer, byteOffset, byteLength).toHex();
}

const { W1, b1, W2, b2 } = arrays;
const rows = {
  "0.weight": [[4, 3], W1.flat()],
  "0.bias": [[4], b1],
  "2.weight": [[2, 4], W2.flat()],
  "2.bias": [[2], b2],
} as const;

/** The arrays of the network as the script prints them. */
function printed(type: "float64" | "float32"): Record<string, Entry> {
  const make = type === "float64" ? Float64Array : Float32Array;
  return Object.fromEntries(
    Object.entries(rows).map(([name, [shape, values]]) => [
      name,
      [type, [...shape], hex(make.from(values))],
    ]),
  );
}

const result = {
  status: "converged",
  loss: 0.1,
  parameters: new Float64Array([0.1, -0, NaN, Infinity, 5e-324]),
  trajectory: {
    parameters: [Float64Array.of(1, 2), Float64Array.of(3, 4)],
    losses: new Float64Array(0),
  },
  single: new Float32Array([0.1, -2]),
  int32: new Int32Array([-1]),
  int16: new Int16Array([-2]),
  int8: new Int8Array([-3]),
  uint8: new Uint8Array([255]),
  uint16: new Uint16Array([65535]),
  uint32: new Uint32Array([2 ** 32 - 1]),
  "θ": new Float64Array([1]),
};

/** Every way to write the network's parameters, and what it is read as. */
const written = (["npz", "safetensors", "pt"] as const).flatMap((format) =>
  (["float64", "float32"] as const).map((type) => ({ format, type }))
);

Deno.test({
  name: "files go to NumPy, PyTorch and safetensors, and come back" +
    (python ? "" : " (skipped: no python3 with NumPy here)"),
  ignore: python === undefined,
  async fn(t) {
    const folder = await Deno.makeTempDir();
    try {
      for (const { format, type } of written) {
        const bytes = parametersTo(net, θ, format, { type });
        await Deno.writeFile(`${folder}/ours_${type}.${format}`, bytes);
      }
      await Deno.writeFile(`${folder}/ours.npy`, parametersTo(net, θ, "npy"));
      for (const format of ["npz", "safetensors", "pt"]) {
        await saveResult(result, `${folder}/result.${format}`);
      }
      const script = new URL("python_files.py", import.meta.url).pathname;
      const { torch, safetensors, read }: Printed = JSON.parse(
        await runPython(python!, decodeURIComponent(script), folder),
      );
      const has = { npz: true, pt: torch, safetensors };
      const lacks = (format: keyof typeof has) =>
        has[format]
          ? ""
          : ` (skipped: this python3 has no ${
            format === "pt" ? "torch" : format
          })`;

      for (const { format, type } of written) {
        await t.step({
          name: `a .${format} of ${type} is read in Python${lacks(format)}`,
          ignore: !has[format],
          fn: () => {
            const { metadata: _, ...arrays } = read[
              `ours_${type}.${format}`
            ] as Record<string, unknown>;
            assertEquals(arrays, printed(type));
          },
        });
      }
      await t.step("a .npy is read in Python", () => {
        assertEquals(read["ours.npy"], ["float64", [θ.length], hex(θ)]);
      });

      for (const format of ["npz", "safetensors", "pt"] as const) {
        await t.step({
          name: `a result as .${format} is read in Python${lacks(format)}`,
          ignore: !has[format],
          fn: () => {
            const file = read[`result.${format}`] as Record<string, unknown>;
            const tree = format === "safetensors"
              ? (file.metadata as Record<string, string>)["result.json"]
              : file["result.json"];
            const json = typeof tree === "string" ? JSON.parse(tree) : tree;
            assertEquals(json.result.loss, 0.1);
            assertEquals(file["trajectory.parameters"], [
              "float64",
              [2, 2],
              hex(Float64Array.of(1, 2, 3, 4)),
            ]);
            for (
              const [name, type] of [
                ["parameters", "float64"],
                ["single", "float32"],
                ["int32", "int32"],
                ["int8", "int8"],
                ["uint8", "uint8"],
              ] as const
            ) {
              const values = result[name];
              const expected = [type, [values.length], hex(values)];
              assertEquals(file[name], expected);
            }
          },
        });
      }

      await t.step("what Python wrote is read here", async (t) => {
        for await (const { name } of Deno.readDir(folder)) {
          if (!/^(numpy|torch|safetensors)_/.test(name)) continue;
          if (name === "torch_module.pth") continue;
          await t.step(name, async () => {
            const bytes = await Deno.readFile(`${folder}/${name}`);
            const options = name.includes("checkpoint")
              ? { prefix: "model." }
              : {};
            assertEquals(parametersFrom(net, bytes, options), θ);
          });
        }
      });

      await t.step("integers of every size are read", async () => {
        let count = 0;
        for await (const { name } of Deno.readDir(folder)) {
          if (!name.startsWith("integers_")) continue;
          count++;
          const { shape, values } = decodeNpy(
            await Deno.readFile(`${folder}/${name}`),
            name,
          );
          assertEquals(shape, [2, 2]);
          const expected = name.includes("bool") ? [0, 1, 1, 1] : [0, 1, 2, 3];
          assertEquals([...values], expected, name);
        }
        assertEquals(count, 11);
      });

      await t.step(
        "what cannot be read exactly, or is code, is refused",
        async () => {
          const refused = {
            "too_large.npy": "entry 0 is about 1152921504606847000",
            "objects.npy": "the dtype is |O",
            "complex.npy": "the dtype is <c16",
            ...(torch && {
              "torch_module.pth":
                'names "torch.nn.modules.container.Sequential"',
            }),
          };
          for (const [name, message] of Object.entries(refused)) {
            const bytes = await Deno.readFile(`${folder}/${name}`);
            assertThrows(
              () => parametersFrom(net, bytes),
              SyntaxError,
              message,
            );
          }
        },
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
