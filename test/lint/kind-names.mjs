// A rule for eslint.config.mjs: the name of a layer kind is written in the files of that kind, and nowhere else.
import { readdirSync } from "node:fs";

/** The kinds, by the files in src/formats/kinds that are none of the house's own. */
const OWN = new Set(["index", "kind", "activation", "mask"]);
const NAMES = new Set(
  readdirSync(new URL("../../src/formats/kinds/", import.meta.url))
    .map((file) => file.replace(/\.ts$/, "").replaceAll("-", "_"))
    .filter((name) => !OWN.has(name)),
);

const isName = (node) => node?.type === "Literal" && NAMES.has(node.value);
const keyOf = ({ key, computed }) => (computed ? undefined : key.type === "Identifier" ? key.name : key.value);

/** What a value is called where it is compared: `layer.kind`, `kind`. */
const calledOf = (node) => (node.type === "MemberExpression" ? node.property.name : node.name);
const isKind = (node) => /kind$/i.test(calledOf(node.type === "ChainExpression" ? node.expression : node) ?? "");

/** @type {import("eslint").Rule.RuleModule} */
export const kindNames = {
  meta: {
    type: "problem",
    schema: [{ type: "object", properties: { keys: { type: "boolean" } }, additionalProperties: false }],
    messages: {
      name: '"{{name}}" is the name of a layer kind: ask by isLinear, isDropout, definition(layer), or say it in the file of the kind',
    },
  },
  create(context) {
    const { keys = true } = context.options[0] ?? {};
    const report = (node, name = node.value) => context.report({ node, messageId: "name", data: { name } });
    return {
      SwitchStatement({ discriminant, cases }) {
        if (isKind(discriminant)) for (const { test } of cases) if (isName(test)) report(test);
      },
      BinaryExpression({ operator, left, right }) {
        if (!/^[!=]==?$/.test(operator)) return;
        if (isName(left) && isKind(right)) report(left);
        if (isName(right) && isKind(left)) report(right);
      },
      "CallExpression[callee.property.name=/^(?:includes|indexOf)$/]"({ callee, arguments: [first] }) {
        if (callee.object.type === "ArrayExpression" && isKind(first))
          callee.object.elements.filter(isName).forEach((one) => report(one));
        if (isName(first)) report(first);
      },
      Property(node) {
        if (keyOf(node) === "kind" && isName(node.value) && keys) report(node.value);
        if (keys && node.parent.type === "ObjectExpression" && NAMES.has(keyOf(node))) report(node, keyOf(node));
      },
      "TSPropertySignature[key.name='kind'] TSLiteralType > Literal"(node) {
        if (isName(node)) report(node);
      },
    };
  },
};
