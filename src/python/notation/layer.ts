import type { SyntaxNode } from "@lezer/common";
import type { Value } from "../syntax/arithmetic";
import { textOf, type Argument, type Call, type Source } from "../syntax/tree";
import { NotInNotation, stoppedAt, wrongIn, type NotationError } from "./errors";
import { evaluate, type Names } from "./expression";
import { nearest } from "./nearest";
import { OTHER_LAYERS, SIGNATURES, type Parameter, type Signature } from "./signatures";

/** A piece of the source, [from, to) in UTF-16 units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A layer as written: a spec whose values are not yet checked, and where each of its keys stands. */
export interface ReadLayer extends Span {
  readonly spec: object;
  readonly places: Readonly<Record<string, Span>>;
}

const EXPLORED = [...SIGNATURES.keys()].join(", ");

/** Why a node that stands where a layer belongs is none. */
function noLayer(source: Source, node: SyntaxNode, call: Call | undefined, path: string): NotationError {
  const written = call?.name ?? textOf(source, node).split(".").at(-1)!;
  const stop = (remedy: string) => stoppedAt(source.text, node.from, remedy, path);
  if (!call && SIGNATURES.has(written)) return stop(`a layer is written with brackets: ${written}()`);
  if (!call && node.name !== "VariableName" && node.name !== "MemberExpression") {
    return stop("a layer is expected here, such as Dropout(0.4) or Linear(100, 1)");
  }
  if (OTHER_LAYERS.has(written)) {
    return NotInNotation.of(stop(`${written} can't be explored; leave it out. What can be: ${EXPLORED}`));
  }
  const meant = nearest(written, ["Sequential", ...SIGNATURES.keys()]);
  const none = `there is no layer ${written.slice(0, 40)}`;
  if (meant !== undefined) return stop(`${none}; did you mean ${meant}?`);
  return NotInNotation.of(stop(`${none}; the layers are ${EXPLORED}`));
}

/** Pairs the arguments of one call with the parameters of its signature, as Python does. */
class Binder {
  readonly values: Record<string, Value> = {};
  readonly places: Record<string, Span> = {};
  private readonly bound = new Set<Parameter>();

  constructor(
    private readonly source: Source,
    private readonly call: Call,
    private readonly signature: Signature,
    private readonly names: Names,
    private readonly path: string,
  ) {}

  bind(): void {
    this.call.arguments.forEach((argument, position) => this.argument(argument, position));
    for (const parameter of this.signature.parameters) {
      if (this.bound.has(parameter)) continue;
      if (parameter.standard === undefined) {
        throw this.wrong(this.call.node, `the argument ${parameter.name} is missing; write ${this.usage()}`);
      }
      if (!parameter.ignored && !parameter.fixed) this.values[parameter.key ?? parameter.name] = parameter.standard;
    }
  }

  private argument({ name, star, value }: Argument, position: number): void {
    const { parameters } = this.signature;
    if (star !== undefined) throw this.wrong(value, "arguments aren't unpacked: write each of them");
    const parameter = name === undefined ? parameters[position] : parameters.find((one) => one.name === name);
    if (!parameter) {
      const usage = `write ${this.usage()}`;
      if (name === undefined) throw this.wrong(value, `this is one argument too many; ${usage}`);
      throw NotInNotation.of(this.wrong(value, `the argument ${name.slice(0, 40)} isn't represented; ${usage}`));
    }
    if (this.bound.has(parameter)) throw this.wrong(value, `the argument ${parameter.name} is given twice`);
    this.bound.add(parameter);
    if (!parameter.ignored) this.keep(parameter, value);
  }

  private keep(parameter: Parameter, node: SyntaxNode): void {
    const value = evaluate(this.source, node, this.names);
    const key = parameter.key ?? parameter.name;
    if (typeof value !== parameter.type) {
      const article = { number: "a number", boolean: "True or False", string: "a string" }[parameter.type];
      throw this.wrong(node, `${parameter.name} is ${article}`, key);
    }
    if (parameter.fixed && value !== parameter.standard) {
      throw this.wrong(node, `${parameter.name} can only be ${parameter.standard}: leave it out`, key);
    }
    if (parameter.fixed) return;
    this.values[key] = value;
    this.places[key] = { from: node.from, to: node.to };
  }

  private usage(): string {
    const shown = this.signature.parameters.map(({ name, standard }) => {
      const text = typeof standard === "string" ? `'${standard}'` : String(standard);
      return standard === undefined ? name : `${name}=${text.replace(/^[tf]/, (letter) => letter.toUpperCase())}`;
    });
    return `${this.call.name}(${shown.join(", ")})`;
  }

  private wrong(node: SyntaxNode, message: string, key?: string): NotationError {
    const path = key === undefined ? this.path : `${this.path}.${key}`;
    return wrongIn(this.source.text, this.call.node, node.from, message, path);
  }
}

/**
 * Reads the constructor call of one layer; `index` counts the layers of the text from 0.
 *
 * @throws {NotationError} where it isn't a layer, or where its arguments are not those of PyTorch.
 */
export function layerOf(
  source: Source,
  node: SyntaxNode,
  call: Call | undefined,
  names: Names,
  index: number,
): ReadLayer {
  const path = `layers[${index}]`;
  const signature = SIGNATURES.get(call?.name ?? "");
  if (!call || !signature) throw noLayer(source, node, call, path);
  const binder = new Binder(source, call, signature, names, path);
  if (!signature.anything) binder.bind();
  const { from, to } = node;
  return { from, to, spec: signature.spec(binder.values), places: binder.places };
}
