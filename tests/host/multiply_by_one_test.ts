import { assertEquals, assertStringIncludes } from "@std/assert";
import { render } from "./render.ts";

Deno.test("the notebook of two factors: what it says is what its cells find", async () => {
  const { code, document } = await render(
    "notebooks/multiply_by_one.ts",
    "Digits to train on=200",
    "Start from=50 of length 1",
    "Learning rate of the many=0.1",
    "Updates=49",
    "Step size η=0.55",
  );
  assertEquals(code, 0);
  const page = document.body.textContent!.replace(/\s+/g, " ");
  for (
    const words of [
      "the output for x = 1 is f = −0.16, the loss L = 1.346",
      "443 of 40 401 points are critical",
      // as published: all of them arrive, after 49 updates
      "Of 50 descents 50 are at a loss of 0.01 or less after 49 updates, 0 ran away",
      "With η = 0.55 descent from θ ends in a cycle of 2 updates",
      "After 1000 updates 5.8 % are on the other side",
    ]
  ) assertStringIncludes(page, words);
  // permuted labels are memorized, and say nothing of other digits
  const [truly, permuted] = [...document.querySelectorAll("tbody tr")]
    .map((row) =>
      [...row.querySelectorAll("td")].map(({ textContent }) => textContent!)
    )
    .filter(([name]) => name === "true" || name === "permuted")
    .map(([_, __, training, test]) => [training, test].map(parseFloat));
  assertEquals([truly[0] > 95, permuted[0] > 95], [true, true]);
  assertEquals([truly[1] > 70, permuted[1] < 20], [true, true]);
});
