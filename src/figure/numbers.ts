import { grouped } from "../formats/index";

const DIGITS = 4;
const SD_DIGITS = 3;
const MINUS = "\u2212";
/** Keeps a number and its unit on one line. */
const NO_BREAK_SPACE = "\u00a0";

const trueMinus = (text: string): string => text.replaceAll("-", MINUS);

/** Thin spaces in the whole part of a positive decimal number. */
function groupWholePart(decimal: string): string {
  const [whole = "0", fraction] = decimal.split(".");
  return fraction === undefined ? grouped(Number(whole)) : `${grouped(Number(whole))}.${fraction}`;
}

function withDigits(value: number, digits: number): string {
  if (value === 0) return "0";
  if (Number.isNaN(value)) return "NaN";
  const sign = value < 0 ? MINUS : "";
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  const rounded = Number(size.toPrecision(digits));
  if (rounded < 1e-4 || rounded >= 1e7) {
    return sign + trueMinus(size.toExponential(digits - 1).replace("e+", "e"));
  }
  return sign + groupWholePart(rounded >= 10 ** digits ? String(rounded) : size.toPrecision(digits));
}

/** Four significant digits everywhere: 60.01, 4.899, 100.0, 12 350; extreme values as 1.234e−5. */
export const formatNumber = (value: number): string => withDigits(value, DIGITS);

/** A decimal fraction without the zeros at its end, and without a point that nothing follows. */
function withoutZeros(decimal: string): string {
  if (!decimal.includes(".")) return decimal;
  let end = decimal.length;
  while (decimal[end - 1] === "0") end--;
  return decimal.slice(0, decimal[end - 1] === "." ? end - 1 : end);
}

/** As `formatNumber`, without zeros at the end: 1.667, 1.25, 2. */
export function formatShort(value: number): string {
  const [decimal = "", ...power] = formatNumber(value).split("e");
  return [withoutZeros(decimal), ...power].join("e");
}

/** A whole number with thin spaces: 10 000. */
export const formatCount = (count: number): string => grouped(count);

/** A share as a percentage: 40.01 %. */
export function formatShare(share: number): string {
  return `${share === 1 ? "100" : formatNumber(100 * share)}${NO_BREAK_SPACE}%`;
}

const signed = (value: number, text: string): string => (value > 0 ? `+${text}` : text);

/** A number with its sign: +1.234, −1.234, 0. */
export const formatSigned = (value: number): string => signed(value, formatNumber(value));

/** A distance in standard deviations, of which a fourth digit says nothing: 0.118. */
export const formatSds = (value: number): string => withDigits(value, SD_DIGITS);

/** A difference in standard deviations: +0.118 sd, −0.118 sd. */
export const formatSdChange = (value: number): string => `${signed(value, formatSds(value))}${NO_BREAK_SPACE}sd`;

/** A relative change with its sign: −39.99 %, +41.42 %. */
export function formatChange(change: number): string {
  return `${formatSigned(100 * change)}${NO_BREAK_SPACE}%`;
}

/** A number of an axis whose ticks are `step` apart: as few digits as tell them apart. */
export function formatTick(value: number, step: number): string {
  if (Math.abs(value) < step / 2) return "0";
  const size = Math.abs(value);
  const places = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const sign = value < 0 ? MINUS : "";
  if (size >= 1e5 || places > 4) {
    const digits = Math.max(0, Math.floor(Math.log10(size) + 1e-9) - Math.floor(Math.log10(step) + 1e-9));
    return sign + trueMinus(size.toExponential(Math.min(digits, 20)).replace("e+", "e"));
  }
  return sign + groupWholePart(size.toFixed(places));
}
