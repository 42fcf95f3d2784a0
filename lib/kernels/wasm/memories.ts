/** What works in a memory until another needs it. */
export interface Tenant {
  /** When it last worked: the more, the later. */
  readonly used: number;
  /** The memory goes to another: nothing of it may be used any more. */
  leave(): void;
}

interface Place {
  readonly memory: WebAssembly.Memory;
  readonly tenant: WeakRef<Tenant>;
}

/**
 * Memories of a thread. Engines reserve 8 GiB of addresses for each, whatever it
 * holds: Chromium refuses the 126th of a page, and a page has up to nine threads.
 * So they are passed on: no thread's garbage collector hears that addresses run
 * out in another.
 */
const capacity = 8;

/** A larger memory is not passed on. */
const keptBytes = 2 ** 26;

const places = new Set<Place>();

/** Large memories go with their tenants. */
const departures = new FinalizationRegistry<Place>((place) => {
  if (isLarge(place)) places.delete(place);
});

/**
 * A memory of at least `bytes`, zero as far as that: a new one, or that of the
 * tenant that has not worked for longest, or is no more.
 */
export function memoryFor(tenant: Tenant, bytes: number): WebAssembly.Memory {
  const memory = (places.size < capacity && newMemory(bytes)) ||
    passOn(bytes) || newMemory(bytes);
  if (!memory) {
    throw new RangeError(
      `Cannot generate kernels: no memory of ${bytes} bytes, expected some to be left (backend: "reference" needs none)`,
    );
  }
  const place = { memory, tenant: new WeakRef(tenant) };
  places.add(place);
  departures.register(tenant, place, tenant);
  return memory;
}

function newMemory(bytes: number): WebAssembly.Memory | undefined {
  try {
    return new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
  } catch {
    return undefined;
  }
}

function passOn(bytes: number): WebAssembly.Memory | undefined {
  const place = leastUsed();
  if (!place) return undefined;
  places.delete(place);
  const tenant = place.tenant.deref();
  if (tenant) {
    departures.unregister(tenant);
    tenant.leave();
  }
  const { memory } = place;
  if (isLarge(place)) return undefined;
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  new Uint8Array(memory.buffer, 0, bytes).fill(0);
  return memory;
}

function leastUsed(): Place | undefined {
  let found: Place | undefined;
  let least = Infinity;
  for (const place of places) {
    const used = place.tenant.deref()?.used ?? -1;
    if (used >= least) continue;
    found = place;
    least = used;
  }
  return found;
}

function isLarge({ memory }: Place): boolean {
  return memory.buffer.byteLength > keptBytes;
}
