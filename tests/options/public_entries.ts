/** A type as deno doc tells it. */
export interface Type {
  readonly kind: string;
  readonly value: unknown;
}

/** What a function takes. */
export interface Parameter {
  readonly kind: string;
  readonly left?: Parameter;
  readonly arg?: Parameter;
  readonly tsType?: Type;
}

/** What is declared: a function, a class, a type. */
export interface Declaration {
  readonly kind: string;
  readonly def: {
    readonly params?: readonly Parameter[];
    readonly constructors?: readonly {
      readonly params: readonly Parameter[];
    }[];
    readonly methods?: readonly {
      readonly name: string;
      readonly params: readonly Parameter[];
    }[];
  };
}

/** A public name. */
export interface Entry {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

/** All names that mod.ts gives. */
export async function publicEntries(): Promise<readonly Entry[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", "mod.ts"],
    cwd: new URL("../..", import.meta.url),
  }).output();
  const { nodes } = JSON.parse(new TextDecoder().decode(stdout));
  return Object.values<{ symbols: readonly Entry[] }>(nodes)
    .flatMap(({ symbols }) => symbols);
}
