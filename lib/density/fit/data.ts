import {
  anyOf,
  nested,
  numbers,
  type Option,
  type OptionTable,
  points,
  required,
} from "../../options/mod.ts";
import { checkArguments, checkOptions } from "../../options/mod.ts";
import type { InvertibleNetwork } from "../invertible_network.ts";
import { readSamples, type SampleMatrix } from "../samples.ts";

/** Samples in parts. */
export interface DensityParts {
  /** What is fitted. */
  readonly training: SampleMatrix;
  /** What says when to stop, and which epoch's flow is kept. */
  readonly validation?: SampleMatrix;
  /** What is looked at once, at the end. */
  readonly test?: SampleMatrix;
}

/** Samples to train with, or parts of them. */
export type DensityData = SampleMatrix | DensityParts;

const samples = anyOf(numbers, points);

/** What parts may be given. */
export const densityPartsOptions: OptionTable<DensityParts> = {
  training: required(samples),
  validation: samples,
  test: samples,
};

/** What a fit takes as data. */
export const densityData: Option = anyOf(
  numbers,
  points,
  nested(densityPartsOptions),
);

/** The parts, row-major. */
export interface ReadParts {
  readonly training: Float64Array;
  readonly validation: Float64Array | undefined;
  readonly test: Float64Array | undefined;
}

/**
 * The parts, checked.
 *
 * @throws {TypeError} If something is of another type.
 * @throws {RangeError} If samples do not fit.
 */
export function readParts(
  act: string,
  flow: InvertibleNetwork,
  data: DensityData,
): ReadParts {
  checkArguments(act, { data }, { data: densityData });
  const parts = isParts(data) ? data : { training: data };
  if (isParts(data)) checkOptions(act, data, densityPartsOptions);
  const read = (part: SampleMatrix | undefined) =>
    part === undefined ? undefined : readSamples(act, flow, part);
  return {
    training: readSamples(act, flow, parts.training),
    validation: read(parts.validation),
    test: read(parts.test),
  };
}

function isParts(data: DensityData): data is DensityParts {
  return !Array.isArray(data) && !ArrayBuffer.isView(data);
}
