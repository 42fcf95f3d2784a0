import { checkpoint } from "../../checkpoint.ts";
import { norm } from "../../linalg/mod.ts";
import type { Objective } from "../../objective/objective.ts";
import { minimize } from "../../optimize/mod.ts";
import { aTrajectory, checkArguments } from "../../options/mod.ts";
import {
  certify,
  type Trajectory,
  type VerdictKind,
} from "../../verdict/mod.ts";
import { checkVector } from "../check.ts";
import { type AlikePair, alikePairs, minus, pick } from "./alike_pairs.ts";
import { type Pair, pairCoordinates } from "./pair_coordinates.ts";

/** A channel to infinity: a pair of neurons that become one and its derivative. */
export interface Channel {
  /** The layer, counted from 1 as in names of parameters. */
  readonly layer: number;
  /** The two neurons, counted from 0. */
  readonly neurons: readonly [number, number];
  /** −1 where their input weights become opposite instead of equal. */
  readonly sign: 1 | -1;
  /** Between their input weights, biases included. */
  readonly cosine: number;
  /**
   * ‖a_i − a_j‖ of the output weights at the end over that a decade of time
   * before; absent without a trajectory.
   */
  readonly growth?: number;
  /** ε along the channel, from where θ is on: output weights go as 1/ε. */
  readonly widths: Float64Array;
  /** The least loss found with ε held, at each of these: ever lower. */
  readonly losses: Float64Array;
  /** Where these lead for ε → 0: the loss of the limit, which no θ attains. */
  readonly limitLoss: number;
  /**
   * The limit c σ(w·x + b) + (v·x + v₀) σ′(w·x + b) of the pair: w with b last;
   * c, one for each neuron of the next layer; v with v₀ last, one row for each.
   */
  readonly limit: {
    /** w, then b where there is a bias. */
    readonly w: Float64Array;
    /** c. */
    readonly c: Float64Array;
    /** v, then v₀ where there is a bias; rows of the length of w. */
    readonly v: readonly Float64Array[];
  };
  /** The loss that the minimizer comes to from θ: between those of θ and limit. */
  readonly continuedLoss: number;
  /** In words. */
  readonly sentence: string;
}

/** What {@linkcode detectChannel} found. */
export interface ChannelDetection {
  /** The channels that θ is in; none where it is in none. */
  readonly channels: readonly Channel[];
  /** What the point is: a strict minimum is in no channel. */
  readonly verdict: VerdictKind;
  /** The loss there. */
  readonly loss: number;
  /** In words. */
  readonly sentence: string;
}

/** Input weights that point the same way, up to this 1 − cos. */
const mostDistance = 1e-3;
/** ‖a_i + a_j‖/‖a_i − a_j‖ of output weights of opposite effect. */
const mostSum = 0.5;
/** ε is halved so often; the loss has to fall each time. */
const halvings = 4;
/**
 * Of L* = L₀ + k ε² the differences fall by 4, and by 16 where the limit fits
 * perfectly, so that L* goes as ε⁴.
 */
const ratio = [2.5, 20] as const;
/** The limit's coordinates change by less than this part in the last halving. */
const settled = 0.2;

/**
 * Whether θ, or the end of a trajectory, is on its way to infinity in a channel:
 * two neurons of a layer whose input weights converge while their output weights
 * diverge with opposite effect, which together become a gated unit,
 * c σ(w·x) + (v·x) σ′(w·x).
 *
 * The verdict has the first word: at a strict minimum there is none. Of pairs with
 * cos ≥ 0.999 and nearly opposite output weights the loss is minimized with the
 * width ε of the pair held, at ever smaller ε, in coordinates that stay finite.
 * In a channel it falls all the way, as ε², and extrapolates to the
 * limit's; where a minimum lies at some ε, it rises beyond.
 *
 * Only pairs are looked for: three neurons that become a second derivative are
 * not told from none.
 *
 * Cost: a verdict, and six minimizations for each such pair.
 *
 * @throws {RangeError} If θ does not have p entries or is not finite.
 * @throws {TypeError} If an argument is of another type, or the objective has no
 * network.
 *
 * @see Martinelli, van Meegen, Şimşek, Gerstner and Brea, Flat channels to
 * infinity in neural loss landscapes, 2025, arXiv 2506.14951.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   detectChannel,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 *   train,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { trajectory } = train(objective, θ);
 * assertEquals(typeof detectChannel(objective, trajectory), "object");
 * ```
 */
export function detectChannel(
  objective: Objective,
  where: ArrayLike<number> | Pick<Trajectory, "times" | "parameters">,
): ChannelDetection {
  const act = "detect a channel";
  const isWay = !ArrayBuffer.isView(where) && !Array.isArray(where);
  if (isWay) checkArguments(act, { where }, { where: aTrajectory });
  const way = isWay
    ? where as Pick<Trajectory, "times" | "parameters">
    : undefined;
  const θ = checkVector(
    act,
    objective,
    "θ",
    way ? way.parameters[way.parameters.length - 1] : where as Float64Array,
  );
  if (objective.network === undefined) {
    throw new TypeError(
      `Cannot ${act}: an objective without a network, expected one with a network`,
    );
  }
  const { kind } = certify(objective, θ);
  const channels = kind === "strict minimum" ? [] : candidates(objective, θ)
    .map((pair) => follow(objective, θ, pair, way))
    .filter((channel) => channel !== undefined);
  return {
    channels,
    verdict: kind,
    loss: objective.loss(θ),
    sentence: channels.length > 0
      ? channels.map(({ sentence }) => sentence).join(" ")
      : kind === "strict minimum"
      ? "No channel: the point is a strict minimum."
      : "No channel: no pair of neurons becomes one while the loss falls.",
  };
}

/** The pairs that may be in a channel, as far as weights tell. */
function candidates(objective: Objective, θ: Float64Array): AlikePair[] {
  return alikePairs(objective.network!, θ).filter((pair) => {
    const { indices, neurons: [i, j], sign, distance } = pair;
    const { incoming, outgoing, mirrors } = indices;
    if (distance > mostDistance) return false;
    const [a, b] = [pick(θ, incoming[i]), pick(θ, incoming[j])];
    if (!(norm(minus(a, sign, b)) <= 0.1 * norm(a))) return false;
    const effect = sign < 0 ? mirrors[j]!.sign : 1;
    const [out, other] = [pick(θ, outgoing[i]), pick(θ, outgoing[j])];
    const sum = norm(minus(out, -effect, other));
    return sum <= mostSum * norm(minus(out, effect, other));
  }).toArray();
}

const search = { maxIterations: 300, maxSeconds: Infinity } as const;

function follow(
  objective: Objective,
  θ: Float64Array,
  pair: AlikePair,
  way: Pick<Trajectory, "times" | "parameters"> | undefined,
): Channel | undefined {
  const coordinates = pairCoordinates(objective, pair, θ);
  const start = coordinates.of(θ);
  if (!Number.isFinite(start.ε)) return undefined;
  const widths: number[] = [];
  const losses: number[] = [];
  const units: Float64Array[] = [];
  let ψ: Float64Array = start.ψ;
  for (let k = 0; k <= halvings; k++) {
    checkpoint();
    const ε = start.ε / (1 << k);
    const { parameters, loss } = minimize(coordinates.at(ε), ψ, search);
    // what differs by rounding alone does not fall
    const falls = k === 0 || loss < losses[k - 1] * (1 - 1e-13);
    if (!falls) return undefined;
    ψ = parameters;
    widths.push(ε);
    losses.push(loss);
    units.push(ψ);
  }
  const drops = losses.slice(1).map((loss, k) => losses[k] - loss);
  const last = drops[halvings - 2] / drops[halvings - 1];
  if (!(last >= ratio[0] && last <= ratio[1])) return undefined;
  const [before, end] = units.slice(-2);
  if (!(norm(minus(end, 1, before)) <= settled * norm(end))) return undefined;
  // Aitken: the drops to come are a geometric series
  const limitLoss = losses[halvings] - drops[halvings - 1] / (last - 1);
  // Richardson: coordinates go as ε², of which a third of the last step is left
  const { w, u, c, α } = coordinates.unit(
    end.map((x, k) => x + (x - before[k]) / 3),
  );
  const continued = minimize(objective, θ, search);
  const growth = way && growthOf(pair, way);
  const [i, j] = pair.neurons;
  const { layer } = pair.indices;
  const loss = objective.loss(θ);
  return {
    layer,
    neurons: pair.neurons,
    sign: pair.sign,
    cosine: pair.sign * (1 - pair.distance),
    ...(growth !== undefined && { growth }),
    widths: Float64Array.from(widths),
    losses: Float64Array.from(losses),
    limitLoss,
    limit: { w, c, v: Array.from(α, (x) => u.map((y) => x * y)) },
    continuedLoss: continued.loss,
    sentence: `Neurons ${i} and ${j} of layer ${layer} are in a channel to ` +
      `infinity: their input weights become ${
        pair.sign < 0 ? "opposite" : "equal"
      }, their output weights diverge, and together they become a neuron and ` +
      `its derivative. The loss, ${loss.toExponential(3)} here, falls towards ${
        limitLoss.toExponential(3)
      }, as far as ε was followed: from ${widths[0].toExponential(1)} to ${
        widths[halvings].toExponential(1)
      }.`,
  };
}

function growthOf(
  { indices: { outgoing }, neurons: [i, j], sign }: Pair,
  { times, parameters }: Pick<Trajectory, "times" | "parameters">,
): number {
  const last = parameters.length - 1;
  const since = (1 + times[last]) / 10 - 1;
  const decade = Math.max(0, times.findLastIndex((t) => t <= since));
  const sizeAt = (θ: Float64Array) =>
    norm(Float64Array.from(
      outgoing[i],
      (k, r) => θ[k] - sign * θ[outgoing[j][r]],
    ));
  return sizeAt(parameters[last]) / sizeAt(parameters[decade]);
}
