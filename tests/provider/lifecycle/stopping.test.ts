import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { accessArray } from "../../../provider/lifecycle/array/arrayAccess";
import { EngineRun } from "../../../provider/lifecycle/engineRun/engineRun";
import { queryFunctions } from "../../../provider/lifecycle/functions";
import { importSessionHandler as handler } from "../../../provider/lifecycle/importSession/importSession";
import type { ImportSessionInputs } from "../../../provider/lifecycle/importSession/inputs/inputs";
import { sessionsOn } from "../../../provider/lifecycle/importSession/sessions/sessions";
import type { ArrayAccess, OperationContext } from "../../../provider/lifecycle/operation/handler";
import { InterruptedError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import { StoppedError } from "../../../provider/powerstore/http/powerStoreErrors";
import { clockFrom } from "../../clock";
import { failureOf, withClient } from "../powerstore/client";
import { arrayError, grantLogin, json, type Received, wireSession } from "../powerstore/scriptedServer";

const URN = "urn:pulumi:prod::shop::powerstore-import:index:ImportSession::db-01";
const inputs: ImportSessionInputs = {
  name: "db-01",
  remoteSystemId: "name:Unity-01",
  sourceResourceId: "source-1",
  type: "Non_Disruptive",
  automaticCutover: false,
  paused: false,
  waitFor: "Started",
  forceCancel: false,
  hostsOnSource: false,
};
const recorded = { ...inputs, state: "Copy_In_Progress", clusterId: "PS1" } as const;

/** An array on which one kind of request hangs; everything else is answered. */
function arrayThatHangsAt(pattern: RegExp) {
  const hanging: ServerResponse[] = [];
  let whenHanging = () => {};
  const answer = ({ path }: Received, response: ServerResponse) => {
    if (path === "/login_session") return grantLogin(response);
    if (path === "/logout") return void response.writeHead(204).end();
    if (path.startsWith("/cluster")) return json(response, 200, [{ id: "0", global_id: "PS1" }]);
    if (path.startsWith("/remote_system/name:")) return json(response, 200, { id: "remote-1" });
    if (path.startsWith("/remote_system/")) return json(response, 200, { id: "remote-1", type: "Unity" });
    if (path.startsWith("/import_session/gone")) return arrayError(response, 404, "Not found.");
    if (path.includes("id=in.")) return json(response, 200, []);
    if (path.startsWith("/volume")) return arrayError(response, 404, "Not found.");
    return json(response, 200, wireSession("a", { name: "db-01" }));
  };
  const script = (request: Received, response: ServerResponse) => {
    if (!pattern.test(`${request.method} ${request.path}`)) return answer(request, response);
    hanging.push(response);
    whenHanging();
  };
  return {
    script,
    hang: (then: () => void) => {
      whenHanging = then;
    },
    release: (body: unknown) => {
      for (const response of hanging.splice(0)) json(response, 200, body);
    },
  };
}

function contextOf(array: ArrayAccess, signal: AbortSignal): OperationContext {
  return {
    array: () => array,
    run: new EngineRun(),
    clock: clockFrom(() => 0),
    signal,
    report: { warning: () => {}, info: () => {}, progress: () => {} },
    settings: { forceCancel: false, hostsOnSource: false },
    urn: URN,
  };
}

function compare(changed: ImportSessionInputs, context: OperationContext) {
  // As an engine does it: a diff before any check is a refresh's.
  handler.check(recorded, changed, context);
  return handler.diff("a", recorded, changed, context);
}

type Operation = (context: OperationContext) => Promise<unknown>;
const operations: Readonly<Record<string, Operation>> = {
  create: (context) => handler.create(inputs, context),
  adopt: (context) => handler.create({ ...inputs, adoptSessionId: "a" }, context),
  update: (context) => handler.update("a", recorded, { ...inputs, paused: true }, context),
  read: (context) => handler.read("a", recorded, context),
  "read what is gone": (context) => handler.read("gone", { ...recorded, destinationResourceId: "v" }, context),
  diff: (context) => compare({ ...inputs, sourceResourceId: "s-2" }, context),
  "diff of a name": (context) => compare({ ...inputs, remoteSystemId: "name:other" }, context),
  delete: (context) => handler.delete("a", recorded, context),
  "list sessions": (context) =>
    queryFunctions.getImportSessions.run({ remoteSystemId: "name:Unity-01" }, context.array(), context.signal),
  "list volumes": (context) =>
    queryFunctions.getImportableVolumes.run({ remoteSystemId: "name:Unity-01" }, context.array(), context.signal),
};

const firstReads = [
  { name: "the login", pattern: /login_session/, of: Object.keys(operations) },
  { name: "the cluster's id", pattern: /cluster/, of: ["create", "adopt", "update", "read", "diff", "delete"] },
  {
    name: "a name",
    pattern: /remote_system\/name:/,
    of: ["adopt", "read", "read what is gone", "diff of a name", "list sessions", "list volumes"],
  },
  { name: "the session", pattern: /GET \/import_session\/a/, of: ["adopt", "update", "read", "diff", "delete"] },
  { name: "the destination", pattern: /GET \/volume/, of: ["read what is gone"] },
  { name: "the remote system", pattern: /remote_system\/remote-1/, of: ["read what is gone", "list volumes"] },
];

describe("Ctrl-C", () => {
  for (const { name, pattern, of } of firstReads) {
    for (const operation of of) {
      it(`is heard at once while ${name} is not answered: ${operation}`, async () => {
        const { script, hang } = arrayThatHangsAt(pattern);
        const stop = new AbortController();
        hang(() => stop.abort());
        await withClient(script, async ({ array }) => {
          const access = accessArray(array, { clock: clockFrom(() => 0), random: () => 0 });
          const error = await failureOf(operations[operation]?.(contextOf(access, stop.signal)) ?? Promise.resolve());
          assert.ok(error instanceof InterruptedError || error instanceof StoppedError, String(error));
          assert.match(error.message, /stopped/);
        });
      });
    }
  }

  it("ends the wait of who heard it, and nobody else's: the cluster's id is read for all", async () => {
    const { script, hang, release } = arrayThatHangsAt(/cluster/);
    const stop = new AbortController();
    await withClient(script, async ({ server, array }) => {
      const access = accessArray(array, { clock: clockFrom(() => 0), random: () => 0 });
      const arrived = new Promise<void>((resolve) => hang(resolve));
      const stopped = access.clusterId(stop.signal);
      const other = access.clusterId(new AbortController().signal);
      await arrived;
      stop.abort();
      const error = await failureOf(stopped);
      assert.match(error.message, /^stopped while reading the cluster's id on https:.*Run the same command again/);
      release([{ id: "0", global_id: "PS1" }]);
      assert.equal(await other, "PS1");
      assert.equal(server.work().length, 1);
    });
  });

  it("of the first who asks for a name leaves the answer to those who came later", async () => {
    const { script, hang, release } = arrayThatHangsAt(/name:/);
    const stop = new AbortController();
    await withClient(script, async ({ server, array }) => {
      const access = accessArray(array, { clock: clockFrom(() => 0), random: () => 0 });
      const arrived = new Promise<void>((resolve) => hang(resolve));
      const stopped = access.resolve("remote_system", "name:Unity-01", stop.signal);
      await arrived;
      stop.abort();
      await failureOf(stopped);
      const later = access.resolve("remote_system", "name:Unity-01");
      release({ id: "remote-1" });
      assert.equal(await later, "remote-1");
      assert.equal(server.work().length, 1);
    });
  });

  it("of the first who asks for a session leaves the answer to those who ask for the same", async () => {
    const { script, hang, release } = arrayThatHangsAt(/GET \/import_session\/a/);
    const stop = new AbortController();
    await withClient(script, async ({ array }) => {
      const { reads } = sessionsOn(accessArray(array, { clock: clockFrom(() => 0), random: () => 0 }));
      const arrived = new Promise<void>((resolve) => hang(resolve));
      const stopped = reads.recent("a", 5, { signal: stop.signal });
      const other = reads.recent("a", 5, { signal: new AbortController().signal });
      await arrived;
      stop.abort();
      assert.ok((await failureOf(stopped)) instanceof InterruptedError);
      release(wireSession("a"));
      assert.equal((await other).id, "a");
    });
  });

  it("of the first who asks for the queue leaves the places to the others", async () => {
    const { script, hang, release } = arrayThatHangsAt(/state=eq\.Queued/);
    const stop = new AbortController();
    await withClient(script, async ({ array }) => {
      const access = accessArray(array, { clock: clockFrom(() => 0), random: () => 0 });
      const arrived = new Promise<void>((resolve) => hang(resolve));
      const stopped = sessionsOn(access).placeInQueue("a", stop.signal);
      const other = sessionsOn(access).placeInQueue("b", new AbortController().signal);
      await arrived;
      stop.abort();
      assert.equal(await stopped, undefined);
      const row = (id: string, at: string) => ({ id, parent_session_id: null, last_update_timestamp: at });
      release([row("a", "2026-01-01T00:00:00Z"), row("b", "2026-01-01T00:00:01Z")]);
      assert.equal(await other, 2);
    });
  });
});
