import type { SyntaxNode } from "@lezer/common";
import type { Run } from "../values/run";
import type { Parameter, Scope } from "../values/values";

/** The parameters of a function, their defaults evaluated. */
export function parametersOf(run: Run, list: SyntaxNode, scope: Scope): Parameter[] {
  const parameters: Parameter[] = [];
  let star: "" | "*" | "**" = "";
  let keywordOnly = false;
  const children = run.childrenOf(list);
  children.forEach((child, index) => {
    const last = parameters.at(-1);
    if (child.name === ",") {
      if (star === "*") keywordOnly = true;
      star = "";
    } else if (child.name === "*" || child.name === "**") star = child.name;
    else if (child.name === "TypeDef" && last) {
      const annotation = child.lastChild;
      if (annotation) parameters[parameters.length - 1] = { ...last, annotation };
    } else if (children[index - 1]?.name === "AssignOp" && last) {
      parameters[parameters.length - 1] = { ...last, standard: run.evaluate(child, scope) };
    } else if (child.name === "VariableName") {
      parameters.push({ name: run.textOf(child), star, keywordOnly });
      if (star === "*") keywordOnly = true;
      star = "";
    }
  });
  return parameters;
}
