/**
 * A server that says how much it holds in memory when it is asked: that of the
 * notebooks of a folder, or without one the line between a kernel that tells
 * nobody and the controls in its outputs.
 *
 * @module
 */
import { start } from "../../lib/host/commands/start.ts";
import { say } from "../../lib/host/commands/terminal.ts";
import { Outputs } from "../../lib/host/jupyter/outputs.ts";
import { serveControls } from "../../lib/host/jupyter/server.ts";
import { cell, openNotebook, range } from "../../lib/notebook/mod.ts";

function startControls(): void {
  const graph = openNotebook({
    duplicates: "redefine",
    eager: true,
    readBytes: () => Promise.resolve(new Uint8Array()),
  });
  const server = serveControls(
    (message) => outputs.receive(message),
    () => outputs.states(),
  );
  const outputs = new Outputs({ broadcast: () => {} }, server);
  graph.observe((cell, change) => outputs.follow(cell, change));
  const width = range`Width ${{ min: 1, max: 24, value: 5 }}`;
  cell`Twice ${width} ${(width) => 2 * width}`;
  const { port, token } = server.address;
  say(`ws://127.0.0.1:${port}/?token=${token}`);
}

declare function gc(): void;

if (Deno.args.length > 0) await start(Deno.args[0], 0);
else startControls();

for await (const _ of Deno.stdin.readable) {
  // a second time for what the first has let go of
  gc();
  await new Promise((resolve) => setTimeout(resolve, 100));
  gc();
  const { heapUsed, external } = Deno.memoryUsage();
  say(`${heapUsed + external} bytes`);
}
