import assert from "node:assert/strict";
import { circlesIn, importsAmong, specifiersIn } from "../../check/imports";

const circles = (files: Readonly<Record<string, string>>) => circlesIn(importsAmong(new Map(Object.entries(files))));

describe("The check of imports", () => {
  it("sees what is imported, exported again, and imported for its types alone", () => {
    const text = 'import { a } from "./a";\nexport * from "./b";\nimport type { C } from "../c";\nimport "./d";\n';
    assert.deepEqual(specifiersIn(text), ["./a", "./b", "../c", "./d"]);
  });

  it("follows them to files and to the index of a folder, and no further than the folder that is checked", () => {
    const files = { "a.ts": 'import "./x"; import "valibot"; import "../out";', "x/index.ts": 'export * from "./y";', "x/y.ts": "" }; // prettier-ignore
    assert.deepEqual(Object.fromEntries(importsAmong(new Map(Object.entries(files)))), {
      "a.ts": ["x/index.ts"],
      "x/index.ts": ["x/y.ts"],
      "x/y.ts": [],
    });
  });

  it("finds each circle once, of types too, and none where files only share what they import", () => {
    assert.deepEqual(circles({ "a.ts": 'import "./c";', "b.ts": 'import "./c"; import "./a";', "c.ts": "" }), []);
    const both = circles({
      "a.ts": 'import "./b";',
      "b.ts": 'import type { C } from "./c";',
      "c.ts": 'import "./a"; import "./d";',
      "d.ts": 'import "./e";',
      "e.ts": 'export * from "./d";',
    });
    assert.deepEqual([...both].sort(), [
      ["a.ts", "b.ts", "c.ts"],
      ["d.ts", "e.ts"],
    ]);
  });

  it("takes a file that imports itself for a circle", () => {
    assert.deepEqual(circles({ "a.ts": 'import "./a";' }), [["a.ts"]]);
  });
});
