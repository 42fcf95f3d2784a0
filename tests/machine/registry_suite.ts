import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { withRegistry } from "./registry.ts";

Deno.test("from the registry, without a checkout: new, run, export", async () => {
  const folder = await Deno.makeTempDir({ prefix: "thalweg-registry-" });
  await withRegistry(async (address) => {
    async function deno(...args: string[]): Promise<[string, string]> {
      const { success, stdout, stderr } = await new Deno.Command(
        Deno.execPath(),
        {
          args,
          cwd: folder,
          env: {
            NO_COLOR: "1",
            JSR_URL: address,
            THALWEG_CACHE: `${folder}/results`,
          },
        },
      ).output();
      const decoder = new TextDecoder();
      const said = decoder.decode(stdout);
      const errors = decoder.decode(stderr);
      assert(success, said + errors);
      return [said, errors];
    }
    const thalweg = (...args: string[]) =>
      deno("run", "-A", "jsr:@thalweg/thalweg/cli", ...args);
    await thalweg("new", "first");
    const { imports, links } = JSON.parse(
      await Deno.readTextFile(`${folder}/deno.json`),
    );
    assertEquals(Object.keys(imports), ["@thalweg/thalweg"]);
    assertEquals(links, undefined);
    const [, hint] = await deno("run", "first.ts");
    assertStringIncludes(hint, "is a notebook");
    await thalweg("export", "first.ts");
    const live = await Deno.readTextFile(`${folder}/out/first.live.html`);
    assert(live.length > 1e6);
  });
  await Deno.remove(folder, { recursive: true });
});
