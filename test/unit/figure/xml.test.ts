import assert from "node:assert/strict";
import * as fc from "fast-check";
import { JSDOM } from "jsdom";
import { element, words } from "../../../src/figure/svg/xml";

const { DOMParser } = new JSDOM().window;
/** What a reader of XML makes of it; throws where it isn't any. */
function parsed(xml: string): Element {
  const root = new DOMParser().parseFromString(`<svg xmlns="http://www.w3.org/2000/svg">${xml}</svg>`, "image/svg+xml");
  assert.equal(root.querySelector("parsererror"), null, xml);
  return root.documentElement;
}

describe("a name in a picture", () => {
  const hostile = [
    "</text><script>alert(1)</script>",
    "\"/><a href='javascript:alert(1)'>",
    "]]><!--",
    "&lt;&#0;&x;",
    "<![CDATA[",
    "\u0000\u0008\u001b[31m\ud800\ufffe\u202e",
    "[x](command:evil)",
  ];
  for (const name of hostile) {
    it(`is text, and an attribute's value: ${JSON.stringify(name)}`, () => {
      const svg = parsed(words(name, 1, 2, { "aria-label": name }) + element("title", {}));
      assert.equal(svg.children.length, 2);
      assert.equal(svg.children[0]!.children.length, 0);
      assert.deepEqual(
        [...svg.children[0]!.attributes].map((attribute) => attribute.name),
        ["x", "y", "aria-label"],
      );
    });
  }

  it("reads as it was, but for what XML can't hold", () => {
    const text = fc.string({ unit: fc.constantFrom("<", ">", "&", "'", '"', "a", "]", "-", "é", "👩"), maxLength: 20 });
    fc.assert(fc.property(text, (name) => assert.equal(parsed(words(name, 0, 0)).textContent, name)));
  });
});
