import { assert, assertEquals, assertThrows } from "@std/assert";
import { zipSync } from "fflate";
import {
  decodeTorch,
  encodeTorch,
  parametersFrom,
  parametersTo,
} from "../../lib/file/mod.ts";
import { readTorchArrays } from "../../lib/file/torch/mod.ts";
import { opcodeNames } from "../../lib/file/torch/opcode_names.ts";
import { net, θ } from "./network_of_arrays.ts";
import { assertIdentical } from "./results.ts";

const { files } = JSON.parse(
  await Deno.readTextFile(
    new URL("../fixtures/torch_files.json", import.meta.url),
  ),
) as { files: Record<string, string> };
const file = (name: string) => Uint8Array.fromBase64(files[name]);

for (const name of ["zip", "legacy"]) {
  Deno.test(`a checkpoint of every float type by torch 1.13, ${name}`, () => {
    const bytes = file(name);
    assertIdentical(parametersFrom(net, bytes, { prefix: "model." }), θ);
    assertEquals([...readTorchArrays(bytes).keys()], [
      "model.layer1.0.weight",
      "model.layer1.0.bias",
      "model.layer2.0.weight",
      "model.layer2.0.bias",
    ]);
  });
}

const latin1 = (text: string) =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A .pt file of a pickle, and of storage 0: two doubles. */
function withPickle(pickle: string, members = {}): Uint8Array {
  return zipSync({
    "archive/data.pkl": latin1(pickle),
    "archive/data/0": new Uint8Array(Float64Array.of(1, 2).buffer),
    ...members,
  });
}

const storage = (kind: string, key: string, count: number) =>
  `(X\x07\0\0\0storagectorch\n${kind}\nX\x01\0\0\0${key}X\x03\0\0\0cpuK${
    String.fromCharCode(count)
  }tQ`;
const tensor = (
  stored: string,
  offset: string,
  sizes: string,
  strides: string,
) =>
  `\x80\x02ctorch._utils\n_rebuild_tensor_v2\n(${stored}${offset}(${sizes}t(${strides}t\x89}tR.`;
const two = storage("DoubleStorage", "0", 2);

Deno.test("a pickle by hand is a tensor", () => {
  const bytes = withPickle(tensor(two, "K\0", "K\x02", "K\x01"));
  const { shape, values } = readTorchArrays(bytes).get("tensor")!();
  assertEquals(shape, [2]);
  assertEquals(values, Float64Array.of(1, 2));
});

/** Pickles that would run code, lie or have no end; and what is said. */
const hostile: Record<string, [string, string]> = {
  "os.system": ["cos\nsystem\n(X\x02\0\0\0lstR.", 'names "os.system"'],
  "posix.system by STACK_GLOBAL": [
    "\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x02ls\x85R.",
    'names "posix.system"',
  ],
  "builtins.eval": [
    "c__builtin__\neval\n(X\x01\0\0\x001tR.",
    "__builtin__.eval",
  ],
  "a name of torch that is not listed": [
    "ctorch\nload\n)R.",
    'names "torch.load"',
  ],
  "a name with dots within": [
    "ctorch._utils\n_rebuild_tensor_v2.__globals__\n.",
    "_rebuild_tensor_v2.__globals__",
  ],
  "a prototype's name": [
    "c__proto__\nconstructor\n)R.",
    "__proto__.constructor",
  ],
  "INST": ["(X\x02\0\0\0lsios\nsystem\n.", "the opcode INST"],
  "OBJ": ["(ctorch\nSize\no.", "the opcode OBJ"],
  "NEWOBJ": ["ctorch\nSize\n)\x81.", "the opcode NEWOBJ"],
  "EXT1": ["\x82\x01.", "the opcode EXT1"],
  "PERSID": ["P0\n.", "the opcode PERSID"],
  "an opcode that is none": ["\xff.", "the opcode 0xff"],
  "BUILD of a tensor": [
    tensor(two, "K\0", "K\x02", "K\x01").replace(/\.$/, "}b."),
    "asks for what is not there",
  ],
  "a call of what is no function": ["K\x01)R.", "asks for what is not there"],
  "a call of a tensor's class": [
    "ctorch\nDoubleStorage\n)R.",
    "asks for what is not there",
  ],
  "an empty stack": ["0.", "the opcode POP"],
  "a mark that is missing": ["t.", "asks for what is not there"],
  "a memory of nothing": ["h\x05.", "asks for what is not there"],
  "a text longer than the file": ["X\xff\xff\xff\xff.", "ends too early"],
  "an integer longer than the file": ["\x8a\xff.", "ends too early"],
  "no end": ["}", "ends too early"],
  "a storage that is none": ["K\x01Q.", "something else than a storage"],
  "a storage that is missing": [
    tensor(storage("DoubleStorage", "9", 2), "K\0", "K\x02", "K\x01"),
    'storage "9" has no bytes, expected 16',
  ],
  "a path for a storage": [
    tensor(
      two.replace("\x01\0\0\x000", "\x0c\0\0\0../../passwd"),
      "K\0",
      "K\x02",
      "K\x01",
    ),
    'storage "../../passwd" has no bytes',
  ],
  "a storage longer than its bytes": [
    tensor(storage("DoubleStorage", "0", 3), "K\0", "K\x02", "K\x01"),
    'storage "0" has 16 bytes, expected 24',
  ],
  "a tensor beyond its storage": [
    tensor(two, "K\x01", "K\x02", "K\x01"),
    "reaches to entry 2 of its storage, expected one of its 2",
  ],
  "a negative offset": [
    tensor(two, "J\xff\xff\xff\xff", "K\x02", "K\x01"),
    "shape is not",
  ],
  "a negative stride": [
    tensor(two, "K\x01", "K\x02", "J\xff\xff\xff\xff"),
    "shape is not",
  ],
  "a size that is text": [
    tensor(two, "K\0", "X\x01\0\0\x002", "K\x01"),
    "shape is not",
  ],
  "a number a thousand million times": [
    tensor(two, "K\0", "J\0\xca\x9a;", "K\0"),
    "expands to more than 64 MB",
  ],
  "sizes whose product is no number": [
    tensor(
      two,
      "K\0",
      "J\xff\xff\xff\x7fJ\xff\xff\xff\x7fJ\xff\xff\xff\x7f",
      "K\0K\0K\0",
    ),
    "shape is not",
  ],
  "a tensor without a storage": [
    tensor("]", "K\0", "K\x02", "K\x01"),
    "a tensor has no storage",
  ],
  "a list within itself": ["]q\0h\0a.", "have no end"],
  "a dictionary of itself, twice a level": [
    `}q\0${
      Array.from({ length: 60 }, (_, i) =>
        `}q${String.fromCharCode(i + 1)}(K\0h${String.fromCharCode(i)}K\x01h${
          String.fromCharCode(i)
        }u`).join("")
    }.`,
    "have no end",
  ],
};
for (const [what, [pickle, message]] of Object.entries(hostile)) {
  Deno.test(`a .pt file is refused: ${what}`, () => {
    assertThrows(
      () => readTorchArrays(withPickle(pickle)).forEach((read) => read()),
      SyntaxError,
      message,
    );
  });
}

Deno.test("a .pt file of a whole module is refused by its class", () => {
  assertThrows(
    () => readTorchArrays(file("module")),
    SyntaxError,
    'its pickle names "torch.nn.modules.linear.Linear", expected nothing but',
  );
});

Deno.test("only opcodes of data and calls of what is listed are read", () => {
  const run = Object.keys(opcodeNames).filter((code) => {
    try {
      readTorchArrays(withPickle(code));
      return true;
    } catch (error) {
      assert(error instanceof SyntaxError, `${code}: ${error}`);
      return !error.message.includes("has the opcode");
    }
  });
  assertEquals(run.map((code) => opcodeNames[code]).toSorted(), [
    ...["APPEND", "APPENDS", "BINFLOAT", "BINGET", "BININT", "BININT1"],
    ...["BININT2", "BINPERSID", "BINPUT", "BINUNICODE", "BUILD", "EMPTY_DICT"],
    ...["EMPTY_LIST", "EMPTY_TUPLE", "FRAME", "GLOBAL", "LONG1", "LONG_BINGET"],
    ...["LONG_BINPUT", "MARK", "MEMOIZE", "NEWFALSE", "NEWTRUE", "NONE"],
    ...["PROTO", "REDUCE", "SETITEM", "SETITEMS", "SHORT_BINSTRING"],
    ...["SHORT_BINUNICODE", "STACK_GLOBAL", "STOP", "TUPLE", "TUPLE1"],
    ...["TUPLE2", "TUPLE3"],
  ]);
  assertEquals(Object.keys(opcodeNames).length, 68);
});

for (
  const [what, whole] of [
    ["of ours", parametersTo(net, θ, "pt")],
    ["of torch", file("zip")],
    ["of torch before 1.6", file("legacy")],
  ] as const
) {
  Deno.test(`a .pt file ${what} that is cut short is refused everywhere`, () => {
    for (let length = 1; length < whole.length; length += 7) {
      assertThrows(
        () => parametersFrom(net, whole.subarray(0, length)),
        SyntaxError,
        "Cannot read ",
      );
    }
  });
}

Deno.test("a .pt file that expands without end is refused", () => {
  const bytes = zipSync({
    "archive/data.pkl": latin1(tensor(two, "K\0", "K\x02", "K\x01")),
    "archive/data/0": new Uint8Array(200e6),
  });
  assert(bytes.length < 1e6);
  assertThrows(() => readTorchArrays(bytes), SyntaxError, "expands to more");
});

Deno.test("decodeTorch says what a foreign file holds", () => {
  assertThrows(
    () => decodeTorch(parametersTo(net, θ, "pt")),
    SyntaxError,
    'the file holds 0.weight, 0.bias, 2.weight, 2.bias, expected a text "result.json"',
  );
});

Deno.test("encodeTorch keeps unsigned numbers, which PyTorch lacks", () => {
  const result = { a: Uint32Array.of(2 ** 32 - 1), b: Uint16Array.of(65535) };
  assertIdentical(decodeTorch(encodeTorch(result)), result);
});
