import { assertEquals } from "@std/assert";
import { pathSentence, pathsSentence } from "../../lib/figure/plane_path.ts";

/** A path of these losses, and those of the plane below it. */
function pathOf(losses: number[], planeLosses: number[]) {
  const count = losses.length;
  return {
    xs: new Float64Array(count),
    ys: new Float64Array(count),
    distances: new Float64Array(count),
    losses: Float64Array.from(losses),
    planeLosses: Float64Array.from(planeLosses),
    varianceExplained: 0.97,
  };
}

const before =
  "The plane holds 97 % of the path. Along it the plane's loss is ";

for (
  const [losses, planeLosses, words] of [
    [[4, 2, 1], [4, 2.04, 1], "right to 2 %."],
    [
      [4, 2, 1e-3],
      [8, 1, 1e-3],
      "right to 10 % at the end only, and farthest off, by a factor of 2, where the true one is 4.",
    ],
    // farthest off below the truth, far from where it becomes right
    [
      [5, 2, 1, 1e-3, 1e-6],
      [0.5, 3, 1.05, 1e-3, 1e-6],
      "right to 10 % once it is down to 1, and farthest off, by a factor of 10, where the true one is 5.",
    ],
    [
      [4, 2, 1],
      [4, 2, 1.5],
      "not right to 10 % even at the end, and farthest off, by 50 %, where the true one is 1.",
    ],
    // a loss of zero that is zero on the plane too
    [[2, 0], [2, 0], "right to 0 %."],
    // right in between does not count: it is off again later
    [
      [4, 2, 1e-9, 1e-12],
      [4, 2, 1e-3, 1e-12],
      "right to 10 % at the end only, and farthest off, by a factor of 1×10⁶, where the true one is 1×10⁻⁹.",
    ],
  ] as [number[], number[], string][]
) {
  Deno.test(`a plane says where it is right: ${words}`, () => {
    assertEquals(pathSentence(pathOf(losses, planeLosses)), before + words);
  });
}

Deno.test("of several paths the worst is told, and when all are right", () => {
  const paths = [
    { name: "a", path: pathOf([4, 1, 0.5], [8, 1, 0.5]) },
    { name: "b", path: pathOf([3, 0.2, 0.1], [3, 1, 0.1]) },
  ];
  assertEquals(
    pathsSentence(paths),
    "Along them the plane's loss is right to 10 % once it is down to 0.1, and farthest off, by a factor of 5, where the true one is 0.2.",
  );
});
