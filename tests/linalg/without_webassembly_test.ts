import { assertEquals } from "@std/assert";

const program = `
delete globalThis.WebAssembly;
const at = (file) => import(new URL(file, ${
  JSON.stringify(new URL("../../lib/", import.meta.url).href)
}).href);
const { symmetricEigen } = await at("linalg/mod.ts");
const { empiricalLoss } = await at("objective/mod.ts");
const { dataset } = await at("data/mod.ts");
const { network, parseNetwork } = await at("network/mod.ts");
const n = 80;
const A = Float64Array.from({ length: n * n }, (_, k) => +(k % (n + 1) === 0));
const told = [false, true].map((vectors) =>
  symmetricEigen(A, n, { vectors }).values.every((λ) => λ === 1)
);
const net = network(parseNetwork("1 → 2 tanh → 1"));
const data = dataset({ inputs: [[0], [1]], targets: [0, 1] });
told.push(empiricalLoss(net, data).backend);
try { empiricalLoss(net, data, { strict: true }); }
catch ({ message }) { told.push(message.slice(0, 44)); }
console.log(JSON.stringify(told));
`;

Deno.test("an engine without WebAssembly decomposes and trains, and refuses strict kernels", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", program],
    cwd: new URL("../../", import.meta.url),
  }).output();
  assertEquals(JSON.parse(new TextDecoder().decode(stdout)), [
    true,
    true,
    "reference",
    "Cannot build the loss: an engine without 128",
  ]);
});
