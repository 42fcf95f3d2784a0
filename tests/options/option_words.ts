import type { Entry, Type } from "./public_entries.ts";

/** A property of an interface: its words, and its type. */
interface Property {
  readonly words: string;
  readonly type: Type | undefined;
}

/** What the interfaces say of options. */
export type OptionWords = (
  name: string,
  path: readonly string[],
) => string;

/** Reads the words on options from the docs of the public names. */
export function optionWords(entries: readonly Entry[]): OptionWords {
  const known = new Map(entries.map((entry) => [entry.name, entry]));

  /** Properties of objects of a type, those that several have from the first. */
  function propertiesOf(type: Type | undefined): Map<string, Property> {
    const found = new Map<string, Property>();
    const add = (more: Map<string, Property>) => {
      for (const [name, property] of more) {
        if (!found.has(name)) found.set(name, property);
      }
    };
    for (const each of objectsIn(type)) add(each);
    return found;
  }

  function* objectsIn(
    type: Type | undefined,
  ): Generator<Map<string, Property>> {
    const { kind, value } = Object(type);
    if (kind === "typeLiteral") yield members(value.properties);
    if (["union", "intersection", "tuple"].includes(kind)) {
      for (const member of value) yield* objectsIn(member);
    }
    if (["array", "parenthesized"].includes(kind)) yield* objectsIn(value);
    if (kind === "typeOperator") yield* objectsIn(value.tsType);
    if (kind !== "typeRef") return;
    const entry = known.get(value.typeName);
    // of Partial<T>, Omit<T, …>, Cell<T> and the like
    if (entry === undefined) yield* objectsIn(value.typeParams?.[0]);
    for (const { kind, def } of entry?.declarations ?? []) {
      const { properties, tsType, extends: bases = [] } = def as Declared;
      if (kind === "interface") yield members(properties);
      for (const base of bases) yield* objectsIn(base);
      if (kind === "typeAlias") yield* objectsIn(tsType);
    }
  }

  function parametersOf(name: string): readonly Type[] {
    const [owner, method] = name.split(".");
    const declarations = [...known.values()].flatMap(({ name, declarations }) =>
      (method === undefined ? name === owner : /Run$|Method$/.test(name))
        ? declarations
        : []
    );
    return declarations.flatMap(({ def }) => {
      const { params = [], methods = [], constructors = [] } = def;
      const own = methods.filter((each) => each.name === method);
      return [
        ...method === undefined ? params : [],
        ...own.flatMap(({ params }) => params),
        ...constructors.flatMap(({ params }) => params),
      ];
    }).flatMap((parameter) => {
      const { tsType, left, arg } = parameter;
      return tsType ?? left?.tsType ?? arg?.tsType ?? [];
    });
  }

  /** What is handed over: of a job of a kind its interface, as TrainJob. */
  function typesOf(name: string): readonly Type[] {
    const kind = /^runJob \((\w)(\w*)\)$/.exec(name);
    const typeName = kind && `${kind[1].toUpperCase()}${kind[2]}Job`;
    return typeName && known.has(typeName)
      ? [{ kind: "typeRef", value: { typeName } }]
      : parametersOf(name.split(" ")[0]);
  }

  return (name, path) => {
    for (const parameter of typesOf(name)) {
      let type: Type | undefined = parameter;
      let words: string | undefined;
      for (const step of path) {
        const property: Property | undefined = propertiesOf(type).get(step);
        words = property?.words;
        type = property?.type;
      }
      if (words) return words;
    }
    return "";
  };
}

interface Declared {
  readonly properties?: readonly DocumentedProperty[];
  readonly tsType?: Type;
  readonly extends?: readonly Type[];
}

interface DocumentedProperty {
  readonly name: string;
  readonly jsDoc?: { readonly doc?: string };
  readonly tsType?: Type;
}

function members(
  properties: readonly DocumentedProperty[] = [],
): Map<string, Property> {
  return new Map(
    properties.map(({ name, jsDoc, tsType }) => [name, {
      words: (jsDoc?.doc ?? "").split("\n\n")[0]
        .replaceAll(/\{@linkcode (\w+)\}/g, "`$1`")
        .replaceAll(/\s+/g, " ").replaceAll("|", "\\|"),
      type: tsType,
    }]),
  );
}
