import {
  Address,
  type Code,
  type Int,
  Lanes,
  type Module,
  type Real,
  type Shape,
} from "../../emit/mod.ts";

/** Writes {@linkcode EigenKernels.secularSums}. */
export function writeSecularSums(module: Module, shape: Shape): void {
  module.define({
    name: "secularSums",
    parameters: ["i32", "i32", "i32", "i32", "f64", "f64"],
  }, (code) => {
    const [poles, weights, length, out] = code.intParameters(4);
    const root = { origin: code.realParameter(4), τ: code.realParameter(5) };
    const [sum, slope, size] = [0, 1, 2].map(() => code.zero(shape));
    const one = code.keep(Lanes.constant(shape, 1));
    code.loop(0, length, 16, (j) => {
      const δ = distance(code, at(poles, j).load(shape), root);
      const inverse = code.keep(one.over(δ));
      const term = code.keep(at(weights, j).load(shape).times(inverse));
      code.set(sum, sum.plus(term));
      code.set(slope, term.timesPlus(inverse, slope));
      code.set(size, size.plus(term.abs()));
    });
    [sum, slope, size].forEach((total, k) =>
      code.store(new Address(8 * k, out), total.sum())
    );
  });
}

/** Writes {@linkcode EigenKernels.loewnerFactors}. */
export function writeLoewnerFactors(module: Module, shape: Shape): void {
  module.define({
    name: "loewnerFactors",
    parameters: ["i32", "i32", "i32", "f64", "f64", "f64"],
  }, (code) => {
    const [poles, products, length] = code.intParameters(3);
    const root = { origin: code.realParameter(3), τ: code.realParameter(4) };
    const pole = Lanes.splat(shape, code.realParameter(5));
    code.loop(0, length, 16, (j) => {
      const d = code.keep(at(poles, j).load(shape));
      const factor = distance(code, d, root).over(d.minus(pole));
      const place = at(products, j);
      code.store(place, place.load(shape).times(factor));
    });
  });
}

/** Writes {@linkcode EigenKernels.secularVector}. */
export function writeSecularVector(module: Module, shape: Shape): void {
  module.define({
    name: "secularVector",
    parameters: ["i32", "i32", "i32", "i32", "f64", "f64"],
    result: "f64",
  }, (code) => {
    const [poles, z, length, out] = code.intParameters(4);
    const root = { origin: code.realParameter(4), τ: code.realParameter(5) };
    const square = code.zero(shape);
    code.loop(0, length, 16, (j) => {
      const δ = distance(code, at(poles, j).load(shape), root);
      const u = code.keep(at(z, j).load(shape).over(δ));
      code.store(at(out, j), u);
      code.set(square, u.timesPlus(u, square));
    });
    code.result(square.sum());
  });
}

/** d − λ, rounded only relative to itself: the pole is subtracted first. */
function distance(
  code: Code,
  d: Lanes,
  { origin, τ }: { origin: Real; τ: Real },
): Lanes {
  const { shape } = d;
  return code.keep(
    d.minus(Lanes.splat(shape, origin)).minus(Lanes.splat(shape, τ)),
  );
}

function at(place: Int, offset: Int): Address {
  return new Address(0, place.plus(offset));
}
