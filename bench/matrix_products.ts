/**
 * Products of n × n matrices and inverses by blocked LU, beside NumPy on one
 * thread where Python has it:
 *
 *     deno run -A bench/matrix_products.ts [python3]
 */
import { block, blockedLu, inverseFromLu, product } from "../lib/linalg/mod.ts";
import { least } from "./least.ts";

const python = Deno.args[0] ?? "python3";
const sizes = [64, 128, 256, 512, 1024];

/** Seconds of NumPy's product and inverse, one size after the other. */
function numpy(n: number): readonly [number, number] | undefined {
  const program = `
import numpy as np, time
n = ${n}
A = np.random.default_rng(1).standard_normal((n, n))
def least(f):
    best = 1e9
    for _ in range(${n < 512 ? 50 : 6}):
        t = time.perf_counter(); f(); best = min(best, time.perf_counter() - t)
    return best
print(least(lambda: A @ A), least(lambda: np.linalg.inv(A)))
`;
  const threads = { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };
  try {
    const { success, stdout } = new Deno.Command(python, {
      args: ["-c", program],
      env: threads,
    }).outputSync();
    const [a, b] = new TextDecoder().decode(stdout).trim().split(" ").map(
      Number,
    );
    return success ? [a, b] : undefined;
  } catch {
    return undefined;
  }
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

say("GFLOP/s (2n³ for product and inverse)");
for (const n of sizes) {
  const A = Float64Array.from({ length: n * n }, (_, i) => Math.sin(i * i));
  const a = block(A, n, n);
  const out = block(new Float64Array(n * n), n, n);
  const factors = new Float64Array(n * n);
  const pivots = new Int32Array(n);
  const turns = n < 512 ? 50 : 6;
  const rate = (seconds: number) => (2 * n ** 3 / seconds / 1e9).toFixed(1);
  const double = least(turns, () => product(a, a, out));
  const single = least(turns, () => product(a, a, out, "set", "float32"));
  const inverse = least(turns, () => {
    factors.set(A);
    blockedLu(factors, n, pivots);
    inverseFromLu(factors, n, pivots, out.entries);
  });
  const theirs = numpy(n);
  say(
    `n = ${n}: product ${rate(double)}, in float32 ${rate(single)}, inverse ${
      rate(inverse)
    } (${(double / inverse).toFixed(2)} of the product's)${
      theirs
        ? `; NumPy: product ${rate(theirs[0])}, inverse ${rate(theirs[1])}`
        : "; no NumPy"
    }`,
  );
}
