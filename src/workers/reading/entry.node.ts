/**
 * dist/reader.node.js, the worker in which an extension host under Node reads Python. It requires the reader of the web,
 * dist/reader.js, once Node's names stand where that looks for them.
 */
import "../web-names.node";
import "./entry";
