// @ts-types="npm:@types/d3@^7.4.3"
import { interpolateLab, rgb } from "d3";
import { ROLES } from "./palette.ts";

const steps = 255;

/**
 * Colors of values from −1 to 1, zero in the middle: red, green, blue of each of
 * {@linkcode signedIndex}.
 */
export const signedPalette: Uint8Array = Uint8Array.from(
  Array.from({ length: steps }, (_, k) => {
    const value = 2 * k / (steps - 1) - 1;
    const side = value < 0 ? ROLES.negative : ROLES.positive;
    const { r, g, b } = rgb(interpolateLab("#f7f7f7", side)(Math.abs(value)));
    return [r, g, b];
  }).flat(),
);

/** The color of a value in it; beyond ±1 that of the end, of a NaN that of 0. */
export function signedIndex(value: number): number {
  const held = Math.max(-1, Math.min(1, value || 0)); // NaN has no side
  return Math.round((steps - 1) / 2 * (held + 1));
}
