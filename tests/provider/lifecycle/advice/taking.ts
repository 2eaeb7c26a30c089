import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import { privateLedger } from "../../../../provider/lifecycle/engineRun/ledger";
import { SendFailure } from "../../../../provider/powerstore/http/sendFailure";
import { sharedLedger } from "../engineRun/sharedLedger";
import { URN } from "../importSession/stage";
import type { Scene, Situation } from "./scene";
import { OTHER } from "./scene";

/** The answer to the POST is lost, and so is the look for what became of it. */
async function loseAll({ stage }: Scene, program: Record<string, unknown>): Promise<void> {
  stage.simulator.setFaults([{ operation: "POST /import_session", times: 1, effect: { drop: "after" } }]);
  const { between } = stage;
  let isLost = false;
  stage.between = async (request, pass) => {
    if (isLost) throw new SendFailure("refused", { mayHaveArrived: false });
    isLost = request.method === "POST" && /\/import_session(\?|$)/.test(request.url);
    return between(request, pass);
  };
  await stage.up(program).finally(() => {
    stage.between = between;
    stage.simulator.clearFaults();
    stage.restart();
  });
}

async function isMine({ stage, sessions }: Scene, program: Record<string, unknown>) {
  await stage.up(program);
  assert.equal(sessions().length, 1, "one session");
  assert.equal(stage.recorded?.id, sessions()[0]?.id);
}

/** A session of which the state file knows nothing any more. */
async function forgotten(scene: Scene, program = scene.volume): Promise<string> {
  const { id } = await scene.copying(program);
  scene.stage.forget();
  scene.stage.restart();
  return id;
}

const approving = { version: "4.4", criticalOperations: ["POST /import_session"] } as const;
const SECOND = { sourceResourceId: "unity-01-vol-02" };

/** Runs of which each leaves its account to the next, and gives up soon: the first has asked for what the second does not want. */
async function askedFor({ stage }: Scene, programs: readonly Record<string, unknown>[]): Promise<void> {
  const left: (readonly Fact[])[] = [];
  stage.timeoutSeconds = 30;
  for (const [index, program] of programs.entries()) {
    stage.run = new EngineRun(sharedLedger(left)());
    const failure = await stage.up(program).then(
      () => undefined,
      (error: unknown) => error,
    );
    stage.run.close();
    stage.run = new EngineRun(sharedLedger(left)());
    if (index === programs.length - 1) throw failure;
  }
}

/** Somebody approves what waits for that. */
function approve({ stage, world }: Scene): void {
  const waiting = (world.rows("job") ?? []).filter(({ phase }) => phase === "Waiting_Approval");
  for (const { id } of waiting) world.decideJob(String(id), { decision: "Approved" });
  stage.simulator.advance(60);
}

/** A replacement of which the option retainOnDelete leaves the delete out. */
const KEPT = ["recorded check", "diff", "check", "create"] as const;

/** Texts of a create: what is there may be somebody's. */
export const taking: readonly Situation[] = [
  {
    text: "waysToIt: pulumi up, pulumi destroy",
    says: /the next "pulumi up" finds it by this name/,
    when: "the POST of a generated name and the look for it are lost",
    meet: (scene) => loseAll(scene, scene.volume),
    follow: (scene) => isMine(scene, scene.volume),
  },
  {
    text: "waysToIt: pulumi up, pulumi destroy",
    says: /an earlier run has asked for it\. The next "pulumi up" finds it by this name/,
    when: "an earlier run has asked for the import, and a second person has yet to approve it",
    options: approving,
    meet: (scene) => askedFor(scene, [scene.volume, scene.volume]),
    async follow(scene) {
      approve(scene);
      await isMine(scene, scene.volume);
    },
  },
  {
    text: "waysToEarlier: pulumi up, pulumi destroy --target",
    says: /Put the former values back/,
    when: "what an earlier run has asked for is made after the program changed its source",
    options: approving,
    ends: "the session",
    async meet(scene) {
      const changed = { ...scene.volume, ...SECOND };
      await askedFor(scene, [scene.volume, changed]).catch(() => undefined);
      approve(scene);
      await scene.stage.up(changed);
    },
    async follow(scene) {
      const { stage } = scene;
      await isMine(scene, scene.volume);
      stage.simulator.advance(60);
      scene.nextRun();
      await stage.destroy();
      assert.deepEqual(scene.sessions(), []);
    },
  },
  {
    text: "waysToEarlier: adoptSessionId",
    says: /, set adoptSessionId: "/,
    when: "the same has happened under a chosen name",
    options: approving,
    async meet(scene) {
      const program = { ...scene.volume, name: "chosen" };
      await askedFor(scene, [program, { ...program, ...SECOND }]).catch(() => undefined);
      approve(scene);
      await scene.stage.up({ ...program, ...SECOND });
    },
    follow: (scene) =>
      isMine(scene, { ...scene.volume, name: "chosen", adoptSessionId: String(scene.sessions()[0]?.id) }),
  },
  {
    text: "waysToEarlier: pulumi up",
    says: /Delete that record on the array/,
    when: "what an earlier run has asked for has failed since the program changed its source",
    options: approving,
    ends: "a dead record",
    async meet(scene) {
      const changed = { ...scene.volume, ...SECOND };
      await askedFor(scene, [scene.volume, changed]).catch(() => undefined);
      approve(scene);
      scene.world.failSession(String(scene.sessions()[0]?.id), { state: "Failed" });
      await scene.stage.up(changed);
    },
    async follow(scene) {
      scene.world.operations["DELETE /import_session/{id}"]?.({ id: String(scene.sessions()[0]?.id), body: {} });
      const changed = { ...scene.volume, ...SECOND };
      await scene.stage.up(changed).catch(() => undefined);
      approve(scene);
      await isMine(scene, changed);
    },
  },
  {
    text: "waysToIt: adoptSessionId, pulumi up",
    says: /look for this name on the array; if it is there, set adoptSessionId/,
    when: "the POST of a chosen name and the look for it are lost",
    meet: (scene) => loseAll(scene, { ...scene.volume, name: "chosen" }),
    follow: (scene) => isMine(scene, { ...scene.volume, name: "chosen", adoptSessionId: "name:chosen" }),
  },
  {
    text: "wayToHolder: aliases, adoptSessionId, pulumi state delete",
    says: /under a former name or type of the resource, give the resource the option aliases/,
    when: "a renamed resource finds its source in its own session: the alias",
    async meet(scene) {
      const old = await scene.copying();
      scene.as(OTHER, undefined);
      await scene.stage.up(scene.volume).finally(() => scene.as(OTHER, undefined, old));
    },
    async follow(scene) {
      assert.equal(await scene.stage.up(scene.volume), "unchanged");
      assert.equal(scene.state(), "Copy_In_Progress");
    },
  },
  {
    text: "wayToHolder: aliases, adoptSessionId, pulumi state delete",
    says: /by hand or is to move here from another stack, take it over with adoptSessionId/,
    when: "the source is in a session that somebody made by hand: the adoption",
    async meet(scene) {
      await forgotten(scene, { ...scene.volume, name: "by-hand" });
      await scene.stage.up(scene.volume);
    },
    follow: (scene) => isMine(scene, { ...scene.volume, adoptSessionId: "name:by-hand" }),
  },
  {
    text: "wayToHolder: aliases, adoptSessionId, pulumi state delete",
    says: /then out of the other stack by "pulumi state delete <its urn>", never by a delete/,
    when: "the source is in another stack's session: the hand-over, after which the other stack has nothing to destroy",
    async meet(scene) {
      await forgotten(scene, { ...scene.volume, name: "theirs" });
      scene.stage.urn = URN.replace("prod", "test");
      await scene.stage.up(scene.volume);
    },
    // The other stack's entry is the one that the scene has forgotten.
    follow: (scene) => isMine(scene, { ...scene.volume, adoptSessionId: "name:theirs" }),
  },
  {
    text: "stillThere: pulumi up",
    says: /Run "pulumi up" again later/,
    when: "an earlier session of the name is being cancelled for longer than the create waits",
    options: { cancelSeconds: 3600 },
    ends: "a dead record",
    async meet(scene) {
      scene.cancelByHand(await forgotten(scene));
      scene.stage.timeoutSeconds = 60;
      await scene.stage.up(scene.volume);
    },
    async follow(scene) {
      scene.stage.simulator.advance(7200);
      scene.nextRun();
      await isMine(scene, scene.volume);
    },
  },
  {
    text: "refuseIfStopped: pulumi up",
    says: /Run "pulumi up" again: it starts the import, or goes on with it/,
    when: "Ctrl-C came while an earlier session of the name was being cancelled",
    ends: "a dead record",
    async meet(scene) {
      const { stage } = scene;
      scene.cancelByHand(await forgotten(scene));
      const stop = new AbortController();
      stage.signal = stop.signal;
      const { advance } = stage.simulator;
      stage.simulator.advance = () => {
        stop.abort();
        throw stop.signal.reason;
      };
      await stage.up(scene.volume).finally(() => {
        stage.simulator.advance = advance;
      });
    },
    async follow(scene) {
      scene.stage.signal = new AbortController().signal;
      scene.nextRun();
      await isMine(scene, scene.volume);
    },
  },
  {
    text: "claim: pulumi state delete",
    says: /If it was not, because another stack has the same project and stack name/,
    when: "another stack's session was taken over, because both give the same name",
    async meet(scene) {
      await forgotten(scene);
      await scene.stage.up(scene.volume);
      assert.equal(scene.recorded().outputs.claimed, true);
    },
    async follow(scene) {
      scene.nextRun();
      scene.stage.forget();
      scene.stage.settings = { ...scene.stage.settings, namespace: "second" };
      await assert.rejects(scene.stage.up(scene.volume), /is to move here from another stack/);
      assert.equal(scene.sessions()[0]?.state, "Copy_In_Progress");
    },
  },
  {
    text: "needsSomebody: adoptSessionId, pulumi destroy --target",
    says: /Let somebody put it in order on the array; or take it over with adoptSessionId/,
    when: "a session of the name is Cleanup_Required",
    ends: "the session",
    async meet(scene) {
      scene.world.failSession(await forgotten(scene), { state: "Cleanup_Required" });
      await scene.stage.up(scene.volume);
    },
    async follow(scene) {
      const found = String(scene.sessions()[0]?.id);
      await scene.stage.up({ ...scene.volume, adoptSessionId: found }).catch(() => undefined);
      assert.equal(scene.id(), found, "the adoption is recorded");
      scene.nextRun();
      await scene.stage.destroy();
      assert.deepEqual(scene.sessions(), []);
    },
  },
  {
    text: "waysPastName: delete that record, adoptSessionId",
    says: /take the session over with adoptSessionId/,
    when: "a chosen name is taken by a session that does the same",
    async meet(scene) {
      await forgotten(scene, { ...scene.volume, name: "taken" });
      await scene.stage.up({ ...scene.volume, name: "taken" });
    },
    follow: (scene) => isMine(scene, { ...scene.volume, name: "taken", adoptSessionId: "name:taken" }),
  },
  {
    text: "waysPastName: delete that record, adoptSessionId",
    says: /delete that record on the array/,
    when: "a chosen name is taken by what has failed",
    async meet(scene) {
      scene.world.failSession(await forgotten(scene, { ...scene.volume, name: "taken" }), { state: "Failed" });
      await scene.stage.up({ ...scene.volume, name: "taken" });
    },
    async follow(scene) {
      scene.world.operations["DELETE /import_session/{id}"]?.({ id: String(scene.sessions()[0]?.id), body: {} });
      await isMine(scene, { ...scene.volume, name: "taken" });
    },
  },
  {
    text: "noneToAdopt: adoptSessionId",
    says: /To start a new import, remove adoptSessionId from the program/,
    when: "the session to be adopted is gone",
    meet: (scene) => scene.stage.up({ ...scene.volume, adoptSessionId: "name:gone" }),
    follow: (scene) => isMine(scene, scene.volume),
  },
  {
    text: "refusedAdoption: adoptSessionId",
    says: /To start a new import, remove adoptSessionId from the program/,
    when: "what is to be adopted is the resource's own, has failed, and was kept by an option",
    ends: "a dead record",
    async meet(scene) {
      const old = await scene.copying({ ...scene.volume, name: "chosen" });
      scene.world.failSession(old.id, { state: "Failed" });
      await scene.stage.refresh();
      await scene.stage.replace({ ...scene.volume, name: "chosen", adoptSessionId: old.id }, KEPT);
    },
    async follow(scene) {
      await scene.stage.replace({ ...scene.volume, name: "chosen" }, KEPT);
      assert.deepEqual(
        scene.sessions().map(({ id }) => id),
        [scene.id()],
      );
      assert.equal(scene.state(), "Copy_In_Progress");
    },
  },
  {
    text: "refusedTakingText: TMPDIR, pulumi up",
    says: /Let the system's temporary folder be writable \(TMPDIR\)/,
    when: "the account of the run reaches no other process",
    async meet(scene) {
      await forgotten(scene);
      scene.stage.run = new EngineRun(privateLedger("the folder cannot be used"));
      await scene.stage.up(scene.volume);
    },
    async follow(scene) {
      scene.nextRun();
      await isMine(scene, scene.volume);
    },
  },
  {
    text: "wayFromHolder: aliases",
    says: /take the other out of the program, with the option aliases here/,
    when: "two resources of the program want one session",
    async meet(scene) {
      const old = await scene.copying();
      const run = new EngineRun();
      scene.as(URN, run, old);
      await scene.stage.up(scene.volume);
      scene.as(OTHER, run);
      await scene.stage.up({ ...scene.volume, adoptSessionId: old.id }).finally(() => scene.as(OTHER, undefined, old));
    },
    follow: (scene) => isMine(scene, { ...scene.volume, adoptSessionId: scene.id() }),
  },
  {
    text: "wayFromEnding: aliases",
    says: /give this resource the option aliases/,
    when: "a resource adopts what another one is deleting at that moment, and the delete was then refused or stopped",
    async meet(scene) {
      const old = await scene.copying();
      const run = new EngineRun();
      const object = { id: old.id, clusterId: String(old.outputs.clusterId) };
      run.beginEnding({ urn: URN, object, marks: [] });
      scene.as(OTHER, run);
      await scene.stage.up({ ...scene.volume, adoptSessionId: old.id }).finally(() => scene.as(OTHER, undefined, old));
    },
    follow: (scene) => isMine(scene, { ...scene.volume, adoptSessionId: scene.id() }),
  },
  {
    text: "refusedTakingText: pulumi up, advanceTo",
    says: /Or take the change back and run "pulumi up" without --replace/,
    when: "an option kept the session that --replace wanted to make room for",
    async meet(scene) {
      const old = await scene.copying();
      scene.as(URN, new EngineRun(), old);
      await scene.stage.replace(scene.volume, ["recorded check", "check", "create"]);
    },
    async follow(scene) {
      scene.nextRun();
      assert.equal(await scene.stage.up(scene.volume), "unchanged");
      assert.equal(scene.state(), "Copy_In_Progress");
    },
  },
  {
    text: "REQUIRED: --target",
    whyNot: "the engine leaves inputs out under --target, and there is none on the stage: check.test.ts has the text",
  },
  {
    text: "rules: advanceTo",
    whyNot: "a failure of check: nothing is sent, whatever the program says next is checked again (check.test.ts)",
  },
  {
    text: "rules: advanceTo",
    whyNot: "a failure of check: nothing is sent, whatever the program says next is checked again (check.test.ts)",
  },
];
