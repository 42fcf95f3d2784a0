import { type Figure, figureToSvg } from "../figure/mod.ts";

/** Size of the picture, and the space around figures in it. */
const width = 600;
const height = 400;
const margin = 16;

/**
 * A small picture of a notebook: its first four figures, without their words,
 * which would be too small to read. An SVG file that stands alone.
 *
 * @returns Nothing where there is no figure.
 */
export async function drawThumbnail(
  all: readonly Figure[],
): Promise<string | undefined> {
  const halves = all.filter(({ span }) => span === "half");
  const figures = (halves.length > 0 ? halves : all).slice(0, 4);
  if (figures.length === 0) return undefined;
  const columns = halves.length > 1 ? 2 : 1;
  const rows = Math.ceil(figures.length / columns);
  const room = {
    width: (width - margin * (columns + 1)) / columns,
    height: (height - margin * (rows + 1)) / rows,
  };
  const pictures = await Promise.all(figures.map(async (figure, i) => {
    const x = margin + (i % columns) * (room.width + margin);
    const y = margin + Math.floor(i / columns) * (room.height + margin);
    // Drawn small and then enlarged, so that lines are not too thin.
    const drawn = halves.length > 0 ? 300 : 600;
    const svg = await figureToSvg(wordless(figure), { width: drawn });
    const [own, tall] = ["width", "height"]
      .map((name) => Number(svg.match(`<svg[^>]* ${name}="([\\d.]+)"`)![1]));
    const scale = Math.min(room.width / own, room.height / tall);
    const left = x + (room.width - scale * own) / 2;
    return `<g transform="translate(${left} ${y}) scale(${scale})">${svg}</g>`;
  }));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="white"/>${
    pictures.join("")
  }</svg>\n`;
}

function wordless(figure: Figure): Figure {
  return {
    ...figure,
    title: "",
    draw(context) {
      const svg = figure.draw(context);
      for (const words of svg.querySelectorAll("text, title")) words.remove();
      return svg;
    },
  };
}
