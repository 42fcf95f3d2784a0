import { assert, assertEquals, assertMatch } from "@std/assert";
import { render } from "./render.ts";

/** Its words on one line, with − read as a sign. */
function words(document: Document): string {
  return document.body.textContent!.replace(/\s+/g, " ").replaceAll("−", "-");
}

Deno.test("two_voices takes two voices apart, and holds six sounds", async () => {
  const { code, document } = await render("notebooks/two_voices.ts");
  assertEquals(code, 0);
  const [, index] = words(document as never)
    .match(/The Amari index is (\d\.\d+)/)!;
  assert(Number(index) < 0.05, index);
  const sounds = [...document.querySelectorAll("audio")];
  assertEquals(sounds.length, 6);
  for (const sound of sounds) {
    assertMatch(sound.getAttribute("src")!, /^data:audio\/wav;base64,UklGR/);
  }
  // from five starts: Laplace's density finds them, the normal one does not
  const [, , most, , worst] = words(document as never).match(
    /density is (\d\.\d+) to (\d\.\d+), that of the normal one (\d\.\d+) to (\d\.\d+)/,
  )!;
  assert(Number(most) < 0.05 && Number(worst) > 0.3, `${most}, ${worst}`);
});

Deno.test("relative_gradient fits points, races and digits", async () => {
  const { code, document } = await render(
    "notebooks/relative_gradient.ts",
    "layers=2",
    "dimension d=64",
    "epochs=2",
  );
  assertEquals(code, 0);
  const text = words(document as never);
  assertMatch(text, /the log-likelihood is -\d\.\d+ ± 0\.\d+ nats/);
  const [, bits] = text.match(/take (\d\.\d+) ± \d\.\d+ bits per pixel/)!;
  assert(Number(bits) > 1 && Number(bits) < 8, bits);
  const titles = [...document.querySelectorAll("figure")]
    .map((figure) => figure.textContent!);
  for (
    const title of [/Straight lines.*bent/, /By step/, /samples of the network/]
  ) {
    assert(titles.some((words) => title.test(words)), `${title}`);
  }
});
