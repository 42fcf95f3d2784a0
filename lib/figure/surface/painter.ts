// @ts-types="./three.d.ts"
import {
  BufferAttribute,
  BufferGeometry,
  Camera,
  ColorManagement,
  DoubleSide,
  LinearSRGBColorSpace,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  Scene,
  WebGLRenderer,
} from "three";
import { isoline } from "../grid_contours.ts";
import type { HTMLCanvasElement } from "./live_types.ts";
import type { Relief } from "./relief.ts";
import type { BoxPoint, Projection } from "./view.ts";

/** Paints surfaces on a canvas. */
export interface Painter {
  /** Takes another surface. */
  readonly load: (relief: Relief) => void;
  /** Paints it as it is seen in a picture of a size. */
  readonly paint: (
    projection: Projection,
    size: { readonly width: number; readonly height: number },
  ) => void;
}

/**
 * Paints with WebGL, by three: the surface with its colors and light as its SVG
 * twin has them, and the lines of its levels.
 *
 * @throws {Error} If the browser has no WebGL.
 */
export function makePainter(canvas: HTMLCanvasElement): Painter {
  ColorManagement.enabled = false; // colors are what they are
  const renderer = new WebGLRenderer({
    canvas,
    antialias: true,
    alpha: true,
    preserveDrawingBuffer: true, // for print
  });
  renderer.outputColorSpace = LinearSRGBColorSpace;
  const scene = new Scene();
  const camera = new Camera();
  const surface = new MeshBasicMaterial({
    vertexColors: true,
    side: DoubleSide,
    polygonOffset: true,
    polygonOffsetFactor: 1,
    polygonOffsetUnits: 1,
  });
  const line = new LineBasicMaterial({
    color: 0xffffff,
    transparent: true,
    opacity: 0.3,
  });
  let held: BufferGeometry[] = [];
  let loaded: Relief | undefined;
  let sized = "";

  return {
    load(relief) {
      if (relief === loaded) return;
      loaded = relief;
      for (const geometry of held) geometry.dispose();
      held = [surfaceOf(relief), levelsOf(relief)];
      const parts = [
        new Mesh(held[0], surface),
        new LineSegments(held[1], line),
      ];
      for (const part of parts) part.frustumCulled = false;
      scene.clear().add(...parts);
    },
    paint({ place }, { width, height }) {
      const ratio =
        (globalThis as { devicePixelRatio?: number }).devicePixelRatio ?? 1;
      if (sized !== (sized = `${width} ${height} ${ratio}`)) {
        renderer.setPixelRatio(ratio);
        renderer.setSize(width, height, false);
      }
      // The projection is linear: its columns are where the units go.
      const at = (point: BoxPoint) => {
        const [x, y, near] = place(point);
        return [2 * x / width - 1, 1 - 2 * y / height, -near / 4];
      };
      const origin = at([0, 0, 0]);
      const units = ([[1, 0, 0], [0, 1, 0], [0, 0, 1]] as const)
        .map((unit) => at(unit).map((value, k) => value - origin[k]));
      camera.projectionMatrix.set(
        ...[0, 1, 2].flatMap((k) => [...units.map((u) => u[k]), origin[k]]),
        ...[0, 0, 0, 1],
      );
      renderer.render(scene, camera);
    },
  };
}

/** The surface in triangles; none where a loss is missing. */
function surfaceOf({ grid: { xs, ys }, heights, color }: Relief) {
  const [columns, rows] = [xs.length, ys.length];
  const positions = new Float32Array(3 * columns * rows);
  const colors = new Float32Array(3 * columns * rows);
  const triangles: number[] = [];
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const n = j * columns + i;
      positions.set([
        (xs[i] - xs[0]) / (xs[columns - 1] - xs[0]) - 0.5,
        (ys[j] - ys[0]) / (ys[rows - 1] - ys[0]) - 0.5,
        heights[n],
      ], 3 * n);
      colors.set(color(i, j), 3 * n);
      if (i === columns - 1 || j === rows - 1) continue;
      const square = [n, n + 1, n + columns + 1, n + columns];
      if (square.some((corner) => Number.isNaN(heights[corner]))) continue;
      const [a, b, c, d] = square;
      triangles.push(a, b, c, a, c, d);
    }
  }
  return new BufferGeometry()
    .setAttribute("position", new BufferAttribute(positions, 3))
    .setAttribute("color", new BufferAttribute(colors, 3))
    .setIndex(new BufferAttribute(Uint32Array.from(triangles), 1));
}

/** The lines of equal loss, where the colors of a plane change. */
function levelsOf({ grid, bands, heights, lift }: Relief) {
  const places: number[] = [];
  const [low, high] = [bands.levels[0], bands.end];
  for (const level of bands.levels.slice(1)) {
    const h = (level - low) / (high - low);
    const points = isoline({ ...grid, values: heights }, h);
    for (let k = 1; k < points.length; k++) {
      const [[x, y], [toX, toY]] = [points[k - 1], points[k]];
      if (Number.isNaN(x + toX)) continue;
      const [u, v] = lift(x, y);
      const [toU, toV] = lift(toX, toY);
      places.push(u, v, h, toU, toV, h);
    }
  }
  return new BufferGeometry()
    .setAttribute(
      "position",
      new BufferAttribute(Float32Array.from(places), 3),
    );
}
