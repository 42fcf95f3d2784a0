import { join } from "node:path";

/** Browsers that print from the command line, by what systems call them. */
const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "msedge",
  "brave-browser",
];

/** Where systems keep them that are not on the path. */
const places: Readonly<Record<string, readonly string[]>> = {
  darwin: ["Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser"]
    .map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
};

/** Where Windows keeps them, in folders that the environment names. */
function placesOfWindows(): readonly string[] {
  return [
    "Google\\Chrome\\Application\\chrome.exe",
    "Microsoft\\Edge\\Application\\msedge.exe",
  ].flatMap((path) =>
    ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((name) => {
      const folder = Deno.env.get(name);
      return folder === undefined ? [] : [join(folder, path)];
    })
  );
}

/**
 * The program of a Chromium, or of what is made of it: the one that `CHROMIUM`
 * in the environment names, else the first that is found.
 *
 * @throws {Error} If there is none, with what to do.
 */
export async function findBrowser(): Promise<string> {
  const chosen = Deno.env.get("CHROMIUM");
  const { os } = Deno.build;
  const [between, end] = os === "windows" ? [";", ".exe"] : [":", ""];
  const folders = (Deno.env.get("PATH") ?? "").split(between);
  const candidates = chosen ? [chosen] : [
    ...names.flatMap((name) =>
      folders.filter(Boolean).map((folder) => join(folder, name + end))
    ),
    ...(os === "windows" ? placesOfWindows() : places[os] ?? []),
  ];
  for (const path of candidates) {
    const found = await Deno.stat(path).then(
      ({ isFile }) => isFile,
      () => false,
    );
    if (found) return path;
  }
  throw new Error(
    `Cannot print: ${
      chosen ? `CHROMIUM names "${chosen}", which is no file` : "no Chromium"
    }, expected Chromium, Chrome, Edge or Brave on the PATH, or its program in the environment as CHROMIUM; without one, open the HTML file and print it`,
  );
}
