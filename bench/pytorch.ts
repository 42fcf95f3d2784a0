/**
 * Compares generated kernels, planes and spectra with PyTorch, where Python with
 * torch is on the machine, and says so where it is not; one problem after the
 * other, so that both sides of a ratio meet the same machine:
 *
 *     deno run -A bench/pytorch.ts [python] [landscape]
 */
import { topEigenpairs } from "../lib/curvature/mod.ts";
import { wasmKernels } from "../lib/kernels/mod.ts";
import { plane } from "../lib/landscape/mod.ts";
import {
  lanczosQuadrature,
  type LinearMap,
  symmetricEigen,
} from "../lib/linalg/mod.ts";
import {
  objectiveOf,
  type Problem,
  problem,
  problems,
  sink,
  symmetricMatrix,
} from "./problems.ts";

const [python = "python3", part] = Deno.args;
/** Products of one probe of a density. */
const probe = 100;
/** How many of the largest eigenvalues. */
const top = 10;

if (!hasTorch()) {
  say(`PyTorch is not on this machine: ${python} cannot import torch`);
} else {
  const landscape = [
    planes(problem("2 → 5 sigmoid → 1", 1000)),
    spectra(problem("8 → 500 tanh → 1", 1000)),
  ];
  const measured: readonly Comparison[] = part === "landscape" ? landscape : [
    ...[...problems, problem("2 → 100 sigmoid → 1", 10_000)].map(kernels),
    ...[21, 50, 100, 500, 1000].map(eigen),
    ...landscape,
  ];
  say("µs per call, PyTorch / ours (ratio)");
  for (const { name, question, ours } of measured) {
    const theirs = pytorch(question);
    const mine = ours();
    const cells = Object.entries(theirs).map(([name, time]) =>
      `${name} ${time.toFixed(1)} / ${mine[name].toFixed(1)} ` +
      `(${(time / mine[name]).toFixed(2)}×)`
    );
    say(`${name}: ${cells.join(", ")}`);
  }
}

/** What both sides compute, in microseconds. */
interface Comparison {
  readonly name: string;
  /** As pytorch.py reads it. */
  readonly question: unknown;
  readonly ours: () => Record<string, number>;
}

function kernels(each: Problem): Comparison {
  const { name, net, loss, samples } = each;
  const widths = [net.inputs, ...net.layers.map(({ width }) => width)];
  const { activation } = net.layers[0];
  return {
    name,
    question: { widths, activation, loss, samples: samples.samples },
    ours: () => timeKernels(each),
  };
}

/** A plane of 201 × 201 losses, in turns with one gradient. */
function planes(each: Problem): Comparison {
  const { name, question, ours } = kernels(each);
  const { θ, v } = each;
  const directions = [v, v.toReversed()] as const;
  return {
    name: `plane, ${name}`,
    question: { ...question as object, plane: 201 },
    ours: () => {
      const objective = objectiveOf(each);
      const options = { resolution: 201 };
      return {
        ...ours(),
        plane: microseconds(() =>
          sink(plane(objective, θ, directions, options).losses[0])
        ),
      };
    },
  };
}

/**
 * One probe of the spectral density of 5001 parameters and their largest
 * eigenvalues, beside one product. PyHessian's power iterations end at changes
 * of 10⁻³, ours at residuals of 10⁻⁸.
 */
function spectra(each: Problem): Comparison {
  const { net, loss, samples, θ, v } = each;
  const { name, question, ours } = kernels(each);
  return {
    name: `spectra, ${name}`,
    question: { ...question as object, lanczos: probe, top },
    ours: () => {
      const kernel = wasmKernels(net, samples, loss);
      const product: LinearMap = (x, out) =>
        void kernel.hessianVectorProduct(θ, x, out);
      const objective = objectiveOf(each);
      const options = { relativeTolerance: 1e-8 };
      return {
        ...ours(),
        lanczos: microseconds(() =>
          sink(lanczosQuadrature(product, v, probe).nodes[0])
        ),
        top: microseconds(() =>
          sink(topEigenpairs(objective, θ, top, options).eigenvalues[0])
        ),
      };
    },
  };
}

function eigen(n: number): Comparison {
  const A = symmetricMatrix(n);
  const time = (vectors: boolean) =>
    microseconds(() => sink(symmetricEigen(A, n, { vectors }).values[0]));
  return {
    name: `symmetric matrix, n = ${n}`,
    question: { eigen: n },
    ours: () => ({ eigenvalues: time(false), eigenvectors: time(true) }),
  };
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
}

function hasTorch(): boolean {
  try {
    return new Deno.Command(python, {
      args: ["-c", "import torch"],
      stderr: "null",
    }).outputSync().success;
  } catch {
    return false; // no such program
  }
}

/** Microseconds of what a question asks for. */
function pytorch(question: unknown): Record<string, number> {
  const file = Deno.makeTempFileSync();
  Deno.writeTextFileSync(file, JSON.stringify(question) + "\n");
  const script = new URL("pytorch.py", import.meta.url).pathname;
  const { stdout } = new Deno.Command("sh", {
    args: ["-c", `"${python}" "${script}" < "${file}"`],
  }).outputSync();
  Deno.removeSync(file);
  return JSON.parse(new TextDecoder().decode(stdout));
}

function timeKernels(
  { net, loss, samples, θ, v }: Problem,
): Record<string, number> {
  const kernels = wasmKernels(net, samples, loss);
  const p = net.parameterCount;
  const out = new Float64Array(p);
  const times: Record<string, number> = {
    gradient: microseconds(() => sink(kernels.lossAndGradient(θ, out))),
    product: microseconds(() =>
      sink(kernels.hessianVectorProduct(θ, v, out)[0])
    ),
  };
  if (p <= 500) {
    const H = new Float64Array(p * p);
    times.hessian = microseconds(() => sink(kernels.hessian(θ, H)[0]));
  }
  return times;
}

/** The lower quartile of repeated calls, after V8 has its final code. */
function microseconds(run: () => void): number {
  const start = performance.now();
  while (performance.now() - start < 500) run();
  const times: number[] = [];
  while (performance.now() - start < 1000 || times.length < 5) {
    const before = performance.now();
    let calls = 0;
    do {
      run();
      calls++;
    } while (performance.now() - before < 0.2);
    times.push((performance.now() - before) / calls);
  }
  return 1000 * times.toSorted((a, b) => a - b)[times.length >> 2];
}
