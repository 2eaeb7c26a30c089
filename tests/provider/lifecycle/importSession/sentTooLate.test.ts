import assert from "node:assert/strict";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import type { TransportRequest } from "../../../../provider/powerstore/http/contract";
import type { SimulatorOptions } from "../../../../simulator/src";
import type { Between } from "../simulatedArray";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

/** The simulated array begins on 2026-01-01 at midnight UTC. */
const nights = { schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" };
const HOUR = 3600;

const troubles = {
  "the array is busy": async () => ({ status: 503, headers: new Headers(), text: "" }),
  "the login expires": (request, pass) =>
    pass({ ...request, headers: { ...request.headers, Cookie: "auth_cookie=old", "DELL-EMC-TOKEN": "old" } }),
} satisfies Record<string, Between>;

/** Whether an action may be is asked at each attempt to send it: an array may be busy for longer than a window is open. */
describe("What the array cannot take before windows change", () => {
  let stage: Stage;
  let program: RawInputs;

  async function start(more: RawInputs, options: SimulatorOptions = {}): Promise<void> {
    stage = await openStage({ copyBytesPerSecond: 1, ...options });
    program = { ...readyVolume(stage.simulator), ...more };
  }
  afterEach(() => stage.close());

  const states = () => (stage.simulator.world.rows("import_session") ?? []).map(({ state }) => state);
  /** What the array has taken: a refused login, and a refusal, changed nothing. */
  const taken = () =>
    stage.simulator.journal().entries.filter(({ method, status }) => method !== "GET" && status === 204);
  const takenAt = (action: string) => taken().filter(({ path }) => path.endsWith(`/${action}`));

  /** The first request of this kind meets a trouble that takes hours. */
  function once(isMeant: (request: TransportRequest) => boolean, hours: number, answer: Between): () => boolean {
    let isMet = false;
    stage.between = async (request, pass) => {
      if (isMet || !isMeant(request)) return pass(request);
      isMet = true;
      stage.simulator.advance(hours * HOUR);
      return answer(request, pass);
    };
    return () => isMet;
  }
  const isAction = (action: string) => (request: TransportRequest) => request.url.endsWith(`/${action}`);

  for (const [trouble, answer] of Object.entries(troubles)) {
    it(`is no longer paused where ${trouble}: its copy windows are open by then`, async () => {
      await start({ copyWindows: [nights] });
      stage.simulator.advance(23 * HOUR);
      await stage.up(program);
      stage.simulator.advance(9 * HOUR);
      await stage.refresh();
      const met = once(isAction("pause"), 15, answer);
      await stage.up({ ...program, forceCancel: true });
      assert.ok(met(), "a pause was tried");
      assert.deepEqual(takenAt("pause"), []);
      assert.deepEqual(states(), ["Copy_In_Progress"]);
    });

    it(`is not told to start soon where ${trouble}: its start window is over by then, and it waits for the next one`, async () => {
      await start({ startWindows: [nights] });
      stage.simulator.advance(8 * HOUR);
      await stage.up(program);
      const met = once(({ method, url }) => method === "PATCH" && url.includes("/import_session/"), 10, answer);
      await stage.up({ ...program, startWindows: [{ ...nights, schedule: "0 7 * * *" }] });
      assert.ok(met(), "an earlier start was tried");
      assert.deepEqual(states(), ["Scheduled"]);
      const bodies = taken()
        .filter(({ method }) => method === "PATCH")
        .map(({ body }) => body);
      assert.deepEqual(
        bodies,
        [{ scheduled_timestamp: "2026-01-02T07:00:00Z" }],
        "a time in the past may be a start at once",
      );
    });
  }

  describe("a group, which the array pauses and resumes by its members alone:", () => {
    beforeEach(async () => {
      await start({ sourceResourceId: "unity-01-cg-01", copyWindows: [nights] });
      stage.simulator.advance(23 * HOUR);
      await stage.up(program);
    });

    const id = () => stage.recorded?.id ?? "";
    const members = () =>
      (stage.simulator.world.rows("import_session") ?? []).filter((row) => row.parent_session_id === id());

    /** The array refuses an action for the group, and is then busy with that for its first member. */
    async function meetTrouble(action: string, hours: number, answer: Between): Promise<void> {
      const refusal = { status: 422, code: "0xE0FF00000422", message: "Not for groups." };
      stage.simulator.setFaults([{ operation: `POST /import_session/{id}/${action}`, effect: refusal }]);
      const isOfMember = (request: TransportRequest) => isAction(action)(request) && !request.url.includes(id());
      const met = once(isOfMember, hours, answer);
      await stage.refresh();
      stage.simulator.clearJournal();
      await stage.up({ ...program, forceCancel: true });
      assert.ok(met(), "a member was tried");
      assert.deepEqual(takenAt(action), []);
    }

    for (const [trouble, answer] of Object.entries(troubles)) {
      it(`none of them is paused where ${trouble}: its copy windows are open by then`, async () => {
        stage.simulator.advance(9 * HOUR);
        await meetTrouble("pause", 15, answer);
        assert.deepEqual(new Set(members().map(({ state }) => state)), new Set(["Copy_In_Progress"]));
      });

      it(`none of them is resumed where ${trouble}: its copy windows are closed by then`, async () => {
        for (const member of members())
          stage.simulator.world.operations["POST /import_session/{id}/pause"]?.({ id: member.id, body: {} });
        await meetTrouble("resume", 10, answer);
        assert.deepEqual(new Set(members().map(({ state }) => state)), new Set(["Paused"]));
      });
    }
  });
});
