import assert from "node:assert/strict";
import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { stat } from "node:fs/promises";
import { useWorkbench } from "../rig/person";

/** The status with which a server answers a request; "refused" where it takes no connection. */
function statusOf(url: string, headers: Record<string, string> = {}): Promise<number | string> {
  return new Promise((resolve) => {
    const asked = request(url, { headers, timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve("refused"));
    asked.end();
  });
}

describe("The VS Code that npm start opens", () => {
  const session = useWorkbench();

  it("lets nobody in without the token of its address, whatever host a page claims", async () => {
    const { server } = session.code;
    assert.equal(await statusOf(`${server.origin}/`), 403);
    assert.equal(await statusOf(`${server.origin}/?tkn=wrong&folder=/`), 403);
    assert.equal(await statusOf(`${server.origin}/`, { host: "rebound.example" }), 403);
    assert.equal(await statusOf(`${server.origin}/vscode-remote-resource?path=/etc/hostname`), 403);
    assert.equal(await statusOf(server.address({ folder: session.folder })), 302);
  });

  it("shows the workbench to whoever has it, and keeps the token out of the address bar", async () => {
    await session.code.openView();
    await session.code.view().locator("body").waitFor();
    assert.doesNotMatch(session.code.page.url(), /tkn=/);
  });

  it("listens on this machine alone, and keeps its data to its owner", async () => {
    const { server } = session.code;
    const others = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    for (const { address, family, internal } of others) {
      if (family === "IPv4" && !internal) assert.equal(await statusOf(`http://${address}:${server.port}/`), "refused");
    }
    assert.equal((await stat(server.data)).mode & 0o77, 0);
  });
});
