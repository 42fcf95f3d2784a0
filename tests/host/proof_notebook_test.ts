import { assert, assertEquals, assertMatch } from "@std/assert";
import { render } from "./render.ts";

Deno.test("proof drags Krawczyk's test, proves a network and counts its landscape", async () => {
  const { code, document } = await render("notebooks/proof.ts");
  assertEquals(code, 0);
  const titles = [...document.querySelectorAll("figure")]
    .map((figure) => figure.textContent!);
  for (
    const title of [
      /exactly one zero, proved/,
      /Below 1 the test holds/,
      /Proved critical points/,
    ]
  ) assert(titles.some((words) => title.test(words)), `${title}`);
  const text = document.body.textContent!.replace(/\s+/g, " ");
  assertMatch(text, /∎ Exactly one critical point within .* strict minimum/);
  // Morse: 1 = 8 − 4 − 4 + 1
  for (
    const points of [
      "8 × minimum",
      "4 × saddle of index 1",
      "1 × saddle of index 2",
    ]
  ) assert(text.includes(points), points);
  assertMatch(text, /exactly 1\. Here it is 1\./);
  // and all of one neuron's, which boxes cover
  assertMatch(
    text,
    /2 minima and 1 saddle, and no other critical point: proved by \d+ boxes/,
  );
});

Deno.test("with strong decay the point at 0 is a neuron's only critical point", async () => {
  const { code, document } = await render(
    "notebooks/proof.ts",
    "Decay of one neuron=1",
    "Seed of its teacher=3",
    "Starts=10",
  );
  assertEquals(code, 0);
  const text = document.body.textContent!.replace(/\s+/g, " ");
  assertMatch(text, /1 minimum and 0 saddles, and no other critical point/);
});

Deno.test("Krawczyk's test of too large a box proves nothing", async () => {
  const { code, document } = await render("notebooks/proof.ts", "Radius r=0.5");
  assertEquals(code, 0);
  const text = document.body.textContent!.replace(/\s+/g, " ");
  assertMatch(text, /Not proved\. The slopes .* They hold 0/);
});

Deno.test("where a minimum is missed the sum of signs tells, and descending the loss finds it", async () => {
  const sums: string[] = [];
  for (const descend of ["‖∇L‖²", "both"]) {
    const { code, document } = await render(
      "notebooks/proof.ts",
      "Weight decay λ=0.001",
      `Descend=${descend}`,
    );
    assertEquals(code, 0);
    const text = document.body.textContent!.replace(/\s+/g, " ");
    sums.push(text.match(/Here it is (\S+)\. If/)![1]);
  }
  assertEquals(sums, ["−7", "1"]);
});
