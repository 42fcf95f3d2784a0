import { assert, assertEquals } from "@std/assert";
import {
  Address,
  type Code,
  float32x4,
  float64x2,
  hasRelaxedMultiplyAdd,
  hasVectors,
  Int,
  Lanes,
  Module,
  Real,
  type Shape,
} from "../../lib/emit/mod.ts";

const double = float64x2({ relaxed: false });
const single = float32x4({ relaxed: false });

function newModule(): Module {
  return new Module({ pages: 1, constantsAt: 1024, constantsBytes: 64 });
}

/** Runs a function without parameters on a memory that begins with `numbers`. */
function run(
  numbers: ArrayLike<number>,
  shape: Shape,
  build: (code: Code, module: Module) => void,
): Float64Array | Float32Array {
  const module = newModule();
  module.define({ name: "run", parameters: [] }, (code) => build(code, module));
  const memory = new WebAssembly.Memory({ initial: 1 });
  const view = shape.bytes === 8
    ? new Float64Array(memory.buffer)
    : new Float32Array(memory.buffer);
  view.set(numbers);
  const bytes = module.toBytes();
  assert(WebAssembly.validate(bytes));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    environment: { memory },
  });
  (exports.run as () => void)();
  return view;
}

const a = [1.5, -2.25, 3, 0];
const b = [-4, 0.5, 3, 7];
const c = [10, 20, 30, 40];

/** Every operation on vectors, and what it means for one lane. */
const OPERATIONS: readonly (readonly [
  string,
  (a: Lanes, b: Lanes, c: Lanes) => Lanes,
  (a: number, b: number, c: number) => number,
])[] = [
  ["plus", (a, b) => a.plus(b), (a, b) => a + b],
  ["minus", (a, b) => a.minus(b), (a, b) => a - b],
  ["times", (a, b) => a.times(b), (a, b) => a * b],
  ["over", (a, b) => a.over(b), (a, b) => a / b],
  ["timesPlus", (a, b, c) => a.timesPlus(b, c), (a, b, c) => a * b + c],
  ["timesFrom", (a, b, c) => a.timesFrom(b, c), (a, b, c) => c - a * b],
  ["abs", (a) => a.abs(), Math.abs],
  ["negated", (a) => a.negated(), (a) => -a],
  ["atMost", (a, b) => a.atMost(b), (a, b) => Math.min(a, b)],
  ["atLeast", (a, b) => a.atLeast(b), (a, b) => Math.max(a, b)],
  [
    "equals and choose",
    (a, b, c) => a.equals(b).choose(c, a),
    (a, b, c) => a === b ? c : a,
  ],
  [
    "lessThan and choose",
    (a, b, c) => a.lessThan(b).choose(c, a),
    (a, b, c) => a < b ? c : a,
  ],
  [
    "greaterThan and and",
    (a, b, c) => a.greaterThan(b).and(c),
    (a, b, c) => a > b ? c : 0,
  ],
  [
    "andNot",
    (a, b, c) => c.andNot(a.greaterThan(b)),
    (a, b, c) => a > b ? 0 : c,
  ],
  [
    "or",
    (a, b, c) => a.greaterThan(b).and(c).or(a.lessThan(b).and(b)),
    (a, b, c) => a > b ? c : a < b ? b : 0,
  ],
  ["xor", (a, b) => a.xor(b).xor(b), (a) => a],
];

for (const shape of [double, single]) {
  const { lanes, bytes } = shape;
  Deno.test(`Lanes of ${shape.name} compute every operation lane by lane`, () => {
    for (const [name, write, meaning] of OPERATIONS) {
      const numbers = [...a, ...b, ...c];
      const view = run(numbers, shape, (code) => {
        for (let i = 0; i < 4; i += lanes) {
          const at = (k: number) => new Address((4 * k + i) * bytes);
          code.store(
            at(3),
            write(at(0).load(shape), at(1).load(shape), at(2).load(shape)),
          );
        }
      });
      const got = [...view.subarray(12, 16)];
      const want = a.map((x, i) => meaning(x, b[i], c[i]));
      assertEquals(
        got.map((x) => x + 0),
        want.map((x) => (bytes === 4 ? Math.fround(x) : x) + 0),
        name,
      );
    }
  });

  Deno.test(`Lanes of ${shape.name} shift and add as integers: 2ᵏ from bits`, () => {
    const view = run([1], shape, (code, module) => {
      const bits = bytes === 8 ? 52 : 23;
      const magic = module.constant(shape, 1.5 * 2 ** bits);
      const k = module.constant(shape, -5).plus(magic);
      const one = module.constant(shape, 1);
      const power = code.keep(k.shiftLeft(bits).integerPlus(one));
      code.store(new Address(16), power);
      code.store(
        new Address(32),
        power.shiftRight(bits).shiftLeft(bits).integerMinus(power),
      );
    });
    const at = 16 / bytes;
    assertEquals([view[at], view[2 * at]], [2 ** -5, 0]);
  });

  Deno.test(`Lanes of ${shape.name} keep NaN of the first operand in atMost, atLeast`, () => {
    const view = run([NaN], shape, (code, module) => {
      const x = new Address(0).loadSplat(shape);
      const one = module.constant(shape, 1);
      code.store(new Address(16), x.atMost(one).atLeast(one));
    });
    assert(Number.isNaN(view[16 / bytes]));
  });

  Deno.test(`Lanes of ${shape.name}: sum, splat and constants`, () => {
    const view = run(a, shape, (code) => {
      const total = code.keep(Real.of(0.5));
      code.loop(0, 4 * bytes, 16, (i) => {
        code.set(total, total.plus(new Address(0, i).load(shape).sum()));
      });
      code.store(
        new Address(64),
        Lanes.splat(shape, total).plus(Lanes.constant(shape, 2)),
      );
    });
    assertEquals(view[64 / bytes], 1.5 - 2.25 + 3 + 0.5 + 2);
    assertEquals(view[64 / bytes + 1], view[64 / bytes]);
  });
}

Deno.test("pairSums adds the lanes of two vectors", () => {
  const view = run([1, 2, 30, 40], double, (code) => {
    const at = new Address(0);
    code.store(at, at.load(double).pairSums(at.plus(16).load(double)));
  });
  assertEquals([...view.subarray(0, 2)], [3, 70]);
});

Deno.test("relaxed timesPlus differs from the strict one by rounding at most", () => {
  if (!hasRelaxedMultiplyAdd()) return;
  const relaxed = float64x2({ relaxed: true });
  const x = 1 + 2 ** -30;
  const view = run([x, x, -1, -1], double, (code) => {
    const [p, q] = [0, 16].map((at) => new Address(at));
    const at = (i: number) => new Address(32 + 16 * i);
    code.store(
      at(0),
      p.load(relaxed).timesPlus(p.load(relaxed), q.load(relaxed)),
    );
    code.store(at(1), p.load(double).timesPlus(p.load(double), q.load(double)));
  });
  assertEquals(view[6], x * x - 1);
  assert(Math.abs(view[4] - view[6]) <= 2 ** -52);
});

Deno.test("loop, turns and when run as often as they say", () => {
  const view = run([], double, (code) => {
    const count = (at: number) => code.add(new Address(at), Real.of(1));
    code.loop(16, 48, 8, () => count(0));
    code.turns(1, 8, () => count(8));
    code.turns(0, 8, () => count(16));
    code.turns(5, 8, (i) => {
      count(24);
      code.when(i.lessThan(16), () => count(32));
    });
  });
  assertEquals([...view.subarray(0, 5)], [4, 1, 0, 5, 2]);
});

Deno.test("interleave computes what its bodies say, and alternates them", () => {
  const build = (inTurn: boolean) => {
    const module = newModule();
    module.define({ name: "run", parameters: [] }, (code) => {
      const bodies = [0, 16, 32].map((at, n) => () => {
        const x = code.keep(new Address(at).load(double));
        const square = code.keep(x.times(x));
        code.store(new Address(at), square.plus(x));
        if (n === 1) code.add(new Address(48), square);
      });
      if (inTurn) code.interleave(bodies);
      else bodies.forEach((body) => body());
    });
    return module.toBytes();
  };
  const [alternating, plain] = [build(true), build(false)].map((bytes) => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const numbers = new Float64Array(memory.buffer);
    numbers.set([1, 2, 3, 4, 5, 6, 7, 8]);
    const { exports } = new WebAssembly.Instance(
      new WebAssembly.Module(bytes),
      { environment: { memory } },
    );
    (exports.run as () => void)();
    return [...numbers.subarray(0, 8)];
  });
  assertEquals(alternating, plain);
  assertEquals(alternating, [2, 6, 12, 20, 30, 42, 16, 24]);
  assertEquals(build(true).length, build(false).length);
  assert(build(true).join() !== build(false).join());
});

Deno.test("call passes operands to another function", () => {
  const module = newModule();
  const store = module.define(
    { parameters: ["i32", "f64"] },
    (code) =>
      code.store(new Address(8, code.intParameter(0)), code.realParameter(1)),
  );
  module.define({ name: "run", parameters: ["i32"], result: "f64" }, (code) => {
    const at = code.intParameter(0);
    code.call(store, at.times(2).plus(8), Real.of(-0.1));
    code.result(new Address(8, at.plus(at).plus(8)).loadReal());
  });
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(module.toBytes()),
    { environment: { memory } },
  );
  assertEquals((exports.run as (at: number) => number)(64), -0.1);
});

Deno.test("Module emits the same bytes for the same definitions", () => {
  const build = () => {
    const module = newModule();
    module.define({ name: "run", parameters: ["i32"] }, (code) => {
      const x = code.keep(new Address(0, code.intParameter(0)).load(double));
      code.store(new Address(16), x.times(module.constant(double, Math.PI)));
    });
    return module.toBytes();
  };
  assertEquals(build(), build());
});

Deno.test("Module writes constants into the code when their place is full", () => {
  const values = Array.from({ length: 9 }, (_, i) => i - 4.5);
  const view = run([], double, (code, module) => {
    values.forEach((value, i) =>
      code.store(new Address(16 * i), module.constant(double, value))
    );
  });
  assertEquals(values.map((_, i) => view[2 * i]), values);
});

Deno.test("Int.of and offsets of any size are encoded", () => {
  for (const value of [0, 63, 64, 127, 128, -1, -64, -65, 8191, 2 ** 31 - 1]) {
    const module = newModule();
    module.define(
      { name: "run", parameters: [], result: "i32" },
      (code) => code.result(Int.of(value)),
    );
    const { exports } = new WebAssembly.Instance(
      new WebAssembly.Module(module.toBytes()),
      { environment: { memory: new WebAssembly.Memory({ initial: 1 }) } },
    );
    assertEquals((exports.run as () => number)(), value);
  }
});

Deno.test("hasVectors is true where hasRelaxedMultiplyAdd is", () => {
  assert(hasVectors() || !hasRelaxedMultiplyAdd());
});
