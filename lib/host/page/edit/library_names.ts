import type {
  Completion,
  CompletionContext,
  CompletionResult,
} from "@codemirror/autocomplete";
import {
  javascriptLanguage,
  typescriptLanguage,
} from "@codemirror/lang-javascript";
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import { create } from "../dom.ts";

/** A name that the library exports; see lib/host/edit/library_names.ts. */
interface LibraryName {
  readonly name: string;
  readonly kind: string;
  readonly signature: string;
  readonly words: string;
}

let loaded: Promise<ReadonlyMap<string, LibraryName>> | undefined;

/** Fetched when somebody first wants to know. */
function names(): Promise<ReadonlyMap<string, LibraryName>> {
  return loaded ??= fetch("/assets/names.json")
    .then((response) => response.json())
    .then((list: readonly LibraryName[]) =>
      new Map(list.map((one) => [one.name, one]))
    )
    .catch(() => (loaded = undefined, new Map()));
}

/** Completes and explains what the library exports and the notebook declares. */
export function libraryNames(text: () => string): Extension {
  const autocomplete = (context: CompletionContext) =>
    complete(context, text());
  return [
    javascriptLanguage.data.of({ autocomplete }),
    typescriptLanguage.data.of({ autocomplete }),
    hoverTooltip(async (view, place) => {
      const word = view.state.wordAt(place);
      const found = word &&
        (await names()).get(view.state.sliceDoc(word.from, word.to));
      if (!found) return null;
      return {
        pos: word.from,
        end: word.to,
        above: true,
        create: () => ({ dom: explain(found) }),
      };
    }),
  ];
}

async function complete(
  context: CompletionContext,
  text: string,
): Promise<CompletionResult | null> {
  const word = context.matchBefore(/(?<![.\w$])[\w$]+/);
  if (!word && !context.explicit) return null;
  const options: Completion[] = [];
  for (const found of (await names()).values()) {
    options.push({
      label: found.name,
      detail: found.kind,
      info: () => explain(found),
    });
  }
  const declared = text.matchAll(
    /^(?:export )?(?:const|let|function\*?|class) ([\p{L}_$][\p{L}\p{N}_$]*)/gmu,
  );
  for (const [, label] of declared) {
    options.push({ label, detail: "here", boost: 10 });
  }
  return {
    from: word?.from ?? context.pos,
    options,
    validFor: /^[\w$]*$/,
  };
}

function explain({ signature, words }: LibraryName): HTMLElement {
  return create(
    "div",
    { class: "explained" },
    create("code", {}, signature),
    create("p", {}, words),
  );
}
