import { number, type OptionTable, required, text } from "../options/mod.ts";

/** Terms added to the mean loss, as plain data (spec: see each kind). */
export type Penalty =
  /** With n = ‖θ‖²/(2p): (n − c)³/3 where n > c. */
  | { readonly kind: "normBarrier"; readonly c: number }
  /** λ/2 ‖wᵢ − wⱼ‖² for two rows of one layer, bias included; all count from 0. */
  | {
    readonly kind: "merge";
    readonly layer: number;
    readonly i: number;
    readonly j: number;
    readonly λ: number;
  }
  /** λ/2 ‖θ‖². */
  | { readonly kind: "weightDecay"; readonly λ: number };

/** What each kind of penalty takes. */
export const penaltyOptions: {
  readonly [Kind in Penalty["kind"]]: OptionTable<
    Extract<Penalty, { readonly kind: Kind }>
  >;
} = {
  normBarrier: { kind: text, c: required(number) },
  merge: {
    kind: text,
    layer: required(number),
    i: required(number),
    j: required(number),
    λ: required(number),
  },
  weightDecay: { kind: text, λ: required(number) },
};
