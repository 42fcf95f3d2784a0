import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  jaxCode,
  numpyCode,
  torchCode,
  typescriptCode,
} from "../../lib/file/mod.ts";
import { activationCodes } from "../../lib/file/code/activations.ts";
import { placesOf } from "../../lib/file/parameters/places.ts";
import { activations } from "../../lib/network/activations/list.ts";
import { network } from "../../lib/network/mod.ts";
import { codeCases, largestError } from "./code_networks.ts";
import { net, θ } from "./network_of_arrays.ts";

Deno.test("every activation is written in other languages", () => {
  assertEquals(
    Object.keys(activationCodes).sort(),
    activations.map(({ name }) => name).sort(),
  );
});

for (const each of codeCases) {
  Deno.test(`typescriptCode computes ${each.net.text} to 1e-12`, async () => {
    const code = new TextEncoder().encode(typescriptCode(each.net, each.θ));
    const { forward } = await import(
      `data:application/typescript;base64,${code.toBase64()}`
    );
    assert(largestError(each.inputs.map(forward), each) <= 1e-12);
  });
}

Deno.test("torchCode prints the Sequential of the names that files have", () => {
  assertEquals(
    torchCode(net),
    `"""3 → 4 tanh → 2: inputs (samples, 3), outputs (samples, 2)."""
import torch
from torch import nn


model = nn.Sequential(
    nn.Linear(3, 4),
    nn.Tanh(),
    nn.Linear(4, 2),
).double()
`,
  );
  assertEquals(
    placesOf(net).map(({ name }) => name),
    ["0.weight", "0.bias", "2.weight", "2.bias"],
  );
});

Deno.test("numbers in code are doubles, and read back as they are", () => {
  const code = numpyCode(
    network({ inputs: 1, layers: [{ width: 5, bias: false }] }),
    [1, -0, 5e-324, 1e300, 0.1],
  );
  assert(
    code.includes(
      "[1.0],\n    [-0.0],\n    [5e-324],\n    [1e+300],\n    [0.1]",
    ),
  );
});

for (const write of [torchCode, jaxCode, numpyCode, typescriptCode]) {
  Deno.test(`${write.name} refuses what cannot be written`, () => {
    const x = { f: Math.abs, derivative: Math.sign, secondDerivative: () => 0 };
    const own = network({ inputs: 1, layers: [{ width: 1, activation: x }] });
    assertThrows(() => write(own, [1, 2]), TypeError, "functions of your own");
    assertThrows(() => write(net, [1]), RangeError, "expected 26");
    assertThrows(
      () => write(net, θ.map(() => NaN)),
      RangeError,
      "θ[0] is NaN, expected finite numbers",
    );
  });
}
