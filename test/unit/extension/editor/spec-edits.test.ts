import assert from "node:assert/strict";
import * as fc from "fast-check";
import { issuesInText, readSpecText } from "../../../../src/extension/spec-files/issues-in-text";
import { specEdits } from "../../../../src/extension/editor/spec-edits";
import { specText } from "../../../../src/extension/spec-files/spec-text";
import { applyEdits } from "../../../../src/extension/json/parser";
import { parseSpec, sameSpec, SpecError, type ExploreSpec, type LayerSpec } from "../../../../src/formats/index";
import { jsonText, spec, writtenSpec } from "../arbitraries";

const TEXT = `{
  // What the article does.
  "version": 1,
  "input": { "units": 100, "distribution": { "kind": "constant", "value": 1 } }, // all ones
  "layers": [
    // Forty in a hundred.
    { "kind": "dropout", "p": 0.40 },
    { "kind": "leaky_relu" }, // a default slope
    // The neuron.
    { "kind": "linear", "units": 1 /* just one */ }
  ]
}
`;

const read = (text: string): ExploreSpec => {
  const result = readSpecText(text);
  assert.ok("spec" in result, `not a spec: ${text}`);
  return result.spec;
};
const write = (text: string, to: ExploreSpec): string => applyEdits(text, specEdits(text, to));
/** The text after `change` of its spec. */
const after = (change: (spec: ExploreSpec) => void, text = TEXT): string => {
  const changed = structuredClone(read(text));
  change(changed);
  return write(text, changed);
};
const dropout = (p: number): LayerSpec => ({ kind: "dropout", p });

describe("Edits of a spec file", () => {
  it("are none where the text says the spec already, defaults left out included", () => {
    assert.deepEqual(specEdits(TEXT, read(TEXT)), []);
  });

  it("replace a number and nothing else", () => {
    const changed = { ...read(TEXT), layers: [dropout(0.5), ...read(TEXT).layers.slice(1)] };
    assert.deepEqual(specEdits(TEXT, changed), [{ offset: TEXT.indexOf("0.40"), length: 4, content: "0.5" }]);
  });

  it("write a default that was left out only once it changes, after the key before it", () => {
    assert.equal(
      after((spec) => (spec.seed = 7)),
      TEXT.replace("  ]\n}", '  ],\n  "seed": 7\n}'),
    );
    const slope = after((spec) => (spec.layers[1] = { kind: "leaky_relu", negative_slope: 0.2 }));
    assert.equal(slope, TEXT.replace('"leaky_relu"', '"leaky_relu", "negative_slope": 0.2'));
  });

  it("add a layer in the style of its neighbours, at the start, between and at the end", () => {
    const line = '    { "kind": "dropout", "p": 0.1 }';
    assert.equal(
      after((spec) => spec.layers.unshift(dropout(0.1))),
      TEXT.replace("    // Forty", `${line},\n    // Forty`),
    );
    assert.equal(
      after((spec) => spec.layers.splice(2, 0, dropout(0.1))),
      TEXT.replace("    // The neuron", `${line},\n    // The neuron`),
    );
    assert.equal(
      after((spec) => spec.layers.push(dropout(0.1))),
      TEXT.replace("/* just one */ }\n", `/* just one */ },\n${line}\n`),
    );
  });

  it("remove a layer together with its own comments", () => {
    assert.equal(
      after((spec) => spec.layers.splice(0, 1)),
      TEXT.replace('    // Forty in a hundred.\n    { "kind": "dropout", "p": 0.40 },\n', ""),
    );
    assert.equal(
      after((spec) => spec.layers.pop()),
      TEXT.replace(
        '}, // a default slope\n    // The neuron.\n    { "kind": "linear", "units": 1 /* just one */ }\n',
        "} // a default slope\n",
      ),
    );
  });

  it("move a layer as it is written, with its comments", () => {
    const moved = after((spec) => spec.layers.push(spec.layers.shift() as LayerSpec));
    assert.match(
      moved,
      /just one \*\/ \},\n {4}\/\/ Forty in a hundred\.\n {4}\{ "kind": "dropout", "p": 0\.40 \}\n {2}\]/,
    );
  });

  it("replace a distribution of another kind and keep the one line it stands on", () => {
    const text = after((spec) => (spec.input.distribution = { kind: "normal", mean: 0, std: 1 }));
    assert.equal(text, TEXT.replace('{ "kind": "constant", "value": 1 }', '{ "kind": "normal", "mean": 0, "std": 1 }'));
  });

  it("keep items on one line where they are on one line", () => {
    const text =
      '{"version":1,"input":{"units":1,"distribution":{"kind":"constant","value":1}},"layers":[{"kind":"relu"}]}';
    assert.match(
      after((spec) => spec.layers.unshift(dropout(0.1)), text),
      /\[\{ "kind": "dropout", "p": 0.1 \}, \{"kind":"relu"\}\]/,
    );
    assert.match(
      after((spec) => spec.layers.push(dropout(0.1)), text),
      /\[\{"kind":"relu"\}, \{ "kind": "dropout", "p": 0.1 \}\]/,
    );
  });

  it("leave $schema to the file", () => {
    const text = TEXT.replace('"version"', '"$schema": "./mine.json", "version"');
    assert.deepEqual(specEdits(text, read(TEXT)), []);
  });

  it("use the line ends and the indentation of the text", () => {
    const text = TEXT.replaceAll("\n", "\r\n").replaceAll("  ", "\t");
    assert.match(
      after((spec) => spec.layers.push(dropout(0.1)), text),
      /\},\r\n\t\t\{ "kind": "dropout", "p": 0\.1 \}\r\n\t\]/,
    );
  });

  it("change the last of two equal keys, which is the one that counts", () => {
    const text = TEXT.replace('"p": 0.40', '"p": 0.1, "p": 0.40');
    assert.match(
      after((spec) => (spec.layers[0] = dropout(0.3)), text),
      /"p": 0\.1, "p": 0\.3 /,
    );
  });

  it("are refused while the text is not a spec", () => {
    assert.throws(() => specEdits(TEXT.slice(20), read(TEXT)), SpecError);
    assert.throws(() => specEdits(TEXT.replace("0.40", "1.5"), read(TEXT)), SpecError);
  });

  it("turn any text of any spec into a text of any other", () => {
    const texts = writtenSpec.chain((written) => jsonText(written));
    fc.assert(
      fc.property(texts, spec, (text, to) => {
        const result = write(text, to);
        assert.deepEqual(issuesInText(result), []);
        assert.ok(sameSpec(read(result), to), result);
        assert.deepEqual(specEdits(result, to), [], "a second time changes nothing");
      }),
      { numRuns: 500 },
    );
  });

  it("bring layers into any order", () => {
    const texts = writtenSpec.chain((written) => jsonText(written));
    fc.assert(
      fc.property(texts, fc.infiniteStream(fc.nat()), (text, draws) => {
        const before = read(text);
        // Only layers without sizes fit in every order.
        const layers = before.layers.filter((layer) => layer.kind !== "linear");
        if (layers.length === 0) return;
        const small = { ...before, layers };
        const start = write(text, small);
        const order = layers.map((layer) => ({ layer, rank: draws.next().value as number }));
        const shuffled = order.sort((a, b) => a.rank - b.rank).map(({ layer }) => layer);
        const result = write(start, { ...small, layers: shuffled });
        assert.ok(sameSpec(read(result), { ...small, layers: shuffled }), result);
      }),
      { numRuns: 300 },
    );
  });
});

describe("The text of a new spec file", () => {
  it("is the spec, one layer to a line, and ends with a line break", () => {
    fc.assert(fc.property(spec, (value) => assert.deepEqual(parseSpec(JSON.parse(specText(value))), value)));
    const text = specText(read(TEXT));
    assert.match(text, /\n {4}\{ "kind": "dropout", "p": 0\.4 \},\n/);
    assert.ok(text.endsWith("}\n"));
  });
});
