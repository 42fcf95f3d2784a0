import {
  jaxCode,
  network as build,
  type NetworkSpecification,
  numpyCode,
  type ParameterFormat,
  parametersFrom as read,
  type ParametersFromOptions,
  parametersTo as write,
  type ParametersToOptions,
  torchCode,
  typescriptCode,
} from "../../../../engine.ts";
import { list, oneOf, record, required, text } from "../../../options/mod.ts";
import type { Call } from "../call.ts";

interface OfNetwork {
  readonly network: NetworkSpecification;
}

/** θ as the bytes of a file of other tools. */
export const parametersTo: Call<
  OfNetwork & {
    readonly parameters: Float64Array;
    readonly format: ParameterFormat;
    readonly options?: ParametersToOptions;
  }
> = {
  name: "parametersTo",
  act: "write the parameters",
  takes: {
    network: required(record),
    parameters: required(list),
    format: required(text),
    options: record,
  },
  answer: ({ network, parameters, format, options }) =>
    write(build(network), parameters, format, options),
};

/** θ from the bytes of such a file. */
export const parametersFrom: Call<
  OfNetwork & {
    readonly bytes: Uint8Array;
    readonly options?: ParametersFromOptions;
  }
> = {
  name: "parametersFrom",
  act: "read the parameters",
  takes: { network: required(record), bytes: required(list), options: record },
  answer: ({ network, bytes, options }) => read(build(network), bytes, options),
};

const languages = {
  torch: torchCode,
  jax: jaxCode,
  numpy: numpyCode,
  typescript: typescriptCode,
};

/** A network, and its weights where they are given, as a program. */
export const code: Call<
  OfNetwork & {
    readonly language: keyof typeof languages;
    readonly parameters?: Float64Array;
  }
> = {
  name: "code",
  act: "write the network as code",
  takes: {
    network: required(record),
    language: required(oneOf(...Object.keys(languages))),
    parameters: list,
  },
  answer: ({ network, language, parameters }) =>
    languages[language](build(network), parameters!),
};
