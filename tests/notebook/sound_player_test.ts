import { assertEquals, assertStringIncludes } from "@std/assert";
import { soundPlayer } from "../../lib/notebook/mod.ts";

Deno.test("a player holds the sound as 16-bit WAV, as loud as can be", () => {
  const { html } = soundPlayer([0, 0.5, -1], {
    sampleRate: 8000,
    name: "a <b>",
  });
  assertStringIncludes(html, "a &#60;b&#62;");
  const [, data] = html.match(/src="data:audio\/wav;base64,([^"]+)"/)!;
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const word = (at: number) => String.fromCharCode(...bytes.slice(at, at + 4));
  assertEquals([word(0), word(8), word(12), word(36)], [
    "RIFF",
    "WAVE",
    "fmt ",
    "data",
  ]);
  assertEquals(view.getUint32(4, true), bytes.length - 8);
  assertEquals(view.getUint32(24, true), 8000);
  assertEquals(view.getUint32(40, true), 6);
  const sound = [0, 1, 2].map((t) => view.getInt16(44 + 2 * t, true));
  assertEquals(sound, [0, 16383, -32767]);
  assertEquals(
    soundPlayer([0, 0], { sampleRate: 8000, name: "" }).kind,
    "prose",
  );
});
