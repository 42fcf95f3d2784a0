import type { Cell, Graph } from "../../cell/mod.ts";
import type { InputView } from "../../notebook/mod.ts";

/**
 * What somebody has chosen in a notebook stands in the address of its page,
 * behind the #: `#Student+width=8&Activation=tanh`. So a link reproduces the
 * notebook, and a reload keeps it. A file that was picked is too long for that:
 * it is kept by the tab.
 */
const offKey = "~off";

/** Names for inputs that are kept: their labels, as far as these differ. */
export function nameInputs(graph: Graph): ReadonlyMap<string, Cell<unknown>> {
  const names = new Map<string, Cell<unknown>>();
  for (const cell of graph.cells) {
    const { keptText, label = "" } = (cell.view ?? {}) as Partial<InputView>;
    if (!keptText || cell.identity === undefined) continue;
    names.set(names.has(label) ? cell.identity : label, cell);
  }
  return names;
}

/** The state of a notebook as text; "" where nothing was chosen. */
export function writeState(graph: Graph): string {
  const state = new URLSearchParams();
  for (const [name, cell] of nameInputs(graph)) {
    const text = keptTextOf(cell);
    if (text !== undefined) state.append(name, text);
  }
  for (const { status, identity } of graph.cells) {
    if (status === "disabled" && identity !== undefined) {
      state.append(offKey, identity);
    }
  }
  return String(state);
}

/**
 * Brings a notebook into a state: what the text does not name goes back to its
 * first value, and what it names that is not there is left out.
 */
export function readState(graph: Graph, text: string): void {
  const state = new URLSearchParams(text);
  for (const [name, cell] of nameInputs(graph)) {
    const chosen = state.get(name) ?? undefined;
    if (chosen === keptTextOf(cell)) continue;
    if (chosen === undefined) cell.reset();
    else cell.set((cell.view as InputView).fromText(chosen));
  }
  const off = state.getAll(offKey);
  for (const cell of graph.cells) {
    const disabled = cell.identity !== undefined && off.includes(cell.identity);
    if (!disabled) cell.enable();
    else if (cell.status !== "disabled") cell.disable();
  }
}

function keptTextOf({ view }: Cell<unknown>): string | undefined {
  return (view as InputView).keptText?.();
}

/** Whether the part of an address behind the # is a state, and not a place. */
function isState(hash: string): boolean {
  return hash === "" || hash.includes("=");
}

/** Browsers refuse more than about a hundred changes in half a minute. */
const interval = 400;
/** Changes that follow each other sooner are one step back, in ms. */
const oneStep = 1000;
/** A change takes a browser 10 ms: after the first new pictures. */
const soon = 100;

/**
 * Brings the notebook into the state that the address says, and keeps the two
 * in step from now on: `write` is called after changes of the notebook, and
 * somebody may follow a link to another state, or go back to one.
 */
export function bindAddress(graph: Graph): { readonly write: () => void } {
  let written = location.hash.slice(1);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastWrite = -Infinity;
  if (written !== "" && isState(written)) readState(graph, written);
  addEventListener("hashchange", () => {
    const hash = location.hash.slice(1);
    if (hash === written) return;
    // a field that has the focus would keep what was typed
    if (document.activeElement instanceof HTMLInputElement) {
      document.activeElement.blur();
    }
    if (isState(hash)) readState(graph, written = hash);
    else replace(); // a link to a place on the page: the state comes back
  });

  /** `step`: a change that Back undoes; those of one drag are one. */
  function replace(step = false): void {
    const { pathname, search } = location;
    const address = written === "" ? pathname + search : `#${written}`;
    if (step) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  function write(): void {
    if (timer !== undefined || writeState(graph) === written) return;
    const earliest = lastWrite + interval - performance.now();
    timer = setTimeout(() => {
      timer = undefined;
      const state = writeState(graph);
      if (state === written) return;
      written = state;
      replace(performance.now() - lastWrite > oneStep);
      lastWrite = performance.now();
    }, Math.max(soon, earliest));
  }

  return { write };
}
