// Loads and activates an extension, whose file is the argument, in this new process, where a Python file is open; prints
// the milliseconds of both.
const Module = require("node:module");

const known = { languageId: "python", [Symbol.iterator]: function* () {}, [Symbol.toPrimitive]: () => "" };
// Stands for all that an extension can name of VS Code. What is an own property would be copied: so it has none.
const anything = new Proxy(function () {}, {
  get: (_, key) => known[key] ?? anything,
  apply: () => anything,
  construct: () => anything,
});
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? Object.create(anything) : load(name, ...rest));

const start = performance.now();
const { activate } = require(process.argv[2]);
const loaded = performance.now();
// VS Code waits for what it gives, be that a promise or not.
void Promise.resolve(activate({ extension: anything, extensionUri: anything, subscriptions: [] })).then(() => {
  console.log(JSON.stringify([loaded - start, performance.now() - loaded]));
  process.exit();
});
