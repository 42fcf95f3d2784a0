import { assert, assertEquals, assertMatch } from "@std/assert";
import { render } from "./render.ts";

async function rendered(notebook: string, ...settings: string[]) {
  const { code, document } = await render(
    `notebooks/${notebook}.ts`,
    ...settings,
  );
  assertEquals(code, 0);
  const figures = [...document.querySelectorAll("figure")]
    .map((figure) => figure.textContent!);
  return {
    text: document.body.textContent!.replace(/\s+/g, " "),
    has: (title: RegExp) =>
      assert(figures.some((words) => title.test(words)), `${title}`),
    figures,
  };
}

Deno.test("exact_linear_dynamics puts the theory over the source's run", async () => {
  const { text, has, figures } = await rendered("exact_linear_dynamics");
  has(/Risk: summed squared error.*theory/s);
  has(/Loss: summed squared error.*theory/s);
  has(/The first two modes.*theory/s);
  has(/Mean squared error of all weights.*theory/s);
  has(/Squared error of w\(1, 1\), which should be 0\.01001/);
  has(/w̃₁₁ and w̃₂₂/);
  has(/Singular values of W₂W₁, on their way to/);
  assert(figures.length >= 18);
  assertMatch(text, /The lines are exact for a flow/);
  // where it starts and ends, in synaptic coordinates (golden z(0), S)
  assertMatch(text, /at the start, .*1\.168×10⁻⁴.*−0\.006222/);
  assertMatch(text, /at the end.*\[1, .*0\.01001\]/);
  assertMatch(text, /--iterations 100000 .*--kappa 10 .*--linear/);
});

Deno.test("exact_linear_dynamics says where modes mix, and where there is no theory", async () => {
  const noisy = await rendered(
    "exact_linear_dynamics",
    "Data=fifty inputs, with noise",
    "Same rate, the larger one=true",
    "Steps=both at once",
    "Training=the exact gradient",
  );
  assertMatch(noisy.text, /the modes mix/);
  noisy.has(/Squared errors of all weights of output 1/);
  const relu = await rendered(
    "exact_linear_dynamics",
    "ReLU in the hidden layer=true",
    "Command line, or JSON=-t 500 -n 30 --dim 2 --hidden 8 --lr 1e-3 --kappa 2 --sigmas 1",
  );
  assertMatch(relu.text, /There is no line/);
  const risk = relu.figures.find((words) => /^Risk/.test(words.trim()));
  assert(risk && !risk.includes("theory"), risk);
});

Deno.test("double_descent finds k = 491 and the published risks", async () => {
  const { text, has } = await rendered("double_descent");
  assertMatch(
    text,
    /The least risk of both is at k = 491, with an excess of 0\.167/,
  );
  // golden w1_v001_lr80
  assertMatch(
    text,
    /scaled rates ?1 ?14\.536 ?14\.9759 ?2 ?11\.5982 ?14\.0195/,
  );
  has(/At the start: which layer each direction belongs to/);
  has(/The six largest eigenvalues/);
  has(/Weight errors against the truth/);
  has(/Weight errors against the minimum-norm solution/);
  has(/W1, rank 16 → 16/);
  has(/Risk on the test set/);
  has(/A mode's share learned/);
});

Deno.test("double_descent: rescaled features, depth 5, rank one, fewer samples", async () => {
  const { text, has } = await rendered(
    "double_descent",
    "Rate of the second, times=43",
    "Layers=5",
    "Start of the layers=rankOne",
    "Scale of the start=1",
    "Frozen=the last layer",
    "Fewer samples than inputs=true",
    "Start=w = 0.01, v = 1",
    "Upward=imbalance c",
  );
  const k = Number(/is at k = (\d+),/.exec(text)![1]);
  assert(k < 50, `${k}`);
  has(/W5, rank 1 → 1/);
  has(/by eigenvalue.*zero/s);
  assertMatch(text, /scaled rates ?1 ?16\.4554/);
});
