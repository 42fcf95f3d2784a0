import type { LossChoice } from "../kernels/mod.ts";
import { network } from "../network/mod.ts";
import {
  empiricalLoss,
  type EmpiricalSpecification,
} from "./empirical_loss.ts";
import type { ObjectiveKind } from "./objective_kind.ts";

/** The losses of networks on finite data; see {@linkcode empiricalLoss}. */
export const empirical: ObjectiveKind<EmpiricalSpecification> = {
  name: "empirical",

  fromSpecification: ({ network: net, data, loss, penalties, backend }) =>
    empiricalLoss(network(net), data, {
      loss: loss as LossChoice,
      penalties,
      backend,
    }),

  family: ({ network, loss, penalties }) => [
    network,
    loss,
    penalties.map(({ kind }) => kind),
  ],

  features: ({ data, penalties, backend }) => ({ data, penalties, backend }),

  withBackend: (specification, backend) => ({ ...specification, backend }),
};
