import { type Figure, figureToSvg, rowsToCsv } from "../../figure/mod.ts";
import { create } from "./dom.ts";

/** Buttons that save a figure as SVG or PNG, and its numbers as CSV. */
export function saveButtons(
  find: () => Figure | undefined,
): readonly HTMLButtonElement[] {
  const kinds: readonly [string, string, (figure: Figure) => Promise<Blob>][] =
    [
      ["SVG", "Save the picture as SVG", svgBlob],
      ["PNG", "Save the picture as PNG", pngBlob],
      ["CSV", "Save the numbers as CSV", csvBlob],
    ];
  return kinds.map(([name, title, make]) => {
    const button = create("button", {
      type: "button",
      class: `save save-${name.toLowerCase()}`,
    }, title);
    button.addEventListener("click", async () => {
      const figure = find();
      if (!figure) return;
      download(await make(figure), `${fileName(figure)}.${name.toLowerCase()}`);
    });
    return button;
  });
}

async function svgBlob(figure: Figure): Promise<Blob> {
  return new Blob([await figureToSvg(figure)], { type: "image/svg+xml" });
}

/** Twice the size on screen, so that it stays sharp in slides. */
const pngScale = 2;

async function pngBlob(figure: Figure): Promise<Blob> {
  const url = URL.createObjectURL(await svgBlob(figure));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = create("canvas");
    canvas.width = image.naturalWidth * pngScale;
    canvas.height = image.naturalHeight * pngScale;
    canvas.getContext("2d")!.drawImage(
      image,
      0,
      0,
      canvas.width,
      canvas.height,
    );
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) =>
        blob
          ? resolve(blob)
          : reject(new Error("Cannot save the picture as PNG: it is too large"))
      )
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

function csvBlob(figure: Figure): Promise<Blob> {
  return Promise.resolve(new Blob([rowsToCsv(figure)], { type: "text/csv" }));
}

/** "Loss along training" → "loss_along_training". */
function fileName(figure: Figure): string {
  const name = figure.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "");
  return name || "figure";
}

function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  create("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
