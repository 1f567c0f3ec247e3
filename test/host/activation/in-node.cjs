// Loads and activates an extension, whose file is the argument, in this new process; prints the milliseconds of both.
const Module = require("node:module");

// Stands for all that an extension can name of VS Code. What is an own property would be copied: so it has none.
const anything = new Proxy(function () {}, {
  get: (_, key) => (key === Symbol.iterator ? function* () {} : key === Symbol.toPrimitive ? () => "" : anything),
  apply: () => anything,
  construct: () => anything,
});
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? Object.create(anything) : load(name, ...rest));

const start = performance.now();
const { activate } = require(process.argv[2]);
const loaded = performance.now();
activate({ extension: anything, extensionUri: anything, subscriptions: [] });
console.log(JSON.stringify([loaded - start, performance.now() - loaded]));
