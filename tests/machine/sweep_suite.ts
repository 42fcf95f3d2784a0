import { assert, assertEquals, assertMatch } from "@std/assert";
import { missingServer } from "./nats_server.ts";
import { killSweep } from "../soak/sweep_kills.ts";
import { seedOfToday } from "../soak/soak.ts";

const cli = new URL("../../cli.ts", import.meta.url).pathname;

function sweep(...line: string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", cli, "sweep", ...line],
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  });
}

async function say(...line: string[]) {
  const { code, stdout, stderr } = await sweep(...line).output();
  const words = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  return { code, out: words(stdout), err: words(stderr) };
}

const missing = missingServer();

Deno.test(`100 runs in a folder survive the SIGKILL of a process, seed ${seedOfToday()}`, async () => {
  const { failures, measured } = await killSweep(
    "folder",
    100,
    1,
    seedOfToday(),
  );
  assertEquals(failures, [], measured);
});

Deno.test({
  name: missing === undefined
    ? `100 runs through NATS survive the SIGKILL of a worker and of the server, seed ${seedOfToday()}`
    : `runs through NATS are not killed: ${missing}`,
  ignore: missing !== undefined,
  fn: async () => {
    const { failures, measured } = await killSweep(
      "NATS",
      100,
      1,
      seedOfToday(),
    );
    assertEquals(failures, [], measured);
  },
});

Deno.test("a sweep in a folder: plan, run, end, go on, status, sbatch, collect", async (t) => {
  const folder = await Deno.makeTempDir();
  const at = (name: string) => `${folder}/${name}`;
  await Deno.writeTextFile(
    at("study.json"),
    JSON.stringify({
      problems: [{
        student: "2 → 3 tanh → 1",
        teacher: "2 → 3 tanh → 1",
        samples: 200,
      }],
      seeds: { count: 60 },
    }),
  );
  try {
    await t.step("a folder without a sweep is refused", async () => {
      assertMatch((await say("run", folder)).err, /has no sweep\.json/);
    });

    await t.step("plan measures and says what it made", async () => {
      assertMatch(
        (await say("plan", at("study.json"), at("p"))).out,
        /^60 runs in \d+ batches/,
      );
      assertMatch(
        (await say("plan", at("study.json"), at("p"))).err,
        /has one already/,
      );
    });

    await t.step("told to end it gives back what is not finished", async () => {
      const child = sweep("run", at("p"), "--workers", "1").spawn();
      let said = "";
      for await (
        const text of child.stdout.pipeThrough(new TextDecoderStream())
      ) {
        // it has begun, and says so
        if (said === "") child.kill("SIGTERM");
        said += text;
      }
      await child.stderr.cancel();
      assertEquals((await child.status).code, 0);
      assertMatch(said, /of 60 runs\n(.*\n)*Told to end/);
      assertEquals([...Deno.readDirSync(at("p/claims"))], []);
    });

    await t.step("it goes on to the end, and says how far it is", async () => {
      const { out } = await say("run", at("p"), "--shard", "1/2");
      assertMatch(out, /of 60 runs, [\d.]+ a second, \d+ s left\n/);
      assertMatch(out, /All runs are done/);
      assertEquals((await say("status", at("p"))).out, "60 of 60 runs");
      // opened again, all of it is there
      assertEquals(
        (await say("run", at("p"))).out,
        "60 of 60 runs\nAll runs are done.",
      );
    });

    await t.step(
      "the script for a cluster is one that a shell reads",
      async () => {
        const { out } = await say("sbatch", at("p"), "--tasks", "3");
        assertMatch(out, /^#!\/bin\/bash\n#SBATCH[^]*--array=0-2[^]*USR1/);
        await Deno.writeTextFile(at("script.sh"), out);
        const { success } = await new Deno.Command("bash", {
          args: ["-n", at("script.sh")],
        }).output();
        assert(success);
        assertMatch(
          (await say("sbatch", at("p"), "--time", "1; rm -rf /")).err,
          /--time: found/,
        );
      },
    );

    await t.step("results become a table", async () => {
      await say("collect", at("p"), at("table.csv"));
      const lines = (await Deno.readTextFile(at("table.csv"))).trim().split(
        "\n",
      );
      assertEquals(lines.length, 61);
      assertMatch(
        (await say("collect", at("p"), at("table.xls"))).err,
        /expected \.csv, \.npz, \.parquet/,
      );
      const { code } = await say("collect", at("p"), at("table.parquet"));
      assertEquals(code, 0);
    });

    await t.step("another engine is refused, with the reason", async () => {
      const file = at("p/sweep.json");
      const text = await Deno.readTextFile(file);
      await Deno.writeTextFile(
        file,
        text.replace(/"engineVersion":"\w+"/, '"engineVersion":"0"'),
      );
      assertMatch(
        (await say("run", at("p"))).err,
        /planned by engine 0, and this is/,
      );
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
