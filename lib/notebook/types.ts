import type { Cell } from "../cell/mod.ts";

/** The value that a hole of a template stands for. */
export type Value<C> = C extends Cell<infer T> ? T : C;

/** The values of all holes. */
export type Values<I extends readonly unknown[]> = {
  [K in keyof I]: Value<I[K]>;
};

/** What a body's result becomes as a cell's value. */
export type Settled<R> = R extends AsyncGenerator<infer Y> ? Y
  : R extends Generator<infer Y> ? Y
  : Awaited<R>;

/** Cell<R> when H may be a cell, joined with `Rest` when it may be plain. */
// deno-lint-ignore no-explicit-any
export type Lift<H, R, Rest> = H extends Cell<any> ? Cell<R> : Rest;

/**
 * R for plain holes, Cell<R> once a cell is among them, and the union where a
 * hole may be either.
 */
export type Lifted<P extends readonly unknown[], R> = P extends
  readonly [infer H, ...infer T] ? Lift<H, R, Lifted<T, R>>
  : number extends P["length"] ? Lift<P[number], R, R>
  : R;
