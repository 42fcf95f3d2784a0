/** How V8 begins its own messages that happen to begin as ours do. */
const engines = new RegExp(
  "^Cannot (?:" + [
    "(?:read|set) propert(?:y|ies) ",
    "access (?:'|private )",
    "add property ",
    "assign to ",
    "call ",
    "convert (?:undefined|null|object|a (?:BigInt|Symbol)|.* to a BigInt)",
    "(?:create|define|delete|redefine) property[ :]",
    "create proxy ",
    "destructure ",
    "freeze|seal|prevent extensions",
    "mix BigInt ",
    "perform ",
    "use ['\"]?in['\"]? ",
    "write private ",
  ].join("|") + ")",
);

/**
 * Whether an error is one of ours, for a reader: of a kind that CONTRIBUTING.md
 * names, "Cannot …" in its words, and not the engine's own about our code.
 */
export function isOwnError(error: unknown): error is Error {
  return error instanceof Error &&
    /^(?:SyntaxError|TypeError|RangeError)$/.test(error.name) &&
    /^Cannot \S/.test(error.message) && !engines.test(error.message);
}
