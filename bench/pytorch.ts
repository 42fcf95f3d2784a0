/**
 * Compares generated kernels with PyTorch, where Python with torch is on the
 * machine, and says so where it is not:
 *
 *     deno run -A bench/pytorch.ts [python]
 */
import { wasmKernels } from "../lib/kernels/mod.ts";
import {
  lanczosQuadrature,
  type LinearMap,
  symmetricEigen,
} from "../lib/linalg/mod.ts";
import {
  type Problem,
  problem,
  problems,
  sink,
  symmetricMatrix,
} from "./problems.ts";

const python = Deno.args[0] ?? "python3";

if (!hasTorch()) {
  say(`PyTorch is not on this machine: ${python} cannot import torch`);
} else {
  const measured: readonly Comparison[] = [
    ...[...problems, problem("2 → 100 sigmoid → 1", 10_000)].map(kernels),
    ...[21, 50, 100, 500, 1000].map(eigen),
    density(problem("8 → 500 tanh → 1", 1000)),
  ];
  say("µs per call, PyTorch / generated (ratio)");
  const theirs = pytorch(measured.map(({ question }) => question));
  for (const [i, { name, ours }] of measured.entries()) {
    const mine = ours();
    const cells = Object.entries(theirs[i]).map(([name, time]) =>
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

/** Products of one probe. */
const probe = 100;

/** One probe of the spectral density of 5001 parameters, beside one product. */
function density(each: Problem): Comparison {
  const { net, loss, samples, θ, v } = each;
  const { name, question, ours } = kernels(each);
  return {
    name: `density, ${name}`,
    question: { ...question as object, lanczos: probe },
    ours: () => {
      const kernel = wasmKernels(net, samples, loss);
      const product: LinearMap = (x, out) =>
        void kernel.hessianVectorProduct(θ, x, out);
      return {
        ...ours(),
        lanczos: microseconds(() =>
          sink(lanczosQuadrature(product, v, probe).nodes[0])
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

/** One record of microseconds per question. */
function pytorch(questions: readonly unknown[]): Record<string, number>[] {
  const file = Deno.makeTempFileSync();
  const lines = questions.map((question) => JSON.stringify(question));
  Deno.writeTextFileSync(file, lines.join("\n") + "\n");
  const script = new URL("pytorch.py", import.meta.url).pathname;
  const { stdout } = new Deno.Command("sh", {
    args: ["-c", `"${python}" "${script}" < "${file}"`],
  }).outputSync();
  Deno.removeSync(file);
  return new TextDecoder().decode(stdout).trim().split("\n")
    .map((line) => JSON.parse(line));
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
