import {
  type Figure,
  figureToSvg,
  pictureAt,
  readingsOf,
} from "../figure/mod.ts";

/** Size of the picture, and the space around figures in it. */
const width = 600;
const height = 400;
const margin = 16;
/**
 * Figures are drawn so wide, and then enlarged: lines are thick enough to be
 * seen where the picture is small.
 */
const drawn = 220;
/** How many times as high as wide a picture is at most to be seen on a card. */
const tallest = 2;
/** Of dots on the edge of a frame, in the units of a drawn figure. */
const beyond = 6;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A small picture of a notebook: its first three figures, those before others
 * that are made to be small, of which only what lies between the axes is shown,
 * without words, which would be too small to read. What is a strip then, as
 * panels below each other, is left out where there is another. An SVG file that
 * stands alone.
 *
 * @returns Nothing where there is no figure.
 */
export async function drawThumbnail(
  all: readonly Figure[],
): Promise<string | undefined> {
  if (all.length === 0) return undefined;
  const figures = all.toSorted((a, b) =>
    Number(a.span === "full") - Number(b.span === "full")
  );
  const drawings: Drawing[] = [];
  for (const figure of figures) {
    if (drawings.length === 3) break;
    const drawing = await drawSmall(figure);
    const { width, height } = drawing.seen;
    if (height <= tallest * width) drawings.push(drawing);
  }
  if (drawings.length === 0) drawings.push(await drawSmall(figures[0]));
  const places = placesOf(drawings.length);
  const pictures = drawings.map((drawing, i) => putIn(drawing, places[i]));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="white"/>${
    pictures.join("")
  }</svg>\n`;
}

/** The whole picture for one, its halves for two, and one half cut for three. */
function placesOf(count: number): readonly Box[] {
  const whole = {
    left: margin,
    top: margin,
    width: width - 2 * margin,
    height: height - 2 * margin,
  };
  if (count === 1) return [whole];
  // a square is as high as the picture, two are half as high
  const large = count === 2 ? (whole.width - margin) / 2 : whole.height;
  const rest = whole.width - large - margin;
  const left = whole.left + large + margin;
  const small = (whole.height - margin) / 2;
  return [
    { ...whole, width: large },
    ...count === 2 ? [{ ...whole, left, width: rest }] : [
      { left, top: margin, width: rest, height: small },
      { left, top: 2 * margin + small, width: rest, height: small },
    ],
  ];
}

/** A figure without words, and the window onto it. */
interface Drawing {
  readonly svg: string;
  readonly seen: Box;
}

async function drawSmall(figure: Figure): Promise<Drawing> {
  let seen: Box | undefined;
  const svg = await figureToSvg({
    ...figure,
    title: "",
    draw(context) {
      const picture = figure.draw(context);
      for (const words of picture.querySelectorAll("text, title")) {
        words.remove();
      }
      seen = frameOf(picture);
      return picture;
    },
  }, { width: drawn });
  return { svg, seen: seen! };
}

function putIn({ svg, seen }: Drawing, place: Box): string {
  const { left, top, width, height } = seen;
  return `<svg x="${place.left}" y="${place.top}" width="${place.width}" height="${place.height}" viewBox="${
    pictureAt.x + left
  } ${pictureAt.y + top} ${width} ${height}">${svg}</svg>`;
}

/** What lies between the axes of a picture, or all of one without. */
function frameOf(picture: ReturnType<Figure["draw"]>): Box {
  const box = readingsOf(picture)?.().box;
  if (!box) {
    const [width, height] = ["width", "height"]
      .map((name) => Number(picture.getAttribute(name)));
    return { left: 0, top: 0, width, height };
  }
  return {
    left: box.left - beyond,
    top: box.top - beyond,
    width: box.width + 2 * beyond,
    height: box.height + 2 * beyond,
  };
}
