import { ReportError } from "./issue";
import { LARGEST_FILE, LARGEST_PAYLOAD } from "./limits";
import { grouped } from "./number";
import { parseReport, type Report } from "./report";

/** Why a text is not drawn as a report. */
export interface Refusal {
  readonly reason: "broken" | "newer" | "tooLarge";
  readonly message: string;
  /** The JSON as far as it could be read; undefined where it is none. */
  readonly value: unknown;
}

/** A report, or why there is none. */
export type Reading = { readonly report: Report } | { readonly refusal: Refusal };

/** Bytes in words: "7.3 MB". */
const inMegabytes = (bytes: number): string =>
  `${grouped(Math.floor(bytes / 1e6))}.${Math.floor((bytes % 1e6) / 1e5)} MB`;

const broken = (message: string, value?: unknown): Reading => ({ refusal: { reason: "broken", message, value } });

function parsed(text: string): { readonly value: unknown } | { readonly error: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

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
  const json = parsed(text);
  if (bytes > most) {
    const message = `This report has ${inMegabytes(bytes)}, more than the ${inMegabytes(most)} that are drawn here`;
    return { refusal: { reason: "tooLarge", message, value: "value" in json ? json.value : undefined } };
  }
  if (text.trim() === "") return broken("There is nothing in it");
  return "error" in json ? broken(`It is not JSON: ${json.error}`) : readReport(json.value);
}

/** Reads what a notebook holds. Never throws; a payload of more than 5 MB is refused. */
export const readPayload = (text: string, bytes: number): Reading => read(text, bytes, LARGEST_PAYLOAD);

/** Reads a saved report. Never throws; a file of more than 100 MB is refused. */
export const readReportFile = (text: string, bytes: number): Reading => read(text, bytes, LARGEST_FILE);
