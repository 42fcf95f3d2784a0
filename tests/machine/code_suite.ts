import { assertEquals } from "@std/assert";
import { jaxCode, numpyCode, parametersTo, torchCode } from "../../engine.ts";
import {
  type CodeCase,
  codeCases,
  largestError,
} from "../file/code_networks.ts";
import { findPython, runPython } from "../python.ts";

/** How networks come to a library: as code with weights, or with a file. */
interface Way {
  readonly name: string;
  readonly code: (each: CodeCase) => string;
  readonly file?: boolean;
}

/** One process for each library. */
const libraries: Readonly<Record<string, readonly Way[]>> = {
  numpy: [{ name: "numpyCode", code: ({ net, θ }) => numpyCode(net, θ) }],
  torch: [
    { name: "torchCode", code: ({ net, θ }) => torchCode(net, θ) },
    {
      name: "torchCode, and a .pt file for weights_only",
      code: ({ net }) => torchCode(net),
      file: true,
    },
  ],
  jax: [{ name: "jaxCode", code: ({ net, θ }) => jaxCode(net, θ) }],
};

for (const [module, ways] of Object.entries(libraries)) {
  const python = findPython(module);
  Deno.test({
    name: `code for ${module} computes every activation to 1e-12` +
      (python ? "" : ` (skipped: no python3 with ${module} here)`),
    ignore: python === undefined,
    async fn() {
      const folder = await Deno.makeTempDir();
      try {
        const runs = ways.flatMap((way) =>
          codeCases.map((each, i) => ({ way, each, path: `${folder}/${i}.pt` }))
        );
        for (const { way, each, path } of runs) {
          if (!way.file) continue;
          await Deno.writeFile(path, parametersTo(each.net, each.θ, "pt"));
        }
        const list = runs.map(({ way, each, path }) => ({
          code: way.code(each),
          inputs: each.inputs,
          ...(way.file && { state: path }),
        }));
        await Deno.writeTextFile(`${folder}/list.json`, JSON.stringify(list));
        const script = new URL("run_code.py", import.meta.url).pathname;
        const outputs = JSON.parse(
          await runPython(
            python!,
            "-W",
            "ignore", // overflow to infinity, of which the reciprocal is 0
            decodeURIComponent(script),
            `${folder}/list.json`,
          ),
        );
        const wrong = runs.map(({ way, each }, i) => ({
          way: way.name,
          text: each.net.text,
          error: largestError(outputs[i], each),
        })).filter(({ error }) => !(error <= 1e-12));
        assertEquals(wrong, []);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}
