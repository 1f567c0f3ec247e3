import { ReportError } from "./issue";
import { whyNoJson } from "./json-place";
import { LARGEST_FILE, LARGEST_LOOK, LARGEST_PAYLOAD } from "./limits";
import { grouped } from "./number";
import { parseReport, type Report } from "./report";

/** Why a text is not drawn as a report. */
export interface Refusal {
  readonly reason: "broken" | "newer" | "tooLarge";
  readonly message: string;
  /** The JSON; undefined where it is none, or so large that it was not read. */
  readonly value: unknown;
}

/** A report, or why there is none. */
export type Reading = { readonly report: Report } | { readonly refusal: Refusal };

/** Bytes in words: "7.3 MB". */
const inMegabytes = (bytes: number): string =>
  `${grouped(Math.floor(bytes / 1e6))}.${Math.floor((bytes % 1e6) / 1e5)} MB`;

const broken = (message: string, value?: unknown): Reading => ({ refusal: { reason: "broken", message, value } });

/** The JSON of a text, or why there is none. */
function parsed(text: string): { readonly value: unknown } | { readonly error: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { error: whyNoJson(text) ?? String(error) };
  }
}

/** The value of a text that is refused anyway; a huge one is not read for that. */
function valueOf(text: string, bytes: number): unknown {
  const json = bytes > LARGEST_LOOK ? null : parsed(text);
  return json !== null && "value" in json ? json.value : undefined;
}

/**
 * Why a text of so many bytes is not read as a report.
 *
 * @param most The most bytes that are.
 */
const whyTooLarge = (bytes: number, most: number): string =>
  `This report has ${inMegabytes(bytes)}, more than the ${inMegabytes(most)} that are drawn here`;

/** Why a file of so many bytes is not opened, known before it is read; null where it is. */
export const whyNotOpened = (bytes: number): string | null =>
  bytes > LARGEST_FILE ? `${whyTooLarge(bytes, LARGEST_FILE)}: open one of fewer layers` : null;

/** Reads a report from JSON that was parsed elsewhere, such as a message. Never throws. */
export function readReport(value: unknown): Reading {
  try {
    return { report: parseReport(value) };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    return { refusal: { reason: error.newer ? "newer" : "broken", message: error.message, value } };
  }
}

function read(text: string, bytes: number, most: number): Reading {
  if (bytes > most) {
    return { refusal: { reason: "tooLarge", message: whyTooLarge(bytes, most), value: valueOf(text, bytes) } };
  }
  if (text.trim() === "") return broken("There is nothing in it");
  const json = parsed(text);
  return "error" in json ? broken(`It is not JSON: ${json.error}`) : readReport(json.value);
}

/** Reads what a notebook holds. Never throws; a payload of more than 5 MB is refused. */
export const readPayload = (text: string, bytes: number): Reading => read(text, bytes, LARGEST_PAYLOAD);

/** Reads a saved report. Never throws; a file of more than 100 MB is refused. */
export const readReportFile = (text: string, bytes: number): Reading => read(text, bytes, LARGEST_FILE);
