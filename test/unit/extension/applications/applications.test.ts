import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { ApplicationProxy } from "../../../../src/extension/applications/application-proxy";
import { Applications } from "../../../../src/extension/applications/applications";
import { titleOf } from "../../../../src/extension/applications/title";
import { PRESETS } from "../../../../src/core/presets";
import type { ToApp } from "../../../../src/formats/index";
import { FakeHolder, STATE } from "./fake-holder";

const started = (patience?: number) => {
  const holder = new FakeHolder();
  const application = new ApplicationProxy(holder, patience);
  holder.say({ type: "ready" });
  return { holder, application };
};
const requestIn = (holder: FakeHolder, index = -1): Extract<ToApp, { type: "request" }> => {
  const message = holder.sent.at(index);
  assert.ok(message?.type === "request", message?.type);
  return message;
};
const defaults: ToApp = { type: "defaults", defaults: { trials: 5, seed: 6 } };
const show: ToApp = { type: "show", spec: STATE.spec, assumptions: [] };

describe("An application", () => {
  it("hears what to show once it is ready, and what it showed when it comes back", () => {
    const { holder } = started();
    assert.deepEqual(holder.sent, [
      { type: "open", container: "panel", workerUri: "worker.js", defaults: { trials: 1, seed: 2 } },
    ]);
    holder.say({ type: "state", state: STATE });
    holder.say({ type: "ready" });
    assert.deepEqual((holder.sent[1] as { state?: unknown }).state, STATE);
  });

  it("hears nothing while it is hidden but what must arrive, and that once it is back", () => {
    const { holder, application } = started();
    application.hidden();
    application.send(defaults);
    application.sendSurely(show);
    assert.deepEqual(holder.types, ["open"]);
    holder.say({ type: "ready" });
    assert.deepEqual(holder.types, ["open", "open", "show"]);
  });

  it("hears again what must arrive where its page was going away, in the same order", async () => {
    const { holder, application } = started();
    holder.takes = false;
    application.sendSurely(show);
    application.sendSurely(defaults);
    await Promise.resolve();
    application.hidden();
    holder.takes = true;
    holder.say({ type: "ready" });
    assert.deepEqual(holder.types, ["open", "open", "show", "defaults"]);
  });

  it("hears at once what its last page did not take, where the next one is ready already", async () => {
    const { holder, application } = started();
    holder.takes = false;
    application.sendSurely(show);
    holder.takes = true;
    holder.say({ type: "ready" });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(holder.types, ["open", "open", "show"]);
  });

  it("says what it shows, and is brought back for that where it was hidden before it could", async () => {
    const { holder, application } = started();
    application.hidden();
    const stated = application.stated(1000, "late");
    assert.equal(holder.revealed, 1);
    holder.say({ type: "ready" });
    holder.say({ type: "state", state: STATE });
    assert.deepEqual(await stated, STATE);
    application.hidden();
    assert.deepEqual(await application.stated(1000, "late"), STATE);
    assert.equal(holder.revealed, 1);
  });

  it("answers requests by their ids, in any order", async () => {
    const { holder, application } = started();
    const first = application.request("report");
    const second = application.request("pytorch");
    holder.say({ type: "response", id: requestIn(holder, -1).id, text: "two" });
    holder.say({ type: "response", id: requestIn(holder, -2).id, text: null });
    assert.deepEqual(await Promise.all([first, second]), [null, "two"]);
  });

  it("is brought to the front and asked again when it was hidden or reloaded meanwhile", async () => {
    const { holder, application } = started();
    application.hidden();
    const answer = application.request("spec");
    assert.equal(holder.revealed, 1);
    assert.deepEqual(holder.types, ["open"]);
    holder.say({ type: "ready" });
    holder.say({ type: "response", id: requestIn(holder).id, text: "spec" });
    assert.equal(await answer, "spec");
  });

  it("fails what it does not answer in time, and what is open when it closes", async () => {
    const { holder, application } = started(5);
    await assert.rejects(application.request("report"), /didn't answer in time/);
    holder.say({ type: "response", id: requestIn(holder).id, text: "too late" });
    const open = application.request("report");
    application.dispose();
    await assert.rejects(open, /was closed/);
    await assert.rejects(application.request("report"), /is closed/);
  });

  it("hears nothing once it is closed", () => {
    const { holder, application } = started();
    application.dispose();
    application.send(defaults);
    assert.deepEqual(holder.types, ["open"]);
  });

  it("is brought back where it is hidden before it could be asked, and once where it could not answer", async () => {
    const { holder, application } = started();
    const report = () => application.request("report", new AbortController().signal);
    application.hidden();
    const [answered, given] = [report(), report()];
    application.hidden();
    assert.equal(holder.revealed, 3);
    holder.say({ type: "ready" });
    application.hidden();
    assert.equal(holder.revealed, 4);
    holder.say({ type: "ready" });
    holder.say({ type: "response", id: requestIn(holder, -2).id, text: "report" });
    application.hidden();
    assert.equal(await answered, "report");
    await assert.rejects(given, /was hidden before it could answer/);
    assert.equal(holder.revealed, 4);
  });

  it("fails where it cannot even be asked in time, though the asker would wait for the answer", async () => {
    const { holder, application } = started(5);
    const report = () => application.request("report", new AbortController().signal);
    application.hidden();
    await assert.rejects(report(), /didn't answer in time/);
    holder.say({ type: "ready" });
    const lost = report();
    application.hidden();
    await assert.rejects(lost, /didn't answer in time/);
  });

  it("answers a report however late its run ends, until the asker gives it up", async () => {
    const { holder, application } = started(5);
    const controller = new AbortController();
    const [answered, given] = [0, 1].map(() => application.request("report", controller.signal));
    await new Promise((resolve) => setTimeout(resolve, 20));
    holder.say({ type: "response", id: requestIn(holder, -2).id, text: "late" });
    assert.equal(await answered, "late");
    controller.abort(new Error("given up"));
    await assert.rejects(given ?? Promise.resolve(), /given up/);
    holder.say({ type: "response", id: requestIn(holder, -1).id, text: "nobody waits" });
  });

  it("listens to an asker no longer than the answer takes", async () => {
    const { holder, application } = started(5);
    const { signal } = new AbortController();
    const answered = application.request("report", signal);
    assert.equal(getEventListeners(signal, "abort").length, 1);
    holder.say({ type: "response", id: requestIn(holder).id, text: "report" });
    await answered;
    assert.equal(getEventListeners(signal, "abort").length, 0);
    const closed = application.request("report", signal);
    application.dispose();
    await assert.rejects(closed);
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("asks nothing for an asker who gave up before", async () => {
    const { holder, application } = started();
    const asked = holder.sent.length;
    await assert.rejects(application.request("report", AbortSignal.abort(new Error("given up"))), /given up/);
    assert.equal(holder.sent.length, asked);
  });

  it("ignores and logs what isn't a message of ours", () => {
    const { holder } = started();
    for (const value of [null, 1, "ready", {}, { type: "state", state: { ...STATE, layer: -1 } }]) holder.say(value);
    assert.deepEqual(
      holder.asked.map(({ type }) => type),
      Array.from({ length: 5 }, () => "log"),
    );
  });

  it("hands on what the host does for it", () => {
    const { holder } = started();
    holder.say({ type: "copy", what: "report", text: "{}" });
    holder.say({ type: "edit", base: STATE.spec, spec: STATE.spec });
    assert.deepEqual(
      holder.asked.map(({ type }) => type),
      ["copy", "edit"],
    );
  });
});

describe("The applications", () => {
  const three = () => {
    const applications = new Applications();
    const all = [started(), started(), started()] as const;
    for (const { application } of all) applications.add(application);
    return { applications, all };
  };

  it("have a current one: the last opened, then the last one worked in", () => {
    const { applications, all } = three();
    assert.equal(applications.current, all[2].application);
    all[0].holder.say({ type: "focused" });
    assert.equal(applications.current, all[0].application);
    applications.remove(all[0].application);
    assert.equal(applications.current, all[2].application);
    assert.ok(all[0].application.disposed);
  });

  it("know the one that is the active editor", () => {
    const { applications, all } = three();
    assert.equal(applications.active, undefined);
    all[1].holder.isActive = true;
    assert.equal(applications.active, all[1].application);
  });

  it("hear settings together, and end together", () => {
    const { applications, all } = three();
    applications.broadcast(defaults);
    for (const { holder } of all) assert.deepEqual(holder.types, ["open", "defaults"]);
    applications.dispose();
    assert.ok(all.every(({ application }) => application.disposed));
  });
});

describe("The title of a panel", () => {
  it("is the network's widths and rates", () => {
    const titles = PRESETS.map(({ spec }) => titleOf(spec));
    assert.deepEqual(titles, [
      "100-1, p = 0.4",
      "784-512-256-10, p = 0.5",
      "128-128-…-128-128, p = 0.2",
      "64-128-10, p = 0.5",
    ]);
  });
});
