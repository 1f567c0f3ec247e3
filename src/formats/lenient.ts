import * as v from "valibot";

/** What this module needs to know of a schema; valibot's own types tell every kind apart. */
interface Node extends v.GenericSchema {
  readonly entries?: Readonly<Record<string, Node>>;
  readonly options?: readonly Node[];
  readonly key?: string;
  readonly item?: Node;
  readonly wrapped?: Node;
  readonly default?: unknown;
  readonly message?: v.ErrorMessage<v.GenericIssue>;
  readonly pipe?: readonly [Node, ...v.PipeItem<unknown, unknown, v.BaseIssue<unknown>>[]];
}

/**
 * The same schema, but unknown keys are left out instead of refused, at every depth: what a newer version adds to the
 * spec in a report does not make the report unreadable.
 */
export function lenient<const S extends v.GenericSchema>(schema: S): S {
  return loosened(schema) as unknown as S;
}

function loosened(schema: Node): v.GenericSchema {
  if (schema.pipe) {
    const [first, ...rest] = schema.pipe;
    return v.pipe(loosened(first), ...(rest as v.GenericPipeAction[]));
  }
  const { entries, options, item, wrapped, message } = schema;
  if (entries) {
    return v.object(Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, loosened(entry)])), message);
  }
  if (schema.type === "variant" && schema.key !== undefined && options) {
    return v.variant(schema.key, options.map(loosened) as never, message);
  }
  if (item) return v.array(loosened(item), message);
  if (schema.type === "optional" && wrapped) return v.optional(loosened(wrapped), schema.default);
  return schema;
}
