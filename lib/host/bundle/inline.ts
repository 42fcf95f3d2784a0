/**
 * A script as it may stand in HTML: nothing in its strings and regular
 * expressions looks like the end of the element, or like a comment of HTML.
 */
export function inlineScript(source: string): string {
  return source.replace(/<(?=\/script|!--)/gi, "\\x3C");
}

/** Plain data as it may stand in a script element. */
export function inlineJson(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
