/**
 * dist/worker.node.js, the worker of Node: the desktop's and the remote's extension host, and scripts. It requires the
 * worker of the web, dist/worker.js, once Node's names stand where that looks for them.
 */
import "./web-names.node";
import "./entry";
