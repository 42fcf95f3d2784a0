import { assert, assertEquals } from "@std/assert";
import { at, ballsAround, boxAround } from "../../../lib/interval/mod.ts";
import { verifiedEigenvalues } from "../../../lib/linalg/mod.ts";
import { goldenMinima, holdsDecimal } from "./golden.ts";

for (const [number, golden] of goldenMinima.entries()) {
  const { objective, parameters, eigenvalues, index } = golden;
  const p = parameters.length;
  const θ = Float64Array.from(parameters, Number);
  // holds the critical point, whose 40 digits are between doubles
  const box = boxAround(θ, θ.map((x) => Math.abs(x) * 2 ** -52));
  const enclosure = objective.enclosure!(box);

  Deno.test(`enclosures at golden minimum ${number} hold a zero gradient`, () => {
    assert(parameters.every((x, i) => holdsDecimal(at(box, i), x)));
    const gradient = enclosure.gradient();
    for (let i = 0; i < p; i++) {
      const { lo, hi } = at(gradient, i);
      assert(lo <= 0 && 0 <= hi && hi - lo < 1e-12, `${lo} … ${hi}`);
    }
  });

  Deno.test(`verified eigenvalues at golden minimum ${number} hold 30 digits`, () => {
    const bounds = verifiedEigenvalues(ballsAround(enclosure.hessian()), p);
    eigenvalues.forEach((λ, k) => {
      const { lo, hi } = at(bounds, k);
      assert(holdsDecimal({ lo, hi }, λ), `${λ} in ${lo} … ${hi}`);
      assert(hi - lo < 1e-10, `${hi - lo} wide`);
    });
    const negative = bounds.hi.filter((end) => end < 0).length;
    assertEquals(negative, index);
  });
}
