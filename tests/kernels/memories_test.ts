import { assertEquals, assertThrows } from "@std/assert";
import { referenceKernels, wasmKernels } from "../../lib/kernels/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { assertClose } from "./close.ts";
import { wave } from "./golden.ts";

/** What engines give a page, counted: at most `most`. */
function withMemories(most: number, run: () => void): number {
  const real = WebAssembly.Memory;
  let made = 0;
  WebAssembly.Memory = class extends real {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      if (made === most) throw new RangeError("could not allocate memory");
      super(descriptor);
      made++;
    }
  };
  try {
    run();
  } finally {
    WebAssembly.Memory = real;
  }
  return made;
}

/** Kernels of `many` networks and data sets, and of the reference. */
function pairs(many: number) {
  return Array.from({ length: many }, (_, i) => {
    // some deep ones, whose code is another, with layers that are linear
    const hidden = i % 5 === 2
      ? Array(90).fill("2 tanh → 2 identity").join(" → ")
      : `${1 + i % 7} tanh`;
    const net = network(parseNetwork(`2 → ${hidden} → 1`));
    const N = 5 + 11 * i;
    const samples = {
      samples: N,
      inputs: wave(2 * N, 0.3 + i, 1.5),
      targets: wave(N, 2.2 + i),
    };
    return {
      θ: wave(net.parameterCount, 0.1 + i),
      generated: wasmKernels(net, samples, "meanSquaredError"),
      reference: referenceKernels(net, samples, "meanSquaredError"),
    };
  });
}

function assertRight(
  { θ, generated, reference }: ReturnType<typeof pairs>[number],
  what: string,
): void {
  const p = θ.length;
  const made = new Float64Array(p);
  const expected = new Float64Array(p);
  const L = reference.lossAndGradient(θ, expected);
  assertClose([generated.loss(θ)], [L], 1e-13, `${what}: loss`);
  assertClose(
    [generated.lossAndGradient(θ, made)],
    [L],
    1e-13,
    `${what}: loss beside its gradient`,
  );
  assertClose(made, expected, 1e-13, `${what}: gradient`);
  const v = wave(p, 0.9);
  assertClose(
    generated.hessianVectorProduct(θ, v, new Float64Array(p)),
    reference.hessianVectorProduct(θ, v, new Float64Array(p)),
    1e-12,
    `${what}: product`,
  );
  if (p > 300) return; // the Hessian of deep ones takes its time
  assertClose(
    generated.hessian(θ, new Float64Array(p * p)),
    reference.hessian(θ, new Float64Array(p * p)),
    1e-12,
    `${what}: Hessian`,
  );
}

/** All in an order that comes back to some soon and to others late. */
function useInTurns(all: ReturnType<typeof pairs>): void {
  for (let turn = 0; turn < 120; turn++) {
    const i = (turn * turn + 3 * turn) % all.length;
    assertRight(all[i], `turn ${turn}, network ${i}`);
  }
}

// In this order: the thread has no memory, then two, then all it may have.
const counts: readonly (readonly [most: number, made: number])[] = [
  [2, 2],
  [Infinity, 6],
];

Deno.test("without any memory there is a clear error", () => {
  const [first] = pairs(1);
  withMemories(0, () =>
    assertThrows(
      () => first.generated.loss(first.θ),
      RangeError,
      "Cannot generate kernels: no memory of ",
    ));
});

for (const [most, expected] of counts) {
  Deno.test(`forty objectives take turns in memories, of which the engine gives ${most} more`, () => {
    assertEquals(withMemories(most, () => useInTurns(pairs(40))), expected);
  });
}
