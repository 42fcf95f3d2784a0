import { refuseFile } from "../refuse.ts";
import { opcodeNames } from "./opcode_names.ts";

/**
 * What a pickle may name: a value as it is, or, where it is a function, what is
 * made of the arguments that REDUCE gives it. Nothing else is ever called.
 */
export type Globals = ReadonlyMap<string, unknown>;

/** A pickle's value, and where in the bytes it ends. */
export interface Unpickled {
  readonly value: unknown;
  readonly end: number;
}

/** What an opcode does; those without an entry are refused by name. */
type Opcode = (machine: Machine) => void;

/**
 * Reads one pickle: dictionaries are Maps, lists and tuples arrays, integers
 * numbers (or bigint where they are too large). Data alone are built: of
 * pickle's 68 opcodes those that hold data, call what `globals` lists, and ask
 * for a storage; any other is refused with its name, and so is any other global.
 *
 * @param persistent What BINPERSID stands for.
 * @throws {SyntaxError} If the bytes are not such a pickle.
 */
export function readPickle(
  bytes: Uint8Array,
  begin: number,
  globals: Globals,
  persistent: (id: unknown) => unknown,
): Unpickled {
  const machine = new Machine(bytes, begin, globals, persistent);
  while (!machine.stopped) {
    const code = String.fromCharCode(machine.byte());
    const opcode = opcodes.get(code);
    if (opcode === undefined) {
      const name = Object.hasOwn(opcodeNames, code)
        ? opcodeNames[code]
        : `0x${code.charCodeAt(0).toString(16)}`;
      refuseFile(
        `its pickle has the opcode ${name}`,
        "only those of tensors, numbers, texts, lists and dictionaries",
      );
    }
    opcode(machine);
  }
  return { value: machine.pop(), end: machine.at };
}

class Machine {
  stack: unknown[] = [];
  readonly marked: unknown[][] = [];
  readonly memo = new Map<number, unknown>();
  stopped = false;
  readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    public at: number,
    readonly globals: Globals,
    readonly persistent: (id: unknown) => unknown,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Where so many bytes begin, which are then behind. */
  take(count: number): number {
    const from = this.at;
    if (count > this.bytes.length - from) {
      refuseFile("its pickle ends too early", "a whole one");
    }
    this.at += count;
    return from;
  }

  byte(): number {
    return this.bytes[this.take(1)];
  }

  unsigned(size: 1 | 2 | 4): number {
    const from = this.take(size);
    if (size === 1) return this.bytes[from];
    return size === 2
      ? this.view.getUint16(from, true)
      : this.view.getUint32(from, true);
  }

  text(length: number): string {
    const from = this.take(length);
    return new TextDecoder().decode(this.bytes.subarray(from, from + length));
  }

  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0) refuseFile("its pickle ends too early", "a whole one");
    const text = this.text(end - this.at);
    this.at = end + 1;
    return text;
  }

  /** An integer of so many bytes, two's complement, little-endian. */
  long(length: number): number | bigint {
    if (length > 1024) {
      refuseFile(
        `its pickle has an integer of ${length} bytes`,
        "1024 at most",
      );
    }
    const from = this.take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) {
      value = value << 8n | BigInt(this.bytes[from + i]);
    }
    const signed = BigInt.asIntN(8 * length, value);
    const number = Number(signed);
    return Number.isSafeInteger(number) ? number : signed;
  }

  push(value: unknown): void {
    this.stack.push(value);
  }

  pop(): unknown {
    if (this.stack.length === 0) this.broken();
    return this.stack.pop();
  }

  top(): unknown {
    if (this.stack.length === 0) this.broken();
    return this.stack[this.stack.length - 1];
  }

  popMark(): unknown[] {
    const items = this.stack;
    const before = this.marked.pop();
    if (before === undefined) this.broken();
    this.stack = before;
    return items;
  }

  global(path: string): void {
    if (!this.globals.has(path)) {
      refuseFile(
        `its pickle names ${JSON.stringify(path.slice(0, 80))}`,
        "nothing but tensors, numbers, texts, lists and dictionaries",
      );
    }
    this.push(this.globals.get(path));
  }

  remember(index: number): void {
    this.memo.set(index, this.top());
  }

  recall(index: number): void {
    if (!this.memo.has(index)) this.broken();
    this.push(this.memo.get(index));
  }

  broken(): never {
    refuseFile("its pickle asks for what is not there", "a whole one");
  }
}

/** The list that is appended to. */
function listOf(machine: Machine): unknown[] {
  const list = machine.top();
  return Array.isArray(list) ? list : machine.broken();
}

function setItems(machine: Machine, items: readonly unknown[]): void {
  const map = machine.top();
  if (!(map instanceof Map) || items.length % 2 !== 0) machine.broken();
  for (let i = 0; i < items.length; i += 2) map.set(items[i], items[i + 1]);
}

function tuple(machine: Machine, count: number): void {
  const items = Array.from({ length: count }, () => machine.pop());
  machine.push(items.reverse());
}

const opcodes: ReadonlyMap<string, Opcode> = new Map<string, Opcode>([
  // the frame
  ["\x80", (m) => void m.byte()],
  ["\x95", (m) => void m.take(8)],
  [".", (m) => m.stopped = true],
  // values
  ["N", (m) => m.push(null)],
  ["\x88", (m) => m.push(true)],
  ["\x89", (m) => m.push(false)],
  ["J", (m) => m.push(m.view.getInt32(m.take(4), true))],
  ["K", (m) => m.push(m.unsigned(1))],
  ["M", (m) => m.push(m.unsigned(2))],
  ["\x8a", (m) => m.push(m.long(m.unsigned(1)))],
  ["G", (m) => m.push(m.view.getFloat64(m.take(8)))],
  ["X", (m) => m.push(m.text(m.unsigned(4)))],
  ["U", (m) => m.push(m.text(m.unsigned(1)))],
  ["\x8c", (m) => m.push(m.text(m.unsigned(1)))],
  // lists, tuples, dictionaries
  ["(", (m) => {
    m.marked.push(m.stack);
    m.stack = [];
  }],
  [")", (m) => m.push([])],
  ["\x85", (m) => tuple(m, 1)],
  ["\x86", (m) => tuple(m, 2)],
  ["\x87", (m) => tuple(m, 3)],
  ["t", (m) => m.push(m.popMark())],
  ["]", (m) => m.push([])],
  ["a", (m) => {
    const item = m.pop();
    listOf(m).push(item);
  }],
  ["e", (m) => {
    const items = m.popMark();
    const list = listOf(m);
    for (const item of items) list.push(item);
  }],
  ["}", (m) => m.push(new Map())],
  ["s", (m) => {
    const value = m.pop();
    const key = m.pop();
    setItems(m, [key, value]);
  }],
  ["u", (m) => setItems(m, m.popMark())],
  // the memo
  ["h", (m) => m.recall(m.unsigned(1))],
  ["j", (m) => m.recall(m.unsigned(4))],
  ["q", (m) => m.remember(m.unsigned(1))],
  ["r", (m) => m.remember(m.unsigned(4))],
  ["\x94", (m) => m.remember(m.memo.size)],
  // names, of which `globals` lists those that may be
  ["c", (m) => m.global(`${m.line()}.${m.line()}`)],
  ["\x93", (m) => {
    const [name, module] = [m.pop(), m.pop()];
    m.global(`${String(module)}.${String(name)}`);
  }],
  ["R", (m) => {
    const [args, make] = [m.pop(), m.pop()];
    if (typeof make !== "function" || !Array.isArray(args)) return m.broken();
    m.push(make(...args));
  }],
  // an OrderedDict's attributes, such as a state_dict's _metadata: left out
  ["b", (m) => {
    m.pop();
    if (!(m.top() instanceof Map)) m.broken();
  }],
  ["Q", (m) => m.push(m.persistent(m.pop()))],
]);
