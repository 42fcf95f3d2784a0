import {
  Address,
  type Code,
  type Int,
  Lanes,
  Module,
  Real,
} from "../../emit/mod.ts";
import {
  writeBackward,
  writeBackwardDots,
  writeLayerGradient,
  writeLayerGradientDots,
} from "./backward.ts";
import { writeForward, writeForwardDots } from "./forward.ts";
import { writeDeepHessian } from "./deep_hessian.ts";
import { writeHessian } from "./hessian.ts";
import { writeOutputErrors } from "./output_errors.ts";
import { constantsBytes, isDeep, type Plan } from "./plan.ts";
import type { Writer } from "./writer.ts";

/**
 * The operations, each a module of its own that is made when first used. All
 * share the memory of the plan, and work on the tiles from `tile` to `end`:
 *
 * - loss(tile, end, θ, θEnd, losses, scale): adds to one number per θ
 * - gradient(tile, end, scale): adds to `out`, returns the loss
 * - hessianVector(tile, end, scale): adds to `out`
 * - hessian(tile, end, work, result, scale): adds to the upper triangle
 * - outputs(tile): leaves the last layer's values in their rows
 *
 * `scale` multiplies the samples' weights.
 */
export const operations = {
  loss: writeLossOperation,
  gradient: writeGradientOperation,
  hessianVector: writeHessianVectorOperation,
  hessian: writeHessianOperation,
  outputs: writeOutputsOperation,
} as const;

/** The name of an operation. */
export type Operation = keyof typeof operations;

/** The binary module of one operation, which exports `run`. */
export function writeOperation(
  plan: Plan,
  operation: Operation,
): Uint8Array<ArrayBuffer> {
  const module = new Module({
    pages: Math.ceil(plan.tiles / 65536),
    constantsAt: constantsBytes * Object.keys(operations).indexOf(operation),
    constantsBytes,
  });
  operations[operation](module, plan);
  return module.toBytes();
}

function writeLossOperation(module: Module, plan: Plan): void {
  const { shape } = plan;
  module.define({
    name: "run",
    parameters: ["i32", "i32", "i32", "i32", "i32", "f64"],
  }, (code) => {
    const w = { module, code, shape };
    const scale = splatScale(w, 5);
    code.loop(
      code.intParameter(0),
      code.intParameter(1),
      plan.tileBytes,
      (tile) => {
        const losses = code.keep(code.intParameter(4));
        code.loop(
          code.intParameter(2),
          code.intParameter(3),
          plan.parameterCount * shape.bytes,
          (θ) => {
            const total = code.zero(shape);
            writeForward(w, plan, tile, new Address(0, θ), 0);
            writeOutputErrors(w, plan, tile, scale, total, {});
            code.add(new Address(0, losses), total.sum());
            code.set(losses, losses.plus(8));
          },
        );
      },
    );
  });
}

function writeGradientOperation(module: Module, plan: Plan): void {
  const θ = new Address(plan.θ);
  defineOverTiles(module, plan, (w, tile, scale, total) => {
    writeForward(w, plan, tile, θ, 1);
    writeOutputErrors(w, plan, tile, scale, total, { errors: true });
    for (let l = plan.layers.length - 1; l >= 0; l--) {
      writeLayerGradient(w, plan, l, tile);
      if (l > 0) writeBackward(w, plan, l, θ);
    }
  });
}

function writeHessianVectorOperation(module: Module, plan: Plan): void {
  const θ = new Address(plan.θ);
  const v = new Address(plan.v);
  defineOverTiles(module, plan, (w, tile, scale, total) => {
    writeForward(w, plan, tile, θ, 2);
    writeForwardDots(w, plan, tile, θ, v);
    writeOutputErrors(w, plan, tile, scale, total, {
      errors: true,
      dots: true,
    });
    for (let l = plan.layers.length - 1; l >= 0; l--) {
      writeLayerGradientDots(w, plan, l, tile);
      if (l > 0) writeBackwardDots(w, plan, l, θ, v);
    }
  });
}

/** run(tile, end, scale), which returns the loss. */
function defineOverTiles(
  module: Module,
  plan: Plan,
  body: (w: Writer, tile: Int, scale: Lanes, total: Lanes) => void,
): void {
  module.define({
    name: "run",
    parameters: ["i32", "i32", "f64"],
    result: "f64",
  }, (code) => {
    const w = { module, code, shape: plan.shape };
    const scale = splatScale(w, 2);
    const loss = code.keep(Real.of(0));
    code.loop(
      code.intParameter(0),
      code.intParameter(1),
      plan.tileBytes,
      (tile) => {
        const total = code.zero(plan.shape);
        body(w, tile, scale, total);
        // tile by tile, as the loss alone is summed: the same to the last bit
        code.set(loss, loss.plus(total.sum()));
      },
    );
    code.result(loss);
  });
}

function writeHessianOperation(module: Module, plan: Plan): void {
  const write = isDeep(plan) ? writeDeepHessian : writeHessian;
  module.define({
    name: "run",
    parameters: ["i32", "i32", "i32", "i32", "f64"],
  }, (code: Code) => {
    const w = { module, code, shape: plan.shape };
    const scale = splatScale(w, 4);
    const total = code.zero(plan.shape);
    code.loop(
      code.intParameter(0),
      code.intParameter(1),
      plan.tileBytes,
      (tile) =>
        write(w, plan, {
          tile,
          scale,
          total,
          work: code.intParameter(2),
          result: code.intParameter(3),
        }),
    );
  });
}

function writeOutputsOperation(module: Module, plan: Plan): void {
  module.define({ name: "run", parameters: ["i32"] }, (code) => {
    const w = { module, code, shape: plan.shape };
    writeForward(w, plan, code.intParameter(0), new Address(plan.θ), 0);
  });
}

function splatScale({ code, shape }: Writer, parameter: number): Lanes {
  return code.keep(Lanes.splat(shape, code.realParameter(parameter)));
}
