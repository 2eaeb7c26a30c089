import assert from "node:assert/strict";
import { sessionsOn } from "../../../../provider/lifecycle/importSession/sessions/sessions";
import type { Scene, Situation } from "./scene";
import { agentless, group, LATER } from "./scene";

const notFound = { status: 404, code: "0xE04040020009", message: "Instance was not found." };

const replaced = async (scene: Scene, program = scene.volume) => {
  const before = scene.id();
  await scene.replaceAnew(program);
  assert.notEqual(scene.id(), before);
  assert.equal(scene.sessions().length, 1);
};

const failed = (state: Parameters<Scene["world"]["failSession"]>[1]["state"], program?: Record<string, unknown>) =>
  async function meet(scene: Scene) {
    await scene.stage.up(program ?? scene.volume);
    scene.stage.simulator.advance(60);
    scene.world.failSession(scene.id(), { state });
    await scene.stage.up({ ...(program ?? scene.volume), waitFor: "Ready_For_Cutover" });
  };

const cancelled = async (scene: Scene) => {
  await scene.copying();
  scene.cancelByHand();
  scene.stage.simulator.advance(600);
};

/** Somebody imports the source in a session of another name. */
function importByHand({ world, volume }: Scene): void {
  const { sourceResourceId, remoteSystemId } = volume;
  const body = { name: "by-hand", source_resource_id: sourceResourceId, remote_system_id: remoteSystemId };
  const answer = world.operations["POST /import_session"]?.({ id: "", body });
  world.forceState(String(Object(answer?.body).id), "Import_Completed");
}

/** Ends the session from this resource's hands alone, as `pulumi destroy --target <urn>` does. */
const destroyed = async (scene: Scene) => {
  scene.nextRun();
  await scene.stage.destroy();
  assert.deepEqual(scene.sessions(), []);
};

/** Texts of an update, a refresh or a diff. */
export const goingOn: readonly Situation[] = [
  {
    text: "adviceOf: pulumi up",
    says: /The array goes on by itself: run "pulumi up" again to continue/,
    when: "the time of a wait is over",
    async meet(scene) {
      scene.stage.timeoutSeconds = 60;
      await scene.stage.up({ ...scene.volume, waitFor: "Ready_For_Cutover" });
    },
    async follow(scene) {
      scene.stage.timeoutSeconds = undefined;
      await scene.stage.up({ ...scene.volume, waitFor: "Ready_For_Cutover" });
      assert.equal(scene.state(), "Ready_For_Cutover");
    },
  },
  {
    text: "reasonOf: pulumi up",
    says: /run "pulumi up" again to continue/,
    when: "the array goes away after the POST",
    async meet(scene) {
      scene.stage.simulator.setFaults([
        { operation: "GET /import_session/{id}", times: 500, effect: { status: 500 } },
        { operation: "GET /import_session", times: 500, effect: { status: 500 } },
      ]);
      await scene.stage.up(scene.volume).finally(() => scene.stage.simulator.clearFaults());
    },
    async follow(scene) {
      scene.nextRun();
      await scene.stage.up({ ...scene.volume, waitFor: "Ready_For_Cutover" });
      assert.equal(scene.sessions().length, 1);
    },
  },
  {
    text: "announceResume: pulumi up",
    says: /the next "pulumi up" resumes it/,
    when: "a refresh finds that somebody has paused the copy",
    async meet(scene) {
      await scene.copying();
      scene.world.operations["POST /import_session/{id}/pause"]?.({ id: scene.id(), body: {} });
      scene.stage.simulator.advance(60);
      scene.nextRun();
      await scene.stage.refresh();
    },
    async follow(scene) {
      scene.nextRun();
      await scene.stage.up({ ...scene.volume, paused: true });
      assert.equal(scene.state(), "Paused");
    },
  },
  {
    text: "decidePause: pulumi up",
    says: /it will copy until the next "pulumi up" pauses it/,
    when: "a session is to be paused before it copies",
    meet: (scene) => scene.stage.up({ ...scene.volume, waitFor: "None", paused: true }),
    async follow(scene) {
      scene.stage.simulator.advance(120);
      scene.nextRun();
      await scene.stage.up({ ...scene.volume, waitFor: "None", paused: true });
      scene.stage.simulator.advance(60);
      assert.equal(scene.state(), "Paused");
    },
  },
  {
    text: "pauseBeside: pulumi up",
    whyNot: "the simulator queues a group as a whole; what comes of it for who follows it is in queue.test.ts",
  },
  {
    text: "decideReplacement: pulumi up --replace",
    says: /Take the change back/,
    when: "a create-only input of a running import changed: the change is taken back",
    async meet(scene) {
      await scene.copying();
      await scene.stage.up({ ...scene.volume, automaticCutover: true });
    },
    async follow(scene) {
      scene.nextRun();
      assert.equal(await scene.stage.up(scene.volume), "unchanged");
      assert.equal(scene.state(), "Copy_In_Progress");
    },
  },
  {
    text: "decideReplacement: pulumi up --replace",
    says: /to cancel it and start again from 0, run "pulumi up --replace <urn>"/,
    when: "a create-only input of a running import changed: it is cancelled and started again",
    ends: "the session",
    async meet(scene) {
      await scene.copying();
      await scene.stage.up({ ...scene.volume, automaticCutover: true });
    },
    follow: (scene) => replaced(scene, { ...scene.volume, automaticCutover: true }),
  },
  {
    text: "cancelledReason: destroy, pulumi up --replace",
    says: /To import again from 0 run "pulumi up --replace <urn>"/,
    when: "somebody has cancelled it",
    ends: "a dead record",
    async meet(scene) {
      await cancelled(scene);
      await scene.stage.refresh();
      await scene.stage.up(scene.volume);
    },
    follow: (scene) => replaced(scene),
  },
  {
    text: "goneText: pulumi refresh, pulumi up",
    says: /Run "pulumi refresh"; the next "pulumi up" then imports again from 0/,
    when: "a cancelled session's record is gone as well",
    async meet(scene) {
      await cancelled(scene);
      await scene.stage.refresh();
      scene.world.purgeSession(scene.id());
      scene.nextRun();
      await scene.stage.up(scene.volume);
    },
    async follow(scene) {
      scene.nextRun();
      assert.equal(await scene.stage.refresh(), "gone");
      await scene.stage.up(scene.volume);
      assert.equal(scene.sessions().length, 1);
    },
  },
  {
    text: "goneText: pulumi refresh, pulumi up",
    says: /Run "pulumi refresh"; the next "pulumi up" then imports again from 0/,
    when: "an open goal finds that the session was deleted",
    async meet(scene) {
      await scene.copying({ ...scene.volume, advanceTo: "Import_Completed" });
      scene.world.purgeSession(scene.id());
      await scene.stage.up({ ...scene.volume, advanceTo: "Import_Completed" });
    },
    async follow(scene) {
      scene.nextRun();
      assert.equal(await scene.stage.refresh(), "gone");
      assert.equal(await scene.stage.up({ ...scene.volume, advanceTo: "Import_Completed" }), "created");
      assert.equal(scene.sessions().length, 1);
    },
  },
  {
    text: "adoptInstead: adoptSessionId, pulumi up --replace",
    says: /in its place, unless another stack has it, set adoptSessionId/,
    when: "a cancelled session's record is gone, and somebody has imported its source by hand",
    async meet(scene) {
      await cancelled(scene);
      await scene.stage.refresh();
      scene.world.purgeSession(scene.id());
      importByHand(scene);
      scene.nextRun();
      await scene.stage.up(scene.volume);
    },
    async follow(scene) {
      scene.nextRun();
      const program = { ...scene.volume, adoptSessionId: "name:by-hand" };
      await scene.replaceAnew(program);
      assert.equal(scene.state(), "Import_Completed");
      scene.nextRun();
      assert.equal(await scene.stage.up(program), "unchanged");
      assert.equal(scene.sessions().length, 1);
    },
  },
  {
    text: "goneText: pulumi state delete, pulumi up",
    says: /If nothing came of it, "pulumi state delete <urn>" takes it out of the state/,
    when: "a record is gone and nothing tells why, and nothing came of it",
    async meet(scene) {
      await scene.stage.up({ ...scene.volume, scheduledTimestamp: LATER });
      scene.world.purgeSession(scene.id());
      scene.stage.simulator.setFaults([{ operation: "GET /import_unity_volume/{id}", times: 99, effect: notFound }]);
      await scene.stage.refresh();
    },
    async follow(scene) {
      scene.stage.simulator.clearFaults();
      scene.stage.forget();
      scene.nextRun();
      assert.equal(await scene.stage.up(scene.volume), "created");
      assert.equal(scene.sessions().length, 1);
    },
  },
  {
    text: "gateAhead: advanceTo",
    says: /comes later: one gate at a time/,
    when: "advanceTo names a gate that is not the next: it is a part of the text below",
    meet: (scene) => scene.stage.up({ ...agentless, advanceTo: "Import_Completed" }),
    async follow(scene) {
      await scene.stage.up({ ...agentless, advanceTo: "Ready_To_Start_Copy" });
      assert.equal(scene.state(), "Ready_To_Start_Copy");
    },
  },
  {
    text: "gateAhead: advanceTo, pulumi up",
    says: /for somebody to pass the gate/,
    when: "an import stands at a gate",
    meet: (scene) => scene.stage.up(agentless),
    async follow(scene) {
      await scene.stage.up({ ...agentless, advanceTo: "Ready_To_Start_Copy" });
      assert.equal(scene.state(), "Ready_To_Start_Copy");
    },
  },
  {
    text: "deadEndReason: pulumi up",
    says: /Mend the cause; the next "pulumi up" replaces it/,
    when: "an import failed during a wait",
    ends: "a dead record",
    meet: failed("Failed"),
    async follow(scene) {
      scene.nextRun();
      assert.equal(await scene.stage.up(scene.volume), "replaced");
      assert.equal(scene.sessions().length, 1);
    },
  },
  {
    text: "deadEndReason: pulumi up --replace",
    says: /It is not started again by itself: run "pulumi up --replace <urn>"/,
    when: "somebody cancelled it during a wait",
    ends: "a dead record",
    async meet(scene) {
      await cancelled(scene);
      await scene.stage.up({ ...scene.volume, waitFor: "Ready_For_Cutover" });
    },
    follow: (scene) => replaced(scene),
  },
  {
    text: "deadEndReason: hostsOnSource, pulumi up --target, pulumi destroy --target",
    says: /let the hosts use the source again, set hostsOnSource/,
    when: "the hosts of an agentless import lost their paths",
    ends: "the session",
    async meet(scene) {
      await scene.moved();
      scene.world.failSession(scene.id(), { state: "Cancel_Required" });
      await scene.stage.refresh();
      await scene.stage.up({ ...agentless, advanceTo: "Ready_For_Cutover" });
    },
    async follow(scene) {
      const confirmed = { ...agentless, advanceTo: "Ready_For_Cutover", hostsOnSource: true };
      await scene.stage.up(confirmed).catch(() => undefined);
      assert.equal(scene.recorded().outputs.hostsOnSource, true, "the confirmation is recorded");
      await destroyed(scene);
    },
  },
  {
    text: "hostsBack: hostsOnSource",
    says: /take it out once they are to move/,
    when: "the program says that the hosts are on the source, and names a gate",
    async meet(scene) {
      await scene.stage.up(agentless);
      await scene.stage.up({ ...agentless, advanceTo: "Ready_To_Start_Copy", hostsOnSource: true });
    },
    async follow(scene) {
      await scene.stage.up({ ...agentless, advanceTo: "Ready_To_Start_Copy" });
      assert.equal(scene.state(), "Ready_To_Start_Copy");
    },
  },
  {
    text: "deadEndReason: pulumi destroy --target, pulumi up --replace",
    says: /"pulumi destroy --target <urn>" cleans it up and deletes it/,
    when: "an import left something behind: it is destroyed",
    ends: "the session",
    meet: failed("Cleanup_Required"),
    follow: destroyed,
  },
  {
    text: "deadEndReason: pulumi destroy --target, pulumi up --replace",
    says: /"pulumi up --replace <urn>" then also imports again from 0/,
    when: "an import left something behind: it is replaced",
    ends: "the session",
    meet: failed("Cleanup_Required"),
    follow: (scene) => replaced(scene),
  },
  {
    text: "deadEndReason: pulumi destroy --target",
    says: /"pulumi destroy --target <urn>" tries the cancel once more/,
    when: "the cancel of a group failed",
    ends: "the session",
    meet: failed("Cancel_Failed", group),
    follow: destroyed,
  },
  {
    text: "deadEndReason: advanceTo, pulumi up",
    says: /Set advanceTo to "Import_Completed" and run "pulumi up" to try again/,
    when: "some members of a group are not cut over",
    async meet(scene) {
      await scene.stage.up({ ...group, waitFor: "Ready_For_Cutover" });
      scene.world.failCutover(scene.id());
      await scene.stage.up({ ...group, advanceTo: "Import_Completed" });
    },
    async follow(scene) {
      const program = { ...group, advanceTo: "Import_Completed", waitFor: "Import_Completed" };
      await scene.stage.up(program);
      assert.equal(scene.state(), "Import_Completed");
    },
  },
  {
    text: "withStuck: Dell support",
    whyNot: "nothing was deleted, and nobody on the stage is Dell support; remoteSystem/changes.test.ts has the text",
  },
  {
    text: "deadEndReason: Dell support",
    whyNot: "the array takes no further operation, and nobody on the stage is Dell support",
  },
  {
    text: "refuseWhatCannotBe: pulumi up",
    says: /This run was not planned as a replacement, so nothing was done: run "pulumi up" again/,
    when: "an import fails between the diff and the update of one run",
    ends: "a dead record",
    async meet(scene) {
      await cancelled(scene);
      await scene.stage.refresh();
      const { reads } = sessionsOn(scene.stage.array);
      const live = reads.live.bind(reads);
      let looks = 0;
      reads.live = async (...args) => {
        if (++looks === 2) scene.world.forceState(scene.id(), "Failed");
        return live(...args);
      };
      scene.stage.run = undefined;
      await scene.stage.up(scene.volume);
    },
    async follow(scene) {
      scene.nextRun();
      await scene.stage.refresh();
      scene.nextRun();
      assert.equal(await scene.stage.up(scene.volume), "replaced");
    },
  },
];
