import { isUnopened } from "../notebook/mod.ts";

/**
 * A program that defines cells and ends has shown nothing: says so at its end,
 * and how to open it.
 */
export function tellUnopened(): void {
  if (typeof Deno === "undefined") return; // in a page
  addEventListener("unload", () => {
    const { mainModule } = Deno;
    // Tests and consoles define cells for reasons of their own.
    if (!isUnopened(mainModule) || /\/\$deno\$/.test(mainModule)) return;
    Deno.stderr.writeSync(new TextEncoder().encode(howToOpen(mainModule)));
  });
}

/** How to open the notebook at an address. */
export function howToOpen(address: string): string {
  // without Node's modules: a page imports this file as well, and has none
  const file = address.startsWith("file:")
    ? decodeURIComponent(new URL(address).pathname)
      .replace(/^\/(?=[a-z]:)/i, "")
    : address;
  const [, folder, name] = file.match(/^(.*[/\\])?(.*?)$/s)!;
  const program = "deno run -A jsr:@thalweg/thalweg/cli";
  return `"${name}" is a notebook, of which a terminal shows nothing. It opens
  in the browser         ${program} start ${folder}
  in one live HTML file  ${program} export ${file}
  in one HTML file       ${program} render ${file}
`;
}
