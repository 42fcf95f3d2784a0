import { assertEquals } from "@std/assert";
import {
  cell,
  choice,
  mlp,
  onDemand,
  openNotebook,
  range,
} from "../../lib/notebook/mod.ts";
import { titleOf } from "../../lib/notebook/title.ts";

/** As a template's tag takes it apart. */
function title(
  { raw }: TemplateStringsArray,
  ...holes: readonly unknown[]
): string {
  return titleOf(raw, holes);
}

/** A result has no short form: a title says the name of its cell, or nothing. */
async function notebook() {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.resolve(new Uint8Array()),
  });
  const rate = range`rate ${{ min: 0, max: 1, step: 0.001, value: 0.282 }}`;
  const steps = range`steps ${{ min: 0, max: 9000, value: 5000 }}`;
  const activation = choice`activation ${["tanh", "relu"]}`;
  await graph.settled(1000);
  const fit = cell`fit = Train ${steps} ${() => new Promise(() => {})}`;
  return { fit, rate, steps, activation };
}

Deno.test("a cell's title is words that a reader understands, whatever its holes hold", async () => {
  const { fit, rate, steps, activation } = await notebook();
  const net = mlp`2 → 5 tanh → 1`;
  const rows: readonly (readonly [string, string])[] = [
    // only handed to the function
    [title`Loss ${fit} ${fit} ${rate} ${steps}`, "Loss"],
    [title`Loss ${rate}`, "Loss"],
    [title`Loss ${rate} ${steps}`, "Loss"],
    [title`Sharpness ${fit} ${rate} ${steps}`, "Sharpness"],
    [title`Slices ${fit}`, "Slices"],
    [title`Loss curve ${fit}`, "Loss curve"],
    [title`Verdicts ${fit}, ${fit}`, "Verdicts"],
    [title`Final loss by learning rate ${fit}`, "Final loss by learning rate"],
    [title`Final loss by seed ${fit} ${steps}`, "Final loss by seed"],
    [title`One sample at a time ${true}`, "One sample at a time"],
    [title`Truth tables ${"both = a + b"}`, "Truth tables"],
    [title`Architecture ${net} ${fit}`, "Architecture"],
    // words go on behind them
    [title`${steps} samples of ${net}`, "5000 samples of 2 → 5 tanh → 1"],
    [
      title`Train ${net} on ${fit} from seed ${steps} × ${rate}`,
      "Train 2 → 5 tanh → 1 on fit from seed 5000 × 0.282",
    ],
    [
      title`Seeds, learning rate ${rate}, ${steps} iterations
        ${fit}`,
      "Seeds, learning rate 0.282, 5000 iterations",
    ],
    // they follow a preposition, a sign, a noun, or stand alone
    [title`Hessian spectrum of ${fit}`, "Hessian spectrum of fit"],
    [title`Hessian spectrum of ${fit} ${rate}`, "Hessian spectrum of fit"],
    [title`Layers ${steps} × ${rate} ${activation}`, "Layers 5000 × 0.282"],
    [title`Test part of ${fit}, seed ${steps}`, "Test part of fit, seed 5000"],
    [title`Twice the ${rate}`, "Twice the 0.282"],
    [title`Train ${net}`, "Train 2 → 5 tanh → 1"],
    // without words
    [title`${activation} ${fit}`, "tanh"],
    [title`${fit}`, "fit"],
    [title`plain`, "plain"],
  ];
  for (const [got, expected] of rows) assertEquals(got, expected);
});

Deno.test("cells take their titles so, and follow what their holes hold", async () => {
  const { fit, rate, steps } = await notebook();
  const loss = cell`Loss ${fit} ${rate} ${steps} ${() => 0}`;
  const far = onDemand`At step ${steps} of ${fit} ${() => 0}`;
  assertEquals([loss.title, far.title], ["Loss", "At step 5000 of fit"]);
  steps.set(7);
  while (steps.value !== 7) await Promise.resolve();
  assertEquals([loss.title, far.title], ["Loss", "At step 7 of fit"]);
});
