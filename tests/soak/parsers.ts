import { assertEquals, assertMatch } from "@std/assert";
import { gzipSync } from "fflate";
import { parseIdx, readTable, tableToDataset } from "../../lib/data/mod.ts";
import {
  decodeJson,
  decodeNpz,
  decodeSafetensors,
  decodeTorch,
  encodeJson,
  encodeNpz,
  encodeSafetensors,
  encodeTorch,
  tableFrom,
} from "../../lib/file/mod.ts";
import { formatOfBytes } from "../../lib/file/formats.ts";
import { decodeNpy } from "../../lib/file/npy.ts";
import { type ShapedArray, sizeOf } from "../../lib/file/shaped_array.ts";
import { unzip, zip } from "../../lib/file/zip.ts";
import { readArguments } from "../../lib/host/commands/terminal.ts";
import { splitCells } from "../../lib/host/ipynb/split_cells.ts";
import { readConfiguration } from "../../lib/host/project/configuration.ts";
import { toIpynb } from "../../lib/host/ipynb/to_ipynb.ts";
import { encodeFrame, readFrames } from "../../lib/host/pipe/frames.ts";
import { readMessage } from "../../lib/host/jupyter/server.ts";
import { readState, writeState } from "../../lib/host/page/address.ts";
import {
  applyChanges,
  insertBehind,
  readSpans,
  remove,
} from "../../lib/host/source/edits.ts";
import { merge } from "../../lib/host/source/merge.ts";
import { syntaxProblems } from "../../lib/host/source/problems.ts";
import { describeSource } from "../../lib/host/server/notebook_files.ts";
import { fromBytes, toBytes } from "../../lib/job/bytes.ts";
import { activationNames } from "../../lib/network/activation.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import * as inputs from "../../lib/notebook/mod.ts";
import type { Generator } from "../../lib/random/mod.ts";
import { mutateBytes, mutateText, pick, scramble } from "./mutate.ts";

/** Something that reads what comes from outside. */
export interface Parser {
  /** Names it on the command line and in the log. */
  readonly name: string;
  /** An input: changed from a good one, or made from the language's words. */
  readonly make: (random: Generator) => string | Uint8Array;
  /** Reads it, and looks whether what it accepts is sound. */
  readonly read: (input: never) => unknown;
}

/** A reader of text: good examples, and the words that they are written in. */
function ofText(
  name: string,
  { examples, words, sentence, read }: {
    readonly examples: readonly string[];
    readonly words: readonly string[];
    /** One that follows the grammar, and need not make sense. */
    readonly sentence?: (random: Generator) => string;
    readonly read: (text: string) => unknown;
  },
): Parser {
  return {
    name,
    make: (random) => {
      const way = random.uniform();
      if (sentence && way < 0.3) return sentence(random);
      return way < 0.7 ? mutateText(examples, random) : scramble(words, random);
    },
    read,
  };
}

/** A network that is well formed, of any size. */
function anyNetwork(random: Generator): string {
  const widths = ["1", "2", "1e3", "65536", "4294967296", "9007199254740991"];
  const layers = Array.from(
    { length: 1 + random.integer(5) },
    () =>
      random.uniform() < 0.2
        ? `[${pick(random, activationNames)}, ${pick(random, activationNames)}]`
        : `${pick(random, widths)} ${pick(random, activationNames)}${
          pick(random, ["", "", "(0.5)", "(1e999)", " no bias"])
        }`,
  );
  return [pick(random, widths), ...layers].join(" → ");
}

/** JSON of the format of results, with any marks and nesting. */
function anyTree(random: Generator): string {
  const value = (room: number): string => {
    const few = (make: () => string) =>
      Array.from({ length: random.integer(4) }, make).join(",");
    if (room === 0 || random.uniform() < 0.2) {
      return pick(random, ["0", "-0", "1e999", "null", '"NaN"', '"x"', "{}"]);
    }
    if (random.uniform() < 0.4) return `[${few(() => value(room - 1))}]`;
    const keys = [
      "a",
      "",
      "$a",
      "$$a",
      "$float64",
      "$uint8",
      "$number",
      "$rows",
      "__proto__",
    ];
    return `{${few(() => `"${pick(random, keys)}":${value(room - 1)}`)}}`;
  };
  return `{"format":"thalweg result","version":1,"result":${value(6)}}`;
}

/** A result with every kind of thing that files hold. */
const result = {
  loss: 0.25,
  worst: NaN,
  least: -0,
  status: "converged",
  none: null,
  flags: [true, false],
  $dollar: { "a/b": 1 },
  parameters: Float64Array.of(1, -0, NaN, 1e-308),
  labels: Int32Array.of(1, 2, 3),
  image: Uint8Array.of(0, 255),
  trajectory: {
    times: Float64Array.of(0, 1, 2),
    parameters: [Float64Array.of(1, 2), Float64Array.of(3, 4)],
  },
};

const json = new TextDecoder().decode(encodeJson(result));
const npz = encodeNpz(result);
const safetensors = encodeSafetensors(result);
const torch = encodeTorch(result);
/** Files of torch.save before 1.6, which our own are not. */
const legacyTorch = Uint8Array.fromBase64(
  JSON.parse(
    Deno.readTextFileSync(
      new URL("../fixtures/torch_files.json", import.meta.url),
    ),
  ).files.legacy,
);

/** A .zip file whose members are damaged, and their checksums right. */
function zipOfDamage(random: Generator): Uint8Array {
  const members = new Map(unzip(npz));
  const names = [...members.keys()];
  for (let k = random.integer(3); k >= 0; k--) {
    const name = pick(random, names);
    const text = new TextDecoder("latin1").decode(members.get(name));
    const changed = mutateText([text], random);
    members.set(
      random.uniform() < 0.9 ? name : `${changed.slice(0, 40)}.npy`,
      Uint8Array.from(changed, (character) => character.charCodeAt(0)),
    );
  }
  return zip(members);
}

/** A .npy file of a header that is well formed and of a shape at random. */
function npyOfAnyShape(random: Generator): Uint8Array {
  const sizes = [0, 1, 2, 3, 8, 65536, 1e6, 1e9, 2 ** 32, 2 ** 53, 1e300];
  const shape = Array.from(
    { length: random.integer(4) },
    () => pick(random, sizes).toString(),
  );
  const header = `{'descr': '${
    pick(random, ["<f8", "|u1", "<i4", "|O", ">f8"])
  }', 'fortran_order': ${pick(random, ["False", "True"])}, 'shape': (${
    shape.join(", ")
  }${shape.length === 1 ? "," : ""}), }`;
  const data = 8 * random.integer(4);
  const bytes = new Uint8Array(10 + header.length + data);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 10);
  return bytes;
}

function hasItsShape({ values, shape }: ShapedArray): void {
  assertEquals(values.length, sizeOf(shape));
}

/** What is read of a file of arrays is sound; what cannot be is refused. */
function readArrays(bytes: Uint8Array): void {
  for (const read of formatOfBytes(bytes).read(bytes).values()) {
    hasItsShape(read());
  }
}

/** Parquet by pyarrow, of every kind of page; and what it is told from. */
const dataFiles = [
  ...Object.values<string>(
    JSON.parse(
      Deno.readTextFileSync(
        new URL("../fixtures/parquet_files.json", import.meta.url),
      ),
    ).files,
  ).map((text) => Uint8Array.fromBase64(text)),
  npz,
  gzipSync(new TextEncoder().encode("a,b\n1,2\n3,4\n")),
];

/** A .safetensors file whose header is changed, and its length right. */
function safetensorsOfDamage(random: Generator): Uint8Array {
  const length = Number(new DataView(safetensors.buffer).getBigUint64(0, true));
  const header = new TextDecoder().decode(safetensors.subarray(8, 8 + length));
  const changed = new TextEncoder().encode(mutateText([header], random));
  const data = safetensors.subarray(8 + length);
  const bytes = new Uint8Array(8 + changed.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(changed.length), true);
  bytes.set(changed, 8);
  bytes.set(data, 8 + changed.length);
  return bytes;
}

/** A .pt file whose pickle is damaged, and its checksum right. */
function torchOfDamage(random: Generator): Uint8Array {
  const members = new Map(unzip(torch));
  const name = "archive/data.pkl";
  return zip(members.set(name, mutateBytes([members.get(name)!], random)));
}

/** What is read can be written, and read back as it is. */
function comesBack<Bytes>(
  value: unknown,
  write: (value: unknown) => Bytes,
  read: (bytes: Bytes) => unknown,
): void {
  assertEquals(read(write(value)), value);
}

/** Frames as a client sends them, one after another. */
const frames = joined([
  encodeFrame({ id: 1, call: "network", arguments: { text: "2 → 1" } }),
  encodeFrame({ id: 2, call: "loss", arguments: { x: { $array: 0 } } }, [
    Float64Array.of(1, NaN, 3),
    Uint8Array.of(1, 2, 3),
  ]),
  encodeFrame({ cancel: 2 }),
]);

function joined(frames: readonly (readonly Uint8Array[])[]): Uint8Array {
  return Uint8Array.from(frames.flat().flatMap((piece) => [...piece]));
}

/** Hands out bytes in pieces, as a pipe does. */
function pipeOf(
  bytes: Uint8Array,
): (into: Uint8Array) => Promise<number | null> {
  let at = 0;
  return (into) => {
    const piece = bytes.subarray(at, at + Math.min(into.length, 1 + at % 700));
    into.set(piece);
    at += piece.length;
    return Promise.resolve(piece.length > 0 ? piece.length : null);
  };
}

const frameWords = [
  "TW1 ",
  "\n",
  ..."{}[],:",
  '{"id":1',
  '"arrays":[',
  '{"dtype":"<f8","shape":[',
  '{"dtype":"|u1","shape":[7]}',
  "1",
  "1e9",
  "\0\0\0\0\0\0\0\0",
];

const jsonWords = [
  ..."{}[],:",
  '"format"',
  '"thalweg result"',
  '{"format":"thalweg result","version":1,"result":',
  '"result"',
  "null",
  "true",
  "1e999",
  "-0",
  '"$float64"',
  '{"$float64":[',
  '{"$uint8":[',
  '{"$number":"NaN"}',
  '{"$number":',
  '{"$rows":"a"}',
  '"\\ud800"',
  '"__proto__"',
];

const sourceWords = [
  ..."(){}[];`",
  "// %%\n",
  "// %% [markdown]\n",
  "md`# ",
  "md`",
  "${",
  "cell`x ${",
  "import { md } from",
  "const x = ",
  "=>",
  "async ",
  "class A { @b ",
  "/* ",
  "*/",
  "/",
  "<T>",
  "x as ",
  "?.",
  "...",
  "'",
  '"',
  "\\u{110000}",
  "# ",
  "\n\n",
  "[a](",
  "0b2",
  "enum ",
  "type A<B> = ",
  "declare module ",
];

// at once: a worker that waits at its top level may miss its first message
const sources = ["teacher_student", "own_data"].map((name) =>
  Deno.readTextFileSync(new URL(`../../notebooks/${name}.ts`, import.meta.url))
);

/** A notebook with an input of every kind, to be brought into states. */
function openInputs() {
  const { range, number, seed, text, toggle, choice, choices, table } = inputs;
  const graph = inputs.openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.resolve(new TextEncoder().encode("text")),
  });
  range`Width ${{ min: -50, max: 50, value: 5 }}`;
  range`Rate ${{ min: 1e-5, max: 1, scale: "log" }}`;
  number`Offset ${0}`;
  seed`Seed ${1}`;
  text`Words ${""}`;
  toggle`Steep`;
  choice`Size ${[1, 2, 3]}`;
  choices`Columns ${["a", "b"]}`;
  table`Points ${[{ x: 1, name: "a" }]}`;
  inputs.scrubber(["Time"], { stops: [0, 1, 2.5] });
  inputs.button`Again ${() => {}}`;
  inputs.file`Data ${"data.csv"}`;
  return graph;
}

let opened: ReturnType<typeof openInputs> | undefined;

/** Everything that reads text or bytes from outside; a new reader is one entry. */
export const parsers: readonly Parser[] = [
  ofText("network text", {
    examples: [
      "2 → 5 tanh → 1",
      "2 -> 5 tanh no bias -> 3 softmax",
      "2 → [relu, leakyRelu(0.1), square] → 4 no bias → 1",
      "784 → 64 relu → 10 softmax",
    ],
    words: [
      "→",
      "->",
      ..."[](),",
      "no",
      "bias",
      "2",
      "5",
      "1e3",
      "0.5",
      "9007199254740991",
      "softmax",
      ...activationNames,
    ],
    sentence: anyNetwork,
    read: (text) => {
      const net = network(parseNetwork(text));
      const again = network(parseNetwork(net.text));
      assertEquals(again, net);
      if (!Number.isSafeInteger(net.parameterCount)) {
        throw new Error(`${net.parameterCount} parameters are not counted`);
      }
    },
  }),

  ofText("CSV", {
    examples: [
      "length,species\n5.1,setosa\n6.3,virginica\n4.9,setosa\n5.8,virginica\n",
      'a;b;c\n1;"x;y";2\n3;"a ""quoted"" word";4\n5;"two\nlines";NA\n',
      "x\ty\r\n1e-3\t+2\r\n.5\t-1.\r\n",
    ],
    words: [
      ",",
      ";",
      "\t",
      '"',
      '""',
      "\n",
      "\r\n",
      "a",
      "b",
      "1",
      "-2.5e3",
      "NaN",
      "NA",
      "?",
      " ",
      "\ufeff",
    ],
    read: (text) => {
      const table = readTable(text);
      for (const { values } of table.columns) {
        assertEquals(values.length, table.rows);
        if (values.includes(Infinity as never)) {
          throw new Error("a number is not finite");
        }
      }
      tableToDataset(table, { target: table.columns[0].name });
    },
  }),

  {
    name: "npz",
    make: (random) => {
      const way = random.uniform();
      if (way < 0.4) return mutateBytes([npz], random);
      if (way < 0.8) return zipOfDamage(random);
      const tree = `{"format":"thalweg result","version":1,"result":{"${
        pick(random, ["$array", "$rows", "$number", "$other"])
      }":"a"}}`;
      return zip(
        new Map([
          ["result.json", new TextEncoder().encode(tree)],
          ["a.npy", npyOfAnyShape(random)],
        ]),
      );
    },
    read: (bytes: Uint8Array) => {
      comesBack(decodeNpz(bytes), encodeNpz, decodeNpz);
    },
  },

  {
    name: "npy",
    make: (random) =>
      random.uniform() < 0.5
        ? npyOfAnyShape(random)
        : mutateBytes([npyOfAnyShape(random)], random),
    read: (bytes: Uint8Array) => {
      hasItsShape(decodeNpy(bytes, "a"));
    },
  },

  {
    name: "safetensors",
    make: (random) =>
      random.uniform() < 0.5
        ? mutateBytes([safetensors], random)
        : safetensorsOfDamage(random),
    read: (bytes: Uint8Array) => {
      readArrays(bytes);
      comesBack(
        decodeSafetensors(bytes),
        encodeSafetensors,
        decodeSafetensors,
      );
    },
  },

  {
    name: "torch",
    make: (random) =>
      random.uniform() < 0.3
        ? mutateBytes([torch, legacyTorch], random)
        : torchOfDamage(random),
    read: (bytes: Uint8Array) => {
      readArrays(bytes);
      comesBack(decodeTorch(bytes), encodeTorch, decodeTorch);
    },
  },

  {
    name: "data file",
    make: (random) => mutateBytes(dataFiles, random),
    read: async (bytes: Uint8Array) => {
      const { columns, rows } = await tableFrom(bytes);
      for (const { values } of columns) assertEquals(values.length, rows);
    },
  },

  {
    name: "IDX",
    make: (random) => {
      const plain = Uint8Array.of(
        0,
        0,
        8,
        2,
        0,
        0,
        0,
        2,
        0,
        0,
        0,
        3,
        1,
        2,
        3,
        4,
        5,
        6,
      );
      const wide = Uint8Array.of(
        0,
        0,
        0x0e,
        1,
        0,
        0,
        0,
        1,
        64,
        9,
        33,
        251,
        84,
        68,
        45,
        24,
      );
      return mutateBytes([plain, wide, gzipSync(plain)], random);
    },
    read: (bytes: Uint8Array) => {
      const { shape, values } = parseIdx(bytes);
      assertEquals(values.length, shape.reduce((all, n) => all * n, 1));
    },
  },

  ofText("deno.json", {
    examples: [
      '{ "imports": { "@thalweg/thalweg": "jsr:@thalweg/thalweg@^0.2.0" } }',
      '{ // mine\n "imports": { "./a": "../b.ts", }, "scopes": { "./c/": {} } }',
    ],
    words: [...jsonWords, '"imports"', '"scopes"', "//", "/*", "*/"],
    read: (text) => {
      const { imports = {}, scopes = {} } = readConfiguration(text);
      for (const map of [imports, ...Object.values(scopes)]) {
        for (const target of Object.values(map)) target.startsWith("./");
      }
    },
  }),
  ofText("JSON", {
    examples: [json, '{"format":"thalweg result","version":1,"result":[]}'],
    words: jsonWords,
    sentence: anyTree,
    read: (text) => {
      const value = decodeJson(new TextEncoder().encode(text));
      comesBack(value, encodeJson, decodeJson);
    },
  }),

  {
    name: "JSON in bytes",
    make: (random) => mutateBytes([encodeJson(result)], random),
    read: (bytes: Uint8Array) => {
      comesBack(decodeJson(bytes), encodeJson, decodeJson);
    },
  },

  {
    name: "cache entry",
    make: (random) => {
      const entry = { key: "a", payload: toBytes(result)! };
      const list = [toBytes(entry)!, toBytes(result)!, toBytes([[[[1]]]])!];
      return mutateBytes(list, random);
    },
    read: (bytes: Uint8Array) => {
      // what is undefined, or stands there twice, is left out
      const once = toBytes(fromBytes(bytes))!;
      assertEquals(toBytes(fromBytes(once)), once);
    },
  },

  ofText("notebook source", {
    examples: sources,
    words: sourceWords,
    read: (source) => {
      const { title, summary, minutes } = describeSource(source, "name");
      if (title === "" || title.length > 400 || summary.length > 1200) {
        throw new Error(`"${title}", "${summary}" is no description`);
      }
      if (!(minutes >= 1)) throw new Error(`${minutes} minutes`);
    },
  }),

  ofText("notebook cells", {
    examples: [...sources.map((source) => source.slice(0, 2000)), ...sources],
    words: sourceWords,
    read: (source) => {
      const cells = splitCells(source);
      assertEquals(JSON.parse(toIpynb(source)).cells.length, cells.length + 1);
    },
  }),

  ofText("edits of notebooks", {
    examples: sources.map((source) => source.slice(0, 2000)),
    words: sourceWords,
    read: (source) => {
      const mistakes = syntaxProblems(source);
      const spans = readSpans(source);
      assertEquals(mistakes.every(({ line }) => line >= 1), true);
      for (const span of spans.slice(0, 2)) {
        const { change, at } = insertBehind(source, span, "added();");
        const longer = applyChanges(source, [change]);
        assertEquals(longer.slice(at, at + 8), "added();");
        remove(source, span);
      }
      assertEquals(merge(source, source, "x").mine, "x");
    },
  }),

  ofText("address", {
    examples: [
      "Width=7&Rate=0.01&Seed=3&Words=a+b%26c&Steep=true&Size=2",
      "Columns=a&Points=x%09name%0A1%09a&Time=1&~off=range+Width",
    ],
    words: [
      "Width=",
      "Rate=",
      "Offset=",
      "Seed=",
      "Words=",
      "Steep=",
      "Size=",
      "Columns=",
      "Points=",
      "Time=",
      "Again=",
      "Data=",
      "~off=",
      "range+Width",
      "&",
      "=",
      "+",
      "%",
      "%0A",
      "%ff",
      "1",
      "true",
      "a",
      "[[",
      "null",
      '{"name":1}',
    ],
    read: (text) => {
      const graph = opened ??= openInputs();
      readState(graph, text);
      const written = writeState(graph);
      readState(graph, written);
      assertEquals(writeState(graph), written);
    },
  }),

  {
    name: "command line",
    make: (random) =>
      random.uniform() < 0.5
        ? mutateText(
          ["notebooks\n--port\n8000", "--input=Width=3\n--sandbox\na.ts"],
          random,
        )
        : scramble(["--", "port", "input", "=", "8000", "sandbox"], random),
    read: (text: string) =>
      readArguments(text.split("\n"), ["port", "input"], ["sandbox"]),
  },

  {
    name: "frames",
    make: (random) =>
      random.uniform() < 0.7
        ? mutateBytes([frames], random)
        : new TextEncoder().encode(scramble(frameWords, random)),
    read: async (bytes: Uint8Array) => {
      for await (const found of readFrames(pipeOf(bytes))) {
        if ("error" in found) {
          assertMatch(
            found.error.message,
            /^Cannot read a frame: .*, expected /s,
          );
          continue;
        }
        const { header, arrays } = found;
        const again = joined([encodeFrame(header, arrays)]);
        const back = await Array.fromAsync(readFrames(pipeOf(again)));
        assertEquals(back, [{ header, arrays }]);
      }
    },
  },

  ofText("control message", {
    examples: [
      '{"key":"range Width","text":"7"}',
      '{"key":"cell fit","stop":true}',
      '{"key":"cell fit","run":true}',
      '{"key":"range Width","left":true}',
    ],
    words: [
      ..."{}[],:",
      '"key"',
      '"text"',
      '"stop"',
      '"run"',
      '"left"',
      "true",
      "1",
      "null",
      '"__proto__"',
    ],
    read: (text) => {
      const message = readMessage(text);
      if (message && typeof message.key !== "string") {
        throw new Error("a message without a key");
      }
    },
  }),
];
