// The part of three.js that painter.ts uses. Its own declarations are a package
// apart, with those of physics and of virtual reality.

interface Disposable {
  dispose(): void;
}

export class BufferAttribute {
  constructor(array: Float32Array | Uint32Array, itemSize: number);
}

export class BufferGeometry implements Disposable {
  setAttribute(name: string, attribute: BufferAttribute): this;
  setIndex(index: BufferAttribute): this;
  dispose(): void;
}

interface MaterialParameters {
  readonly vertexColors?: boolean;
  readonly side?: number;
  readonly color?: number;
  readonly transparent?: boolean;
  readonly opacity?: number;
  readonly polygonOffset?: boolean;
  readonly polygonOffsetFactor?: number;
  readonly polygonOffsetUnits?: number;
}

export class MeshBasicMaterial implements Disposable {
  constructor(parameters: MaterialParameters);
  dispose(): void;
}

export class LineBasicMaterial implements Disposable {
  constructor(parameters: MaterialParameters);
  dispose(): void;
}

declare class Object3D {
  frustumCulled: boolean;
}

export class Mesh extends Object3D {
  constructor(geometry: BufferGeometry, material: MeshBasicMaterial);
}

export class LineSegments extends Object3D {
  constructor(geometry: BufferGeometry, material: LineBasicMaterial);
}

export class Scene extends Object3D {
  add(...objects: Object3D[]): this;
  clear(): this;
}

export class Camera extends Object3D {
  readonly projectionMatrix: { set(...rows: number[]): unknown };
}

export class WebGLRenderer implements Disposable {
  constructor(parameters: {
    readonly canvas: object;
    readonly antialias: boolean;
    readonly alpha: boolean;
    readonly preserveDrawingBuffer: boolean;
  });
  outputColorSpace: string;
  setPixelRatio(ratio: number): void;
  setSize(width: number, height: number, style?: boolean): void;
  render(scene: Scene, camera: Camera): void;
  dispose(): void;
}

export const ColorManagement: { enabled: boolean };
export const DoubleSide: number;
export const LinearSRGBColorSpace: string;
