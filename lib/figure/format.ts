import { checkArguments, number, type Option } from "../options/mod.ts";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** An integer in superscript digits: −14 → "⁻¹⁴". */
export function formatSuperscript(n: number): string {
  const digits = [...String(Math.abs(n))].map((d) => SUPERSCRIPTS[Number(d)]);
  return (n < 0 ? "⁻" : "") + digits.join("");
}

/** A power of ten as an axis shows it: "0.1", "1", "10", otherwise "10⁻¹⁴". */
export function formatPowerOfTen(exponent: number): string {
  if (exponent === -1) return "0.1";
  if (exponent === 0) return "1";
  if (exponent === 1) return "10";
  return `10${formatSuperscript(exponent)}`;
}

const someDigits: Option = {
  ...number,
  expected: "an integer from 1 to 100",
  isInRange: (n) =>
    Number.isInteger(n) && n as number >= 1 && n as number <= 100,
};

/**
 * A number as a person reads it: at most `digits` significant digits, powers
 * of ten below 0.001 and from 100 000 on ("1.234×10⁻¹⁴"), a true minus sign;
 * integers below a million in full.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatNumber } from "@thalweg/thalweg";
 *
 * assertEquals(formatNumber(1.23456e-14), "1.235×10⁻¹⁴");
 * assertEquals(formatNumber(-0.5), "−0.5");
 * ```
 *
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatNumber } from "@thalweg/thalweg";
 *
 * assertEquals(formatNumber(1234.5678), "1235");
 * ```
 */
export function formatNumber(x: number, digits = 4): string {
  checkArguments("format the number", { x, digits }, {
    x: number,
    digits: someDigits,
  });
  if (Number.isNaN(x)) return "not a number";
  if (x < 0) return `−${formatNumber(-x, digits)}`;
  if (x === Infinity) return "∞";
  if (Number.isInteger(x) && x < 1e6) return String(x);
  const [mantissa, power] = x.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  if (exponent < -3 || exponent >= 5) {
    return `${Number(mantissa)}×10${formatSuperscript(exponent)}`;
  }
  return String(Number(x.toFixed(Math.max(0, digits - 1 - exponent))));
}

/** A share as whole percent, without rounding up to 100 %: 0.999 → "99.9 %". */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return "an unknown part";
  const percent = 100 * share;
  const open = (percent > 99 && percent < 100) || (percent > 0 && percent < 1);
  if (!open) return `${Math.round(percent)} %`;
  const shown = percent > 99
    ? Math.min(99.9, Math.floor(percent * 10) / 10)
    : Math.max(0.1, Math.round(percent * 10) / 10);
  return `${shown} %`;
}
