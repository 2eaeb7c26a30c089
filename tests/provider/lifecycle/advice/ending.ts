import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { privateLedger } from "../../../../provider/lifecycle/engineRun/ledger";
import { sessionsOn } from "../../../../provider/lifecycle/importSession/sessions/sessions";
import { URN } from "../importSession/stage";
import type { Scene, Situation } from "./scene";
import { agentless, group, LATER, OTHER } from "./scene";

const byForce = { forceCancel: true, hostsOnSource: false };

const destroyed = async (scene: Scene) => {
  scene.nextRun();
  await scene.stage.destroy();
  assert.deepEqual(scene.sessions(), []);
};

/** `pulumi state delete`. */
const takenOut = async (scene: Scene) => {
  const { id } = scene.recorded();
  const before = scene.state();
  scene.stage.forget();
  assert.equal(scene.state(id), before);
};

const takenOver = async (scene: Scene) => {
  await scene.copying();
  scene.stage.forget();
  scene.stage.restart();
  await scene.stage.up(scene.volume);
  await scene.stage.destroy();
};

async function wanted(scene: Scene): Promise<void> {
  const old = await scene.copying();
  const run = new EngineRun();
  scene.as(OTHER, run);
  await assert.rejects(scene.stage.up(scene.volume));
  scene.as(URN, run, old);
  await scene.stage.destroy();
}

/** Two entries of one source: the other's session was cancelled, of which its entry does not know. */
async function outlived(scene: Scene): Promise<void> {
  scene.as(OTHER, undefined);
  const dead = await scene.copying();
  scene.world.forceState(dead.id, "Cancelled");
  scene.as(URN, undefined);
  const alive = await scene.copying();
  scene.others.push(dead);
  const run = new EngineRun();
  scene.as(OTHER, run, dead);
  await scene.stage.up(scene.volume);
  scene.as(URN, run, alive);
  await scene.stage.destroy();
}

/** Texts of a delete or a replacement. */
export const ending: readonly Situation[] = [
  {
    text: "decideRemoval: advanceTo, pulumi up --target, the same command",
    says: /Finish the cut-over/,
    when: "a group half cut over is destroyed",
    ends: "a dead record",
    async meet(scene) {
      await scene.stage.up({ ...group, waitFor: "Ready_For_Cutover" });
      scene.world.failCutover(scene.id());
      await assert.rejects(scene.stage.up({ ...group, advanceTo: "Import_Completed" }));
      await scene.stage.destroy();
    },
    async follow(scene) {
      scene.nextRun();
      await scene.stage.up({ ...group, advanceTo: "Import_Completed", waitFor: "Import_Completed" });
      await destroyed(scene);
      assert.match(scene.stage.warnings.join(), /stays on the array/);
    },
  },
  {
    text: "decideRemoval: Dell support, pulumi state delete",
    says: /To drop it from the stack and leave the array alone: "pulumi state delete <urn>"/,
    when: "the array takes no further operation",
    async meet(scene) {
      await scene.copying();
      scene.world.failSession(scene.id(), { state: "Cleanup_Failed" });
      await scene.stage.destroy();
    },
    follow: takenOut,
  },
  {
    text: "soonAndOnce: the same command",
    says: /is not sent it again on what was seen before\. Run the same command again to continue/,
    when: "an array is too busy to take the cancel of an import whose hosts may move",
    ends: "the session",
    async meet({ stage }) {
      await stage.up(agentless);
      const effect = { status: 503, message: "The system is busy." };
      stage.simulator.setFaults([{ operation: "POST /import_session/{id}/cancel", times: 99, effect }]);
      await stage.destroy();
    },
    async follow(scene) {
      scene.stage.simulator.clearFaults();
      await destroyed(scene);
    },
  },
  {
    text: "cancelFailed: pulumi destroy --target, POWERSTORE_IMPORT_FORCE_CANCEL",
    says: /with POWERSTORE_IMPORT_FORCE_CANCEL=true cancels it without rolling back/,
    when: "a group's cancel fails again and again",
    ends: "the session",
    async meet(scene) {
      await scene.stage.up(group);
      scene.world.failCancel(scene.id(), 9);
      await scene.stage.destroy();
    },
    async follow(scene) {
      // The next tries of the array work, now that it does not roll back.
      scene.world.failCancel(scene.id(), 0);
      scene.stage.settings = byForce;
      scene.stage.simulator.clearJournal();
      await destroyed(scene);
      assert.match(scene.stage.changes().join(), /"force":true/);
    },
  },
  {
    text: "decideCancel: hostsOnSource, pulumi up --target, POWERSTORE_IMPORT_HOSTS_ON_SOURCE, pulumi destroy --target",
    says: /then confirm with hostsOnSource: true/,
    when: "hosts use the destination: confirmed in the program",
    ends: "the session",
    async meet(scene) {
      await scene.moved();
      await scene.stage.destroy();
    },
    async follow(scene) {
      scene.nextRun();
      await scene.stage.up({ ...agentless, advanceTo: "Ready_For_Cutover", hostsOnSource: true });
      await destroyed(scene);
    },
  },
  {
    text: "decideCancel: hostsOnSource, pulumi up --target, POWERSTORE_IMPORT_HOSTS_ON_SOURCE, pulumi destroy --target",
    says: /POWERSTORE_IMPORT_HOSTS_ON_SOURCE=true with "pulumi destroy --target <urn>"/,
    when: "hosts use the destination: confirmed for one run",
    ends: "the session",
    async meet(scene) {
      await scene.moved();
      await scene.stage.destroy();
    },
    async follow(scene) {
      scene.stage.settings = { forceCancel: false, hostsOnSource: true };
      await destroyed(scene);
    },
  },
  {
    text: "cancel: pulumi destroy --target, POWERSTORE_IMPORT_FORCE_CANCEL",
    says: /with POWERSTORE_IMPORT_FORCE_CANCEL=true cancels it without rolling back/,
    when: "the array refuses the cancel, because the hosts do not answer",
    ends: "the session",
    async meet(scene) {
      await scene.copying();
      const effect = { status: 422, code: "0xE0FF00000422", message: "The hosts do not answer" };
      scene.stage.simulator.setFaults([{ operation: "POST /import_session/{id}/cancel", times: 99, effect }]);
      await scene.stage.destroy();
    },
    async follow(scene) {
      scene.stage.simulator.clearFaults();
      scene.stage.settings = byForce;
      await destroyed(scene);
    },
  },
  {
    text: "endSession: the same command",
    says: /Run the same command again to continue, or raise customTimeouts\.delete/,
    when: "the time of a delete is over",
    ends: "a dead record",
    options: { cancelSeconds: 3600 },
    async meet(scene) {
      await scene.copying();
      scene.stage.timeoutSeconds = 60;
      await scene.stage.destroy();
    },
    async follow(scene) {
      scene.stage.timeoutSeconds = undefined;
      scene.stage.simulator.advance(3600);
      await destroyed(scene);
    },
  },
  {
    text: "endSession: the same command",
    says: /Run the same command again to continue\./,
    when: "Ctrl-C came during a delete",
    ends: "a dead record",
    options: { cancelSeconds: 3600 },
    async meet(scene) {
      await scene.copying();
      const { stage } = scene;
      const stop = new AbortController();
      stage.signal = stop.signal;
      const { advance } = stage.simulator;
      stage.simulator.advance = (seconds) => {
        if (scene.state() === "Copy_In_Progress") return advance(seconds);
        stop.abort();
        throw stop.signal.reason;
      };
      await stage.destroy().finally(() => {
        stage.simulator.advance = advance;
      });
    },
    async follow(scene) {
      scene.stage.signal = new AbortController().signal;
      scene.stage.simulator.advance(3600);
      await destroyed(scene);
    },
  },
  {
    text: "refuseSurprise: pulumi up",
    says: /Run "pulumi up" again to decide anew/,
    when: "a copy began between the plan of a replacement and its delete",
    async meet(scene) {
      const program = { ...scene.volume, scheduledTimestamp: LATER };
      await scene.stage.up(program);
      const { reads } = sessionsOn(scene.stage.array);
      const live = reads.live.bind(reads);
      let looks = 0;
      reads.live = async (...args) => {
        if (++looks === 2) scene.stage.simulator.advance(90 * 24 * 3600);
        return live(...args);
      };
      await scene.stage.up({ ...program, automaticCutover: true });
    },
    async follow(scene) {
      scene.nextRun();
      const again = scene.stage.up({ ...scene.volume, scheduledTimestamp: LATER, automaticCutover: true });
      await assert.rejects(again, /would throw this import away\. Take the change back/);
    },
  },
  {
    text: "sharingText: pulumi state delete",
    says: /Take one of the two out of the program and, by "pulumi state delete", out of the stack/,
    when: "two resources of the program have one session",
    async meet(scene) {
      const old = await scene.copying();
      const run = new EngineRun();
      scene.as(OTHER, run, old);
      await scene.stage.up(scene.volume);
      scene.as(URN, run, old);
      await scene.stage.up(scene.volume);
    },
    async follow(scene) {
      // The other one is out of the program and out of the state.
      scene.nextRun();
      scene.stage.warnings.length = 0;
      assert.equal(await scene.stage.up(scene.volume), "unchanged");
      assert.deepEqual(scene.stage.warnings, []);
      assert.equal(scene.state(), "Copy_In_Progress");
    },
  },
  {
    text: "REPLACE_FIRST: deleteBeforeReplace, pulumi up --replace",
    says: /Give the resource the option deleteBeforeReplace: true and run "pulumi up --replace <urn>" again/,
    when: "--replace created before it deleted: once more, with the option",
    ends: "the session",
    async meet(scene) {
      const old = await scene.copying();
      scene.as(URN, new EngineRun(), old);
      await scene.stage.replace(scene.volume, ["create", "delete"]);
    },
    async follow(scene) {
      // It was taken over by its name, so the next message wants to know whose it is; then it is replaced.
      const before = scene.id();
      await assert.rejects(
        scene.replaceAnew(scene.volume),
        /confirm that, with advanceTo taken out, .*: adoptSessionId/,
      );
      assert.equal(scene.state(before), "Copy_In_Progress");
      scene.nextRun();
      await scene.stage.up({ ...scene.volume, adoptSessionId: before });
      await scene.replaceAnew(scene.volume);
      assert.notEqual(scene.id(), before);
    },
  },
  {
    text: "createdFirstByOptionText: pulumi up",
    says: /Take the option off this resource: the next "pulumi up" makes the change, and clears the second entry/,
    when: "replaceOnChanges created before it deleted: a plain up without it",
    async meet(scene) {
      const old = await scene.copying();
      scene.as(URN, new EngineRun(), old);
      const byOption = ["recorded check", "diff", "check", "create", "delete"] as const;
      await scene.stage.replace({ ...scene.volume, paused: true }, byOption);
    },
    async follow(scene) {
      const kept = scene.recorded();
      scene.as(URN, new EngineRun(), kept);
      await scene.stage.up({ ...scene.volume, paused: true });
      await scene.stage.destroy();
      assert.match(scene.stage.warnings.join(), /what is deleted is a second entry of it/);
      assert.equal(scene.state(kept.id), "Paused");
    },
  },
  {
    text: "objectionText: pulumi up",
    says: /the next plain "pulumi up" clears the second entry/,
    when: "--replace created before it deleted: a plain up",
    async meet(scene) {
      const old = await scene.copying();
      scene.as(URN, new EngineRun(), old);
      await scene.stage.replace(scene.volume, ["create", "delete"]);
    },
    async follow(scene) {
      const [kept, run] = [scene.recorded(), new EngineRun()];
      scene.as(URN, run, kept);
      assert.equal(await scene.stage.up(scene.volume), "unchanged");
      await scene.stage.destroy();
      assert.equal(scene.state(kept.id), "Copy_In_Progress");
    },
  },
  {
    text: "wayToHandOver: aliases",
    says: /If it is the same import under another name or type, give that resource the option aliases/,
    when: "a renamed resource did not get the session: the alias",
    meet: wanted,
    async follow(scene) {
      scene.as(OTHER, undefined, scene.recorded());
      assert.equal(await scene.stage.up(scene.volume), "unchanged");
      assert.equal(scene.state(), "Copy_In_Progress");
    },
  },
  {
    text: "wayToHandOver: aliases",
    says: /If this one is to end, take the other out of the program first/,
    when: "a renamed resource did not get the session, and this one is to end",
    ends: "the session",
    meet: wanted,
    follow: destroyed,
  },
  {
    text: "waysBesideOther: adoptSessionId, pulumi up --replace",
    says: /To let that resource go on with it, set adoptSessionId/,
    when: "the other resource of the same source has a cancelled session: it goes on with this one",
    ends: "a dead record",
    meet: outlived,
    async follow(scene) {
      const { id } = scene.recorded();
      const run = new EngineRun();
      scene.as(OTHER, run, scene.others[0]);
      await scene.stage.replace({ ...scene.volume, adoptSessionId: id }, ["check", "delete", "create"]);
      assert.equal(scene.id(), id);
      assert.equal(scene.state(), "Copy_In_Progress");
    },
  },
  {
    text: "waysBesideOther: pulumi destroy --target",
    says: /If this one is to end, run "pulumi destroy --target/,
    when: "the other resource of the same source has a cancelled session, and this one is to end",
    ends: "the session",
    meet: outlived,
    async follow(scene) {
      scene.nextRun();
      await scene.stage.destroy();
      assert.deepEqual(
        scene.sessions().map(({ state }) => state),
        ["Cancelled"],
      );
    },
  },
  {
    text: "objectionText: pulumi up --replace",
    says: /to cancel it and start again from 0, run "pulumi up --replace <urn>"/,
    when: "an option asks for the replacement of a running import",
    ends: "the session",
    async meet(scene) {
      const old = await scene.copying();
      scene.as(URN, new EngineRun(), old);
      await scene.stage.replace({ ...scene.volume, description: "new" }, ["diff", "check", "delete", "create"]);
    },
    follow: (scene) => scene.replaceAnew(scene.volume),
  },
  {
    text: "fateUnknownText: pulumi refresh, pulumi up",
    says: /run "pulumi refresh", which finds out, and then "pulumi up"/,
    when: "the account is gone between a delete in another process and the create",
    async meet(scene) {
      const old = await scene.copying();
      const program = { ...scene.volume, description: "new" };
      let isGone = false;
      const ledger = { ...privateLedger(), readOthers: () => (isGone ? ("unreadable" as const) : []) };
      scene.as(URN, new EngineRun(ledger), old);
      await scene.stage.replace(program, ["recorded check", "diff", "check"]);
      isGone = true;
      await scene.stage.replace(program, ["create"]);
    },
    async follow(scene) {
      const { id } = scene.recorded();
      scene.nextRun();
      await scene.stage.refresh();
      await scene.stage.up(scene.volume);
      assert.equal(scene.recorded().id, id);
    },
  },
  {
    text: "notDeletedText: pulumi up, pulumi destroy",
    says: /If the run ends without that, run "pulumi up" before anything else/,
    when: "a run ends between a delete before a replacement, which has failed, and the create",
    async meet(scene) {
      const old = await scene.copying();
      scene.as(URN, new EngineRun(), old);
      await scene.stage.replace({ ...scene.volume, description: "new" }, ["diff", "check", "delete"]);
    },
    async follow(scene) {
      const { id } = scene.recorded();
      scene.nextRun();
      await scene.stage.replace(scene.volume, ["recorded check", "diff", "check", "create"]);
      assert.equal(scene.recorded().id, id);
      assert.equal(scene.recorded().outputs.claimed, undefined, "a destroy would end it");
    },
  },
  {
    text: "objectionText: TMPDIR, the same command",
    says: /Let the system's temporary folder be writable \(TMPDIR\) and run the same command again/,
    when: "an import is deleted in a run whose account reaches no other process",
    ends: "the session",
    async meet(scene) {
      const old = await scene.copying();
      scene.as(URN, new EngineRun(privateLedger("the folder cannot be used")), old);
      await scene.stage.destroy();
    },
    async follow(scene) {
      assert.equal(scene.state(), "Copy_In_Progress", "nothing was sent");
      await destroyed(scene);
    },
  },
  {
    text: "unprovenText: advanceTo, adoptSessionId, pulumi up --target, the same command, POWERSTORE_IMPORT_CANCEL_CLAIMED, pulumi state delete",
    says: /If it is this stack's own, confirm that, with advanceTo taken out.*: adoptSessionId/,
    when: "a session found by its name is this stack's own: confirmed in the program",
    ends: "the session",
    meet: takenOver,
    async follow(scene) {
      scene.nextRun();
      await scene.stage.up({ ...scene.volume, adoptSessionId: scene.id() });
      await destroyed(scene);
    },
  },
  {
    text: "unprovenText: advanceTo, adoptSessionId, pulumi up --target, the same command, POWERSTORE_IMPORT_CANCEL_CLAIMED, pulumi state delete",
    says: /POWERSTORE_IMPORT_CANCEL_CLAIMED=true/,
    when: "a session found by its name is this stack's own: confirmed for one run",
    ends: "the session",
    meet: takenOver,
    async follow(scene) {
      scene.stage.settings = { ...scene.stage.settings, cancelClaimed: true };
      await destroyed(scene);
    },
  },
  {
    text: "unprovenText: advanceTo, adoptSessionId, pulumi up --target, the same command, POWERSTORE_IMPORT_CANCEL_CLAIMED, pulumi state delete",
    says: /If it is not: "pulumi state delete <urn>"/,
    when: "a session found by its name is another stack's",
    meet: takenOver,
    follow: takenOut,
  },
  {
    text: "memberText: pulumi state delete",
    says: /To take this resource out of the stack and leave the import alone: "pulumi state delete <urn>"/,
    when: "a member of a group is a resource",
    async meet(scene) {
      const old = await scene.copying();
      const body = { ...scene.stage.session(old.id), parent_session_id: "group-1" };
      scene.stage.simulator.setFaults([{ operation: "GET /import_session/{id}", times: 100, effect: { body } }]);
      scene.as(URN, new EngineRun(), { ...old, outputs: { ...old.outputs, parentSessionId: "group-1" } });
      await scene.stage.destroy();
    },
    follow: takenOut,
  },
];
