import assert from "node:assert/strict";
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import type { ImportSessionCreate } from "../../../provider/powerstore/api/schemas/importSession";
import { connect } from "../../../provider/powerstore/powerStore";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator/src/index";
import { failureOf } from "./client";
import { steppedClock } from "./steppedClock";

type SimulatorBench = { readonly simulator: Simulator; readonly array: PowerStore };

async function withSimulator(
  test: (bench: SimulatorBench) => Promise<void>,
  changes: { readonly options?: SimulatorOptions; readonly password?: string } = {},
) {
  const simulator = await startSimulator({ strictToken: true, ...changes.options });
  const { endpoint, username, caCertificate } = simulator;
  const password = changes.password ?? simulator.password;
  const connection = { endpoint, username, password, insecure: false, caCertificate, timeoutSeconds: 5 };
  const array = connect(connection, { clock: steppedClock(), random: () => 0 });
  try {
    await test({ simulator, array });
  } finally {
    await array.close();
    await simulator.close();
  }
}

const unityVolume: ImportSessionCreate = {
  remoteSystemId: "rs-unity-01",
  sourceResourceId: "unity-01-vol-01",
  name: "db-01",
  type: "Non_Disruptive",
};

const count = (simulator: Simulator, operation: string) =>
  simulator.journal().entries.filter((entry) => entry.operation === operation).length;

const HOUR = 3600;

describe("the client and the simulated array", () => {
  it("play the life of an import to its end", async () => {
    await withSimulator(async ({ simulator, array: { importSessions, inventory } }) => {
      const id = await importSessions.createImportSession(unityVolume);
      const state = async () => (await importSessions.getImportSession(id)).state;
      simulator.advance(60);
      assert.equal(await state(), "Copy_In_Progress");
      await importSessions.actOnImportSession(id, "pause");
      assert.equal(await state(), "Paused");
      await importSessions.actOnImportSession(id, "resume");
      simulator.advance(2 * HOUR);
      assert.equal(await state(), "Ready_For_Cutover");
      await importSessions.actOnImportSession(id, "cutover");
      simulator.advance(60);
      const completed = await importSessions.findImportSessionByName("db-01");
      assert.equal(completed?.state, "Import_Completed");
      assert.equal(completed?.destinationResourceType, "volume");
      assert.equal(await inventory.hasDestination("volume", completed?.destinationResourceId ?? "-"), true);
      assert.equal(await inventory.findImportableCriteria("rs-unity-01", "unity-01-vol-01"), "Imported");
      await importSessions.deleteImportSession(id);
      assert.equal(await importSessions.findImportSessionByName("db-01"), undefined);
      assert.equal((await failureOf(importSessions.getImportSession(id))).name, "NotFoundError");
    });
  });

  it("schedule, reschedule and cancel an import", async () => {
    await withSimulator(async ({ simulator, array: { importSessions } }) => {
      const scheduledTimestamp = new Date(simulator.now() + HOUR * 1000).toISOString();
      const id = await importSessions.createImportSession({ ...unityVolume, scheduledTimestamp });
      const later = new Date(simulator.now() + 2 * HOUR * 1000).toISOString();
      await importSessions.modifyImportSession(id, { scheduledTimestamp: later });
      const scheduled = await importSessions.getImportSession(id);
      assert.equal(scheduled.state, "Scheduled");
      assert.equal(Date.parse(scheduled.scheduledTimestamp ?? ""), Date.parse(later));
      await importSessions.cancelImportSession(id, { force: false });
      simulator.advance(60);
      assert.equal((await importSessions.getImportSession(id)).state, "Cancelled");
    });
  });

  it("agree that an action in the wrong state is a refusal", async () => {
    await withSimulator(async ({ array: { importSessions } }) => {
      const id = await importSessions.createImportSession(unityVolume);
      const error = await failureOf(importSessions.actOnImportSession(id, "cutover"));
      assert.equal(error.name, "RefusedError");
      assert.match(
        error.message,
        /^cutting over import session \(.+\) on https:.*: the array answered 4(00|22): .*0xE0FF/,
      );
    });
  });

  it("find cluster and objects by name", async () => {
    await withSimulator(async ({ array: { inventory } }) => {
      assert.equal(await inventory.getClusterId(), "PS0000000001");
      assert.equal(await inventory.findIdByName("remote_system", "Unity-01"), "rs-unity-01");
      assert.equal(await inventory.findIdByName("remote_system", "Unity-99"), undefined);
      assert.equal(
        await inventory.findImportableCriteria("rs-xtremio-01", "xtremio-01-vol-12"),
        "Source_Volume_Offline",
      );
    });
  });

  it("agree that a single volume's session has no members", async () => {
    await withSimulator(async ({ array: { importSessions } }) => {
      const id = await importSessions.createImportSession(unityVolume);
      assert.deepEqual(await importSessions.listMemberSessions(id), []);
    });
  });

  it("need one login for a hundred calls, and a second one when the session has expired", async () => {
    await withSimulator(async ({ simulator, array: { inventory } }) => {
      const hundred = () => Promise.all(Array.from({ length: 100 }, () => inventory.getClusterId()));
      await hundred();
      assert.equal(count(simulator, "GET /login_session"), 1);
      simulator.advance(2 * HOUR);
      await hundred();
      assert.equal(count(simulator, "GET /login_session"), 2);
    });
  });

  it("know a wrong password after one attempt", async () => {
    await withSimulator(
      async ({ simulator, array: { inventory } }) => {
        assert.equal((await failureOf(inventory.getClusterId())).name, "LoginRefusedError");
        await failureOf(inventory.getClusterId());
        assert.equal(simulator.journal().entries.length, 1);
      },
      { password: "wrong-password" },
    );
  });

  it("tell a role that may not change anything from an expired session", async () => {
    await withSimulator(
      async ({ array: { importSessions } }) => {
        assert.equal((await failureOf(importSessions.createImportSession(unityVolume))).name, "ForbiddenError");
      },
      { options: { role: "Operator" } },
    );
  });

  it("leave one session and an unknown outcome when the answer to a create is lost", async () => {
    await withSimulator(async ({ simulator, array: { importSessions } }) => {
      simulator.setFaults([{ operation: "POST /import_session", effect: { drop: "after" } }]);
      assert.equal((await failureOf(importSessions.createImportSession(unityVolume))).name, "OutcomeUnknownError");
      assert.equal((await importSessions.findImportSessionByName("db-01"))?.sourceResourceId, "unity-01-vol-01");
      assert.equal(count(simulator, "POST /import_session"), 1);
    });
  });

  it("get through a busy minute", async () => {
    await withSimulator(async ({ simulator, array: { importSessions } }) => {
      simulator.setFaults([{ operation: "* *", times: 3, effect: { status: 503 } }]);
      assert.ok(await importSessions.createImportSession(unityVolume));
    });
  });

  it("end the session of the login on close", async () => {
    await withSimulator(async ({ simulator, array }) => {
      await array.inventory.getClusterId();
      await array.close();
      assert.equal(simulator.journal().entries.at(-1)?.operation, "POST /logout");
      assert.equal(simulator.journal().entries.at(-1)?.status, 204);
    });
  });
});
