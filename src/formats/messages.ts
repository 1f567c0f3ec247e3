import * as v from "valibot";
import { CODE_STATUSES, CodeLayer, CodeLine, CodeOrigin, CodeTarget } from "./code";
import { AppState, CheckedSpec } from "./state";

const trialsAndSeed = v.object({ trials: v.number(), seed: v.number() });
const issue = v.object({
  keys: v.array(v.union([v.string(), v.number()])),
  path: v.string(),
  message: v.string(),
});

/** Where an application lives: each is the same application in another container. */
const CONTAINERS = ["sidebar", "panel", "editor"] as const;
export type Container = (typeof CONTAINERS)[number];

/** What the host may ask an application for; it answers with text. */
const REQUESTS = ["report", "pytorch", "spec"] as const;
export type RequestKind = (typeof REQUESTS)[number];

/** Messages from the extension host to an application. */
export const ToApp = v.variant("type", [
  /** The answer to "ready": what to show. Without a state the application uses its stored one, else the article. */
  v.object({
    type: v.literal("open"),
    container: v.picklist(CONTAINERS),
    workerUri: v.string(),
    /** Settings for new experiments. */
    defaults: trialsAndSeed,
    state: v.optional(AppState),
  }),
  /** Replace what is shown by this experiment, as one undo step. */
  v.object({
    type: v.literal("show"),
    spec: CheckedSpec,
    assumptions: v.array(v.string()),
    /** Where it was read from, if from code. */
    code: v.optional(CodeOrigin),
  }),
  /** The code that the experiment was read from, as it is now. */
  v.object({
    type: v.literal("code"),
    status: v.picklist(CODE_STATUSES),
    /** The name of its file. */
    file: v.string(),
    /** The parts of the model that can be run, by their names. */
    parts: v.array(v.string()),
    lines: v.array(CodeLine),
  }),
  /** The code now says what the experiment does: `code` is where it is read from, and nothing to be undone. */
  v.object({ type: v.literal("codeWritten"), code: CodeOrigin }),
  /** The document of a custom editor, as it is now: it is the only state there. */
  v.object({ type: v.literal("document"), spec: CheckedSpec }),
  /** The document cannot be read: say why, keep the last good picture. */
  v.object({ type: v.literal("documentBroken"), issues: v.array(issue) }),
  v.object({ type: v.literal("defaults"), defaults: trialsAndSeed }),
  v.object({ type: v.literal("request"), id: v.number(), what: v.picklist(REQUESTS) }),
]);
export type ToApp = v.InferOutput<typeof ToApp>;

/** Messages from an application to the extension host. */
export const FromApp = v.variant("type", [
  v.object({ type: v.literal("ready") }),
  /** The person works in this application: commands without a target mean it. */
  v.object({ type: v.literal("focused") }),
  /** What is shown changed; the host keeps it for commands that carry it on. */
  v.object({ type: v.literal("state"), state: AppState }),
  /** A finished change in a custom editor, of `base` into `spec`: the host writes it into the document. */
  v.object({ type: v.literal("edit"), base: CheckedSpec, spec: CheckedSpec }),
  /** Undo and redo in a custom editor belong to the document. */
  v.object({ type: v.literal("documentUndo") }),
  v.object({ type: v.literal("documentRedo") }),
  v.object({ type: v.literal("openInEditor"), state: AppState }),
  v.object({ type: v.literal("saveSpec"), spec: CheckedSpec }),
  /** Put text on the clipboard and say so; `what` names it in the message. */
  v.object({ type: v.literal("copy"), what: v.string(), text: v.string() }),
  /** Show the text of the custom editor's document, at a place where given. */
  v.object({ type: v.literal("openText"), keys: v.optional(v.array(v.union([v.string(), v.number()]))) }),
  /** Show a layer where it stands in the code, or the whole model. */
  v.object({ type: v.literal("revealCode"), target: CodeTarget }),
  /** Read the experiment from its code again; another part of the model where one is named. */
  v.object({ type: v.literal("readCode"), code: CodeOrigin, part: v.optional(v.number()) }),
  /** Write the p of a dropout into the code. */
  v.object({ type: v.literal("writeCode"), code: CodeOrigin, layer: CodeLayer, p: v.number() }),
  v.object({ type: v.literal("response"), id: v.number(), text: v.nullable(v.string()) }),
  v.object({ type: v.literal("log"), level: v.picklist(["info", "warn", "error"]), message: v.string() }),
]);
export type FromApp = v.InferOutput<typeof FromApp>;

/** Messages from the extension host to the page of a report; the page parses the report. */
export const ToReportPage = v.object({ type: v.literal("report"), title: v.string(), report: v.unknown() });
export type ToReportPage = v.InferOutput<typeof ToReportPage>;

/** Messages from the page of a report to the extension host. */
export const FromReportPage = v.variant("type", [
  v.object({ type: v.literal("ready") }),
  /** Open the experiment that made the report. */
  v.object({ type: v.literal("explore") }),
]);
export type FromReportPage = v.InferOutput<typeof FromReportPage>;

/** Messages from the notebook renderer to the extension host, which parses the report. */
export const FromRenderer = v.object({ type: v.literal("openInPanel"), report: v.unknown() });
export type FromRenderer = v.InferOutput<typeof FromRenderer>;

/** A table with one handler for each message of a union; a missing case does not compile. */
export type Handlers<M extends { type: string }> = {
  readonly [T in M["type"]]: (message: Extract<M, { type: T }>) => void;
};

/** Hands a message that was parsed to its handler. */
export function dispatch<M extends { type: string }>(message: M, handlers: Handlers<M>): void {
  (handlers[message.type as M["type"]] as (message: M) => void)(message);
}

/** Parses a message from the other side; null where it is none of ours. */
const parser =
  <const S extends v.GenericSchema>(schema: S) =>
  (value: unknown): v.InferOutput<S> | null => {
    const result = v.safeParse(schema, value);
    return result.success ? result.output : null;
  };
export const parseToApp = parser(ToApp);
export const parseFromApp = parser(FromApp);
export const parseToReportPage = parser(ToReportPage);
export const parseFromReportPage = parser(FromReportPage);
export const parseFromRenderer = parser(FromRenderer);
/** Of a command: its arguments come from links and key bindings too. */
export const parseCodeTarget = parser(CodeTarget);
