/**
 * Compares generated kernels with PyTorch, where Python with torch is on the
 * machine, and says so where it is not:
 *
 *     deno run -A bench/pytorch.ts [python]
 */
import { wasmKernels } from "../lib/kernels/mod.ts";
import { type Problem, problem, problems, sink } from "./problems.ts";

const python = Deno.args[0] ?? "python3";

if (!hasTorch()) {
  say(`PyTorch is not on this machine: ${python} cannot import torch`);
} else {
  const measured = [...problems, problem("2 → 100 sigmoid → 1", 10_000)];
  say("µs per call, PyTorch / generated (ratio)");
  const theirs = pytorch(measured);
  for (const [i, each] of measured.entries()) {
    const mine = ours(each);
    const cells = Object.entries(theirs[i]).map(([name, time]) =>
      `${name} ${time.toFixed(1)} / ${mine[name].toFixed(1)} ` +
      `(${(time / mine[name]).toFixed(1)}×)`
    );
    say(`${each.name}: ${cells.join(", ")}`);
  }
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

/** One record of microseconds per problem. */
function pytorch(list: readonly Problem[]): Record<string, number>[] {
  const file = Deno.makeTempFileSync();
  const lines = list.map(({ net, loss, samples }) => {
    const widths = [net.inputs, ...net.layers.map(({ width }) => width)];
    const { activation } = net.layers[0];
    return JSON.stringify({
      widths,
      activation,
      loss,
      samples: samples.samples,
    });
  });
  Deno.writeTextFileSync(file, lines.join("\n") + "\n");
  const script = new URL("pytorch.py", import.meta.url).pathname;
  const { stdout } = new Deno.Command("sh", {
    args: ["-c", `"${python}" "${script}" < "${file}"`],
  }).outputSync();
  Deno.removeSync(file);
  return new TextDecoder().decode(stdout).trim().split("\n")
    .map((line) => JSON.parse(line));
}

/** The same for generated kernels. */
function ours(
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
