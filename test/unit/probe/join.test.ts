import assert from "node:assert/strict";
import { joinModules, joinProbe } from "../../../src/probe/join.mjs";

const ENTRY = `"""What it is."""

from __future__ import annotations

from .top.use import use

__all__ = ["use"]
`;
const USE = `"""Uses it."""

from __future__ import annotations

import os
from collections.abc import Callable

from ..base.thing import THING, _made


def use(call: Callable) -> str:
    return call(os.sep, THING, _made)
`;
const THING = `"""A thing."""

import torch
from torch import nn

THING = torch.ones(1)
"""One."""


def _made() -> nn.Module:
    return nn.Identity()
`;
const PACKAGE = {
  "__init__.py": ENTRY,
  "base/__init__.py": '"""What all use."""\n',
  "base/thing.py": THING,
  "top/use.py": USE,
};

const joined = (changes: Readonly<Record<string, string>> = {}): string =>
  joinModules(new Map(Object.entries({ ...PACKAGE, ...changes })));
const refused = (changes: Readonly<Record<string, string>>, ...parts: readonly string[]): void =>
  assert.throws(
    () => joined(changes),
    ({ message }: Error) => parts.every((part) => message.includes(part)),
  );

describe("joining the probe's modules", () => {
  it("gives the file that ships", async () => {
    assert.equal(await joinProbe({ write: false }), false);
  });

  it("keeps the docstring first, then one block of imports, then what it exports", () => {
    assert.ok(
      joined().startsWith(`"""What it is."""

from __future__ import annotations

import os
from collections.abc import Callable

import torch
from torch import nn

__all__ = ["use"]

#`),
    );
  });

  it("places each module after those that it imports, under its path and its docstring", () => {
    const text = joined();
    const places = [
      "-- base\n# What all use.\n",
      "# base/thing.py\n# A thing.\n\n\nTHING =",
      "# top/use.py\n# Uses it.\n",
    ];
    const found = places.map((place) => text.indexOf(place));
    assert.ok(found.every((at, i) => at > (found[i - 1] ?? 0)));
    assert.doesNotMatch(text, /from \./);
  });

  it("doesn't depend on the order in which the modules are read", () => {
    assert.equal(joinModules(new Map(Object.entries(PACKAGE).reverse())), joined());
  });

  it("reads one name in two modules as an error with both places", () => {
    const both = USE.replace("def use", "def _made():\n    pass\n\n\ndef use").replace("THING, _made", "THING");
    refused({ "top/use.py": both }, "_made", "base/thing.py:10", "top/use.py:11");
  });

  it("sees a name that a class, a decorated function, an annotation or a tuple defines", () => {
    const twice = ["class _made:\n    pass", "@nn.wrap\ndef _made():\n    pass", "_made: int = 1", "a, _made = 1, 2"];
    for (const text of twice)
      refused({ "base/thing.py": `${THING}\n\n${text}\n` }, "_made", "thing.py:10", "thing.py:14");
  });

  it("reads one name for two things from elsewhere as an error with both places", () => {
    refused(
      { "base/thing.py": THING.replace("import torch\n", "import torch as os\n") },
      "os",
      "thing.py:3",
      "use.py:5",
    );
    refused({ "base/thing.py": `${THING}\nCallable = 1\n` }, "Callable", "thing.py:13", "use.py:6");
  });

  it("refuses what one file can't say: another name for a name, a module as a value, all names", () => {
    for (const how of ["..base.thing import THING as ONE, _made", ".. import base", "..base.thing import *"])
      refused({ "top/use.py": USE.replace("..base.thing import THING, _made", how) }, "top/use.py:8");
  });

  it("refuses an import of a name or a module that isn't there", () => {
    refused({ "top/use.py": USE.replace("_made\n", "_lost\n") }, "top/use.py:8", "base/thing.py", "_lost");
    refused({ "top/use.py": USE.replace("base.thing", "base.nothing") }, "top/use.py:8", "base/nothing.py");
  });

  it("refuses modules and rooms that import one another, and shows the circle", () => {
    const back = THING.replace("import torch\n", "import torch\nfrom ..top.use import use\n");
    refused({ "base/thing.py": back }, "top/use.py → base/thing.py → top/use.py");
    const rooms = THING.replace("import torch\n", "import torch\nfrom ..top.other import OTHER\n");
    refused({ "base/thing.py": rooms, "top/other.py": '"""Other."""\n\nOTHER = 1\n' }, "base → top → base");
  });

  it("refuses a statement whose names it doesn't know", () => {
    for (const text of [
      "if THING:\n    OTHER = 1",
      "for each in THING:\n    pass",
      "try:\n    ONE = 1\nfinally:\n    pass",
    ])
      refused({ "base/thing.py": `${THING}\n${text}\n` }, "base/thing.py:13");
  });

  it("refuses a module that nothing imports, that has no docstring, or that has code among its imports", () => {
    refused({ "top/idle.py": '"""Idle."""\n' }, "top/idle.py");
    refused({ "base/thing.py": THING.replace('"""A thing."""', "") }, "base/thing.py");
    refused({ "base/thing.py": THING.replace("from torch", "seen = 1\nfrom torch") }, "base/thing.py:4");
  });
});
