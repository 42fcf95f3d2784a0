import { assert, assertEquals, assertMatch } from "@std/assert";
import { render } from "./render.ts";

async function read(notebook: string, ...set: string[]) {
  const { code, document } = await render(`notebooks/${notebook}.ts`, ...set);
  assertEquals(code, 0);
  return {
    text: document.body.textContent!.replace(/\s+/g, " "),
    titles: [...document.querySelectorAll("figure")]
      .map((figure) => figure.textContent!),
  };
}

Deno.test("infinite_data: at the end of the slider what is seen is all", async () => {
  const seen = (text: string) =>
    text.match(
      /it saw a loss of (\S+), and on all inputs it is at (\d\.\d+)\./,
    )!;
  const few = await read("infinite_data");
  const [, small, large] = seen(few.text);
  assert(Number(small) < Number(large), `${small} < ${large}`);
  const all = await read("infinite_data", "Samples=1000000");
  const [, one, other] = seen(all.text);
  assertEquals(one, other);
  for (
    const title of [
      /Loss of a student of ∞ samples/,
      /Two ways over the population loss/,
      /Squared distance of the minimum/,
    ]
  ) assert(all.titles.some((words) => title.test(words)), `${title}`);
});

Deno.test("copy_average: the best training is the formula's to rounding", async () => {
  const { text, titles } = await read("copy_average", "Starts=4");
  const [, gap] = text.match(/they differ by (\S+?)\. /)!;
  assertMatch(gap, /^0$|×10⁻¹[⁴-⁹]$/);
  for (
    const title of [
      /Where 3 students of 5 end/,
      /Overlaps through training/,
      /a w·w\* of students/,
    ]
  ) assert(titles.some((words) => title.test(words)), `${title}`);
  const equal = await read("copy_average", "Starts=2", "Students n=5");
  assertMatch(equal.text, /they differ by (0|\S+×10⁻\S+)\./);
});

Deno.test("spurious_minima: arrows, and minima above zero with their proofs", async () => {
  const { text, titles } = await read("spurious_minima");
  assertMatch(
    text,
    /\d+ of the starts: loss 0\.0430160\d+\. ∎ With 8 parameters held, a critical point/,
  );
  assert(text.includes("it is a strict minimum; its smallest eigenvalue"));
  for (
    const title of [
      /^Loss 1\.8/,
      /moves and the second stays/,
      /a minimum, proved: [1-9].*not proved: 0/,
      /Weights of students/,
    ]
  ) assert(titles.some((words) => title.test(words)), `${title}`);
  const none = await read("spurious_minima", "Neurons k=3", "Starts=4");
  assert(none.text.includes("None of these starts ends above zero."));
});
