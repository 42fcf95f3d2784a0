import { deflate, emptyDeflation, type Halves } from "./deflation.ts";
import { endOf, pack, type Packed, product, wholeFours } from "./product.ts";
import {
  evenLength,
  findRoots,
  type SecularRoots,
} from "./secular_equation.ts";
import { blockRows, type EigenWorkspace } from "./workspace.ts";

/** Where a line ends with one number of two: a pole that acts on nothing. */
const farPole = 1e300;

/**
 * Joins the eigensystems of neighboring diagonal blocks, in rows of V and in d,
 * that are coupled by β: the whole is similar to diag(d) + ρ z zᵀ, ρ = 2 |β|
 * (Cuppen, Numerische Mathematik 36, 1981). False if it did not converge.
 */
export type Merge = (halves: Halves, β: number) => boolean;

/** What merges rows of V, with all its work space. */
export function merger(space: EigenWorkspace, d: Float64Array): Merge {
  const { numbers, kernels, vectorsAt, stride, copyAt, blockAt } = space;
  const n = d.length;
  const z = new Float64Array(n);
  const values = new Float64Array(n);
  const deflation = emptyDeflation();
  const { kept, deflated, grouped } = deflation;
  const roots: SecularRoots = {
    origins: new Int32Array(n),
    offsets: new Float64Array(n),
  };
  const { origins, offsets } = roots;
  const [poles, weights, products, groupedPoles, groupedZ, sums] = space.lines;

  return function merge(halves, β) {
    const ρ = 2 * Math.abs(β);
    couple(halves, β);
    deflate(space, halves, d, z, ρ, deflation);
    writeLines(kept, poles, weights, (r) => z[r] * z[r]);
    const equation = { count: kept.length, poles, weights, sums, ρ };
    if (!findRoots(space, equation, roots)) return false;
    adjust();
    combine(halves);
    return true;
  };

  /** The poles of chosen rows, and something of each, in lines. */
  function writeLines(
    chosen: readonly number[],
    polesAt: number,
    othersAt: number,
    other: (r: number) => number,
  ): void {
    chosen.forEach((r, k) => {
      numbers[polesAt + k] = d[r];
      numbers[othersAt + k] = other(r);
    });
    numbers[polesAt + chosen.length] = farPole;
    numbers[othersAt + chosen.length] = 0;
  }

  /** z: the entries of V beside the coupling, ‖z‖ = 1. */
  function couple({ from, middle, to }: Halves, β: number): void {
    const sign = β < 0 ? -1 : 1;
    for (let r = from; r < to; r++) {
      const row = vectorsAt + r * stride;
      z[r] = Math.SQRT1_2 *
        (r < middle ? numbers[row + middle - 1] : sign * numbers[row + middle]);
    }
  }

  /**
   * The z for which the computed roots are exact:
   * zⱼ² = (λⱼ − dⱼ)/ρ ∏ (dⱼ − λᵢ)/(dⱼ − dᵢ), i ≠ j. Vectors from it are
   * orthogonal whatever the error of the roots (Gu and Eisenstat, section 3;
   * LAPACK's dlaed3). ρ is a common factor, and left out.
   */
  function adjust(): void {
    const count = kept.length;
    numbers.fill(1, products, products + count);
    for (let i = 0; i < count; i++) {
      const pole = numbers[poles + i];
      const origin = numbers[poles + origins[i]];
      const product = numbers[products + i];
      kernels.loewnerFactors(
        8 * poles,
        8 * products,
        8 * evenLength(count),
        origin,
        offsets[i],
        pole,
      );
      numbers[products + i] = product * (origin - pole + offsets[i]);
    }
    kept.forEach((r, k) => {
      const size = Math.sqrt(Math.abs(numbers[products + k]));
      z[r] = z[r] < 0 ? -size : size;
    });
  }

  /** New rows of V, and d: first combinations of the kept, then the deflated. */
  function combine({ from, middle, to }: Halves): void {
    const count = kept.length;
    const { upperEnd, lowerStart } = deflation;
    const upper = pack(
      numbers,
      { place: vectorsAt + from, stride },
      grouped.slice(0, upperEnd),
      middle - from,
      copyAt,
    );
    const lower = pack(
      numbers,
      { place: vectorsAt + middle, stride },
      grouped.slice(lowerStart),
      to - middle,
      endOf(upper),
    );
    const aside = deflated.map((r, k) => {
      const place = endOf(lower) + k * (to - from);
      const row = vectorsAt + r * stride;
      numbers.copyWithin(place, row + from, row + to);
      values[count + k] = d[r];
      return place;
    });
    writeLines(grouped, groupedPoles, groupedZ, (r) => z[r]);
    for (let first = 0; first < count; first += blockRows) {
      const block = { place: blockAt, stride: wholeFours(count), rows: 0 };
      for (; block.rows < Math.min(blockRows, count - first); block.rows++) {
        const i = first + block.rows;
        writeVector(i, blockAt + block.rows * block.stride);
        values[i] = numbers[poles + origins[i]] + offsets[i];
      }
      const row = vectorsAt + (from + first) * stride;
      multiply(row + from, block, upper);
      multiply(row + middle, { ...block, place: blockAt + lowerStart }, lower);
    }
    aside.forEach((place, k) => {
      const row = vectorsAt + (from + count + k) * stride;
      numbers.copyWithin(row + from, place, place + to - from);
    });
    d.set(values.subarray(0, to - from), from);
  }

  /** Unit eigenvector i of diag(d) + ρ z zᵀ, in the order of `grouped`. */
  function writeVector(i: number, place: number): void {
    const count = kept.length;
    const square = kernels.secularVector(
      8 * groupedPoles,
      8 * groupedZ,
      8 * evenLength(count),
      8 * place,
      numbers[poles + origins[i]],
      offsets[i],
    );
    const scale = 1 / Math.sqrt(square);
    for (let k = place; k < place + count; k++) numbers[k] *= scale;
  }

  function multiply(
    place: number,
    block: { place: number; stride: number; rows: number },
    factor: Packed,
  ): void {
    if (factor.depth > 0) {
      return product(space, { place, stride }, block, factor);
    }
    for (let i = 0; i < block.rows; i++) {
      const row = place + i * stride;
      numbers.fill(0, row, row + factor.columns);
    }
  }
}
