import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import type { Ledger } from "../../../../provider/lifecycle/engineRun/ledger";
import { privateLedger } from "../../../../provider/lifecycle/engineRun/ledger";
import { importSessionHandler } from "../../../../provider/lifecycle/importSession/importSession";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { SendFailure } from "../../../../provider/powerstore/http/sendFailure";
import type { SimulatorOptions } from "../../../../simulator/src";
import type { Stage } from "../arrayObject/stage";
import { openWaves, outputsOf, waveOf } from "./stage";

type Scene = ReturnType<typeof sceneOn>;

type Situation = {
  readonly when: string;
  readonly says: RegExp;
  readonly options?: SimulatorOptions;
  /** What db-01 has otherwise than the wave says. */
  readonly first?: RawInputs;
  /** Leads to the text. An error is one of the things said. */
  meet(scene: Scene): Promise<unknown>;
  /** Does what the text says of db-01, to the letter, and looks what became of it. */
  follow(scene: Scene): Promise<unknown>;
};

const SESSION = "urn:pulumi:prod::shop::powerstore-import:index:ImportSession::alone";

function sceneOn(stage: Stage, entry: RawInputs) {
  const { world } = stage.simulator;
  const program = (more: RawInputs = {}, first: RawInputs = {}) =>
    waveOf(stage, 3, more, { "db-01": { ...entry, ...first } });
  return {
    stage,
    world,
    program,
    /** An ImportSession of the program, as the state has it. */
    beside: undefined as { readonly id: string; readonly outputs: unknown } | undefined,
    /** Its entry is not in sessions. */
    without(more: RawInputs = {}) {
      const { "db-01": _, ...sessions } = program().sessions as Record<string, object>;
      return { ...program(more), sessions };
    },
    /** Its entry has another key. */
    renamed(entry: RawInputs = {}, more: RawInputs = {}) {
      const { "db-01": first, ...sessions } = program().sessions as Record<string, object>;
      return { ...program(more), sessions: { "db-1": { ...first, ...entry }, ...sessions } };
    },
    id: (key = "db-01") => outputsOf(stage).members[key]?.id ?? "",
    state: (id: string) => world.row("import_session", id)?.state,
    fail(state: "Failed" | "Cancel_Failed" | "Cleanup_Required" | "Cleanup_Failed") {
      world.failSession(this.id(), { state });
    },
    cancelByHand() {
      world.operations["POST /import_session/{id}/cancel"]?.({ id: this.id(), body: {} });
      stage.simulator.advance(600);
    },
    /** An ImportSession of the same program, in the run of the last command. */
    createBeside(inputs: RawInputs) {
      const context = { ...stage.context(), urn: SESSION };
      const { inputs: checked, failures } = importSessionHandler.check(undefined, inputs, context);
      assert.deepEqual(failures, []);
      return importSessionHandler.create(checked as never, context);
    },
    /** It is no more in the program. */
    deleteBeside({ id, outputs }: { readonly id: string; readonly outputs: unknown }) {
      return importSessionHandler.delete(id, outputs as RawInputs, { ...stage.context(), urn: SESSION });
    },
    /** The same resource, unchanged, in a later run. */
    compareBeside({ id, outputs }: { readonly id: string; readonly outputs: unknown }, run: EngineRun) {
      const context = { ...stage.context(), urn: SESSION, run };
      const program = { ...this.source(), adoptSessionId: id };
      const { inputs } = importSessionHandler.check(outputs as RawInputs, program, context);
      return importSessionHandler.diff(id, outputs as RawInputs, inputs, context);
    },
    /** What db-01 imports, as an ImportSession says it. */
    source() {
      const [first] = Object.values(program().sessions as Record<string, RawInputs>);
      return { remoteSystemId: "rs-unity-01", sourceResourceId: first?.sourceResourceId };
    },
  };
}

/** The account of runs in which another process has done this before. */
async function heard(before: (run: EngineRun) => unknown): Promise<() => Ledger> {
  const facts: Fact[] = [];
  await before(new EngineRun({ ...privateLedger(), append: (fact) => void facts.push(fact) }));
  return () => ({ ...privateLedger(), readOthers: () => facts.splice(0) });
}

const ends = (scene: Scene) => scene.stage.up(scene.without({ onRemove: "cancel" }));

async function isEnded(scene: Scene): Promise<void> {
  const id = scene.id();
  await ends(scene);
  assert.equal(scene.state(id), undefined);
}

async function isReplaced(scene: Scene, program = scene.program()): Promise<void> {
  const id = scene.id();
  await ends(scene);
  await scene.stage.up(program);
  assert.notEqual(scene.id(), id);
  assert.equal(scene.state(scene.id()), "Copy_In_Progress");
}

async function isLeft(scene: Scene): Promise<void> {
  const id = scene.id();
  const before = scene.state(id);
  await scene.stage.up(scene.without({ onRemove: "leave" }));
  assert.equal(scene.state(id), before);
  assert.deepEqual(Object.keys(outputsOf(scene.stage).members), ["db-02", "db-03"]);
}

/** It was found by its name, after a crash before anything was recorded. */
async function claimed(scene: Scene): Promise<void> {
  scene.stage.forget();
  scene.stage.restart(true);
  await scene.stage.up(scene.program());
  await ends(scene);
}

const sources = [
  { name: "Unity-01", type: "Unity", volumes: 3, sizeBytes: 100 * 2 ** 30 },
  { name: "XtremIO-01", type: "XtremIO", volumes: 3, sizeBytes: 100 * 2 ** 30 },
] as const;

const agentless = {
  remoteSystemId: "name:XtremIO-01",
  sourceResourceId: "xtremio-01-vol-01",
  type: "Agentless",
  hostIds: ["host-01"],
};

/** Hosts of db-01 use the destination. */
async function moved({ stage, program }: Scene): Promise<void> {
  await stage.up(program({}, { advanceTo: "Ready_To_Start_Copy" }));
  await stage.up(program({}, { advanceTo: "Ready_For_Cutover" }));
}

const situations: readonly Situation[] = [
  {
    when: "it was cancelled by somebody: imported anew",
    says: /To import again from 0 run "pulumi up" without its entry in sessions and with onRemove: "cancel".*, and then "pulumi up" with it/,
    async meet(scene) {
      scene.cancelByHand();
      await scene.stage.refresh();
      await scene.stage.up(scene.program());
    },
    follow: isReplaced,
  },
  {
    when: "it was cancelled by somebody: left so",
    says: /to leave it, take its entry out of sessions/,
    async meet(scene) {
      scene.cancelByHand();
      await scene.stage.refresh();
      await scene.stage.up(scene.program());
    },
    follow: (scene) => scene.stage.up(scene.without()),
  },
  {
    when: "it failed",
    says: /Mend the cause; the next "pulumi up" replaces it/,
    async meet(scene) {
      scene.fail("Failed");
      await scene.stage.up(scene.program({}, { waitFor: "Ready_For_Cutover" }));
    },
    async follow(scene) {
      const id = scene.id();
      await scene.stage.up(scene.program());
      assert.notEqual(scene.id(), id);
      assert.equal(scene.state(scene.id()), "Copy_In_Progress");
    },
  },
  {
    when: "it left something behind: cleaned up",
    says: /is Cleanup_Required.*"pulumi up" without its entry in sessions and with onRemove: "cancel".* cleans it up and deletes it/,
    async meet(scene) {
      scene.fail("Cleanup_Required");
      await scene.stage.up(scene.program({}, { waitFor: "Ready_For_Cutover" }));
    },
    follow: isEnded,
  },
  {
    when: "it left something behind: imported anew",
    says: /and then "pulumi up" with it then also imports again from 0/,
    async meet(scene) {
      scene.fail("Cleanup_Required");
      await scene.stage.up(scene.program({}, { waitFor: "Ready_For_Cutover" }));
    },
    follow: (scene) => isReplaced(scene),
  },
  {
    when: "its cancel failed",
    says: /is Cancel_Failed.*"pulumi up" without its entry in sessions and with onRemove: "cancel".* tries the cancel once more/,
    async meet(scene) {
      scene.fail("Cancel_Failed");
      await scene.stage.up(scene.program({}, { waitFor: "Ready_For_Cutover" }));
    },
    follow: isEnded,
  },
  {
    when: "the array takes no further operation",
    says: /To drop it from the stack and leave the array alone: "pulumi up" without its entry in sessions and with onRemove: "leave"/,
    async meet(scene) {
      scene.fail("Cleanup_Failed");
      await ends(scene);
    },
    follow: isLeft,
  },
  {
    when: "another source is to be imported",
    says: /Take the change back; or, to cancel it and start again from 0, run "pulumi up" without its entry/,
    meet: (scene) => scene.stage.up(scene.program({}, { automaticCutover: true })),
    follow: (scene) => isReplaced(scene, scene.program({}, { automaticCutover: true })),
  },
  {
    when: "it was taken over by its name, and is this stack's own",
    says: /confirm that, with advanceTo taken out, which that up would carry out: adoptSessionId: "[^"]*" in its entry in sessions, put back where it is out, and "pulumi up"; then do the same again/,
    meet: claimed,
    async follow(scene) {
      await scene.stage.up(scene.program({ onRemove: "cancel" }, { adoptSessionId: scene.id() }));
      await isEnded(scene);
    },
  },
  {
    when: "it was taken over by its name, and is another stack's",
    says: /If it is not: "pulumi up" without its entry in sessions and with onRemove: "leave"/,
    meet: claimed,
    follow: isLeft,
  },
  {
    when: "nobody knows what became of it",
    says: /If nothing came of it, "pulumi up" without its entry in sessions and with onRemove: "leave".* with the entry back the next "pulumi up" imports from 0/,
    async meet(scene) {
      const { operations } = scene.world;
      scene.cancelByHand();
      operations["DELETE /import_session/{id}"]?.({ id: scene.id(), body: {} });
      const effect = { status: 500, code: "0xE0FF00000500", message: "Internal error" };
      scene.stage.simulator.setFaults([{ operation: "GET /import_unity_volume/{id}", times: 99, effect }]);
      await scene.stage.refresh();
    },
    async follow(scene) {
      scene.stage.simulator.clearFaults();
      await scene.stage.up(scene.without({ onRemove: "leave" }));
      await scene.stage.up(scene.program());
      assert.equal(scene.state(scene.id()), "Copy_In_Progress");
    },
  },
  {
    when: "somebody paused it: it stays so",
    says: /To keep it so, set paused: true in its entry in sessions;/,
    async meet(scene) {
      scene.world.operations["POST /import_session/{id}/pause"]?.({ id: scene.id(), body: {} });
      await scene.stage.refresh();
    },
    async follow(scene) {
      await scene.stage.up(scene.program({}, { paused: true }));
      assert.equal(scene.state(scene.id()), "Paused");
    },
  },
  {
    when: "its hosts use the destination",
    says: /then confirm with hostsOnSource: true in its entry in sessions \("pulumi up" records it first\), with the other change taken back where one was refused; or, for one run, POWERSTORE_IMPORT_HOSTS_ON_SOURCE=true with "pulumi up" without its entry/,
    first: agentless,
    async meet(scene) {
      await moved(scene);
      await ends(scene);
    },
    async follow(scene) {
      await scene.stage.up(
        scene.program({ onRemove: "cancel" }, { advanceTo: "Ready_For_Cutover", hostsOnSource: true }),
      );
      await isEnded(scene);
    },
  },
  {
    when: "its hosts lost their paths",
    says: /is Cancel_Required.*set hostsOnSource: true in its entry in sessions, run "pulumi up" to record it, and then "pulumi up" without its entry in sessions and with onRemove: "cancel".*, which cancels it/,
    first: agentless,
    async meet(scene) {
      await moved(scene);
      scene.world.failSession(scene.id(), { state: "Cancel_Required" });
      await scene.stage.refresh();
      await scene.stage.up(scene.program({}, { advanceTo: "Ready_For_Cutover", waitFor: "Ready_For_Cutover" }));
    },
    async follow(scene) {
      const confirmed = { advanceTo: "Ready_For_Cutover", hostsOnSource: true };
      await scene.stage.up(scene.program({}, confirmed)).catch(() => undefined);
      await isEnded(scene);
    },
  },
  {
    when: "it waits at a gate",
    says: /set advanceTo to "Ready_To_Start_Copy" in its entry in sessions and run "pulumi up"/,
    first: agentless,
    meet: (scene) => scene.stage.up(scene.program({}, { waitFor: "Ready_For_Cutover" })),
    async follow(scene) {
      await scene.stage.up(scene.program({}, { advanceTo: "Ready_To_Start_Copy" }));
      assert.equal(scene.state(scene.id()), "Ready_To_Start_Copy");
    },
  },
  {
    when: "the time of its end is over",
    says: /or raise the wave's customTimeouts/,
    options: { cancelSeconds: 3600 },
    async meet(scene) {
      scene.stage.timeoutSeconds = 60;
      await ends(scene);
    },
    follow(scene) {
      scene.stage.timeoutSeconds = 2 * 3600;
      return isEnded(scene);
    },
  },
  {
    when: "its entry got another key",
    says: /under a former key or name, or was made by hand .* take it over with adoptSessionId: "/,
    meet: (scene) => scene.stage.up(scene.renamed()),
    async follow(scene) {
      const id = scene.id();
      const program = scene.renamed({ adoptSessionId: id });
      // The former entry's end may come first: it steps back, and the next run sees who has it.
      await scene.stage
        .up(program)
        .catch((error: Error) => assert.match(error.message, /^sessions\["db-01"\]: [^\n]*$/));
      await scene.stage.up(program);
      assert.deepEqual(Object.keys(outputsOf(scene.stage).members).sort(), ["db-02", "db-03", "db-1"]);
      assert.equal(scene.id("db-1"), id);
      assert.equal(scene.state(id), "Copy_In_Progress");
    },
  },
  {
    when: "nobody heard whether it was begun",
    says: /the next "pulumi up" finds it by this name and goes on with it/,
    async meet(scene) {
      const { stage } = scene;
      await isEnded(scene);
      const { between } = stage;
      let isLost = false;
      stage.between = async (request, pass) => {
        if (isLost) throw new SendFailure("refused", { mayHaveArrived: false });
        isLost = request.method === "POST" && request.url.endsWith("/import_session");
        const answer = await pass(request);
        if (isLost) throw new SendFailure("dropped", { mayHaveArrived: true });
        return answer;
      };
      await stage.up(scene.program()).finally(() => {
        stage.between = between;
        stage.restart();
      });
    },
    async follow(scene) {
      await scene.stage.up(scene.program());
      assert.equal(scene.state(scene.id()), "Copy_In_Progress");
      assert.equal(scene.world.rows("import_session")?.length, 3);
    },
  },
  {
    when: "an ImportSession of the program wants it as well",
    says: /belongs to sessions\["db-01"\] of the import wave night-1 of this program.*take that entry out of its wave's sessions with onRemove: "leave", and set adoptSessionId here/,
    async meet(scene) {
      await scene.stage.up(scene.program());
      await scene.createBeside({ ...scene.source(), adoptSessionId: scene.id() });
    },
    async follow(scene) {
      const id = scene.id();
      await isLeft(scene);
      const { id: adopted } = await scene.createBeside({ ...scene.source(), adoptSessionId: id });
      assert.equal(adopted, id);
    },
  },
  {
    when: "an ImportSession of the program has it as well",
    says: /belongs to urn:.*::alone in this program as well.*an import of a wave by taking its entry out of the sessions with onRemove: "leave"/,
    async meet(scene) {
      scene.stage.restart();
      const { id, outputs } = await scene.createBeside({ ...scene.source(), adoptSessionId: scene.id() });
      scene.stage.ledger = await heard((run) => scene.compareBeside({ id, outputs }, run));
      await scene.stage.up(scene.program());
    },
    async follow(scene) {
      scene.stage.ledger = privateLedger;
      await isLeft(scene);
    },
  },
  {
    when: "its own session is cancelled, and an ImportSession that leaves the program imports its source",
    says: /sessions\["db-01"\] of the import wave night-1 of this program imports the same source.*To let that import go on with it, give its entry another key and adoptSessionId: "[^"]*", and run "pulumi up"\./,
    async meet(scene) {
      scene.cancelByHand();
      scene.stage.restart();
      const beside = await scene.createBeside(scene.source());
      await assert.rejects(scene.stage.up(scene.program()), /sessions\["db-01"\].* is Cancelled/);
      scene.beside = beside;
      await scene.deleteBeside(beside);
    },
    async follow(scene) {
      const { beside } = scene;
      assert.ok(beside);
      await scene.stage.up(scene.renamed({ adoptSessionId: beside.id }));
      await scene.deleteBeside(beside);
      assert.equal(scene.id("db-1"), beside.id);
      assert.equal(scene.state(beside.id), "Copy_In_Progress");
      assert.deepEqual(Object.keys(outputsOf(scene.stage).members).sort(), ["db-02", "db-03", "db-1"]);
    },
  },
  {
    when: "it was deleted on the array",
    says: /its session [^ ]* was deleted on the array; the next "pulumi up" imports again from 0/,
    async meet(scene) {
      scene.cancelByHand();
      scene.world.operations["DELETE /import_session/{id}"]?.({ id: scene.id(), body: {} });
      await scene.stage.refresh();
    },
    async follow(scene) {
      await scene.stage.up(scene.program());
      assert.equal(scene.state(scene.id()), "Copy_In_Progress");
    },
  },
  {
    when: "it is to leave its wave while its copy lives: put back",
    says: /onRemove is "refuse": it is left alone and stays in the wave. Put it back/,
    meet: (scene) => scene.stage.up(scene.without()),
    async follow(scene) {
      await scene.stage.up(scene.program());
      assert.equal(scene.state(scene.id()), "Copy_In_Progress");
    },
  },
  {
    when: "it is to leave its wave while its copy lives: left to others",
    says: /To leave it to somebody else, or to nobody, set onRemove: "leave"/,
    meet: (scene) => scene.stage.up(scene.without()),
    follow: isLeft,
  },
  {
    when: "it was left alone, and is taken back",
    says: /is left alone on the array and leaves the state.*To take it back: adoptSessionId: "/,
    meet: (scene) => isLeft(scene),
    async follow(scene) {
      const [first] = scene.world.rows("import_session") ?? [];
      await scene.stage.up(scene.program({}, { adoptSessionId: String(first?.id) }));
      assert.equal(scene.id(), String(first?.id));
      assert.equal(scene.state(scene.id()), "Copy_In_Progress");
    },
  },
  {
    when: "the wave is to be imported",
    says: /an import wave is no object on the array.*Where its sessions are no other stack's, write it into the program with adoptSessionId for each session that is there/,
    meet: (scene) => scene.stage.import("night-1"),
    async follow(scene) {
      const [one, two, three] = ["db-01", "db-02", "db-03"].map((key) => ({ adoptSessionId: scene.id(key) }));
      scene.stage.forget();
      scene.stage.restart();
      await scene.stage.up(
        waveOf(scene.stage, 3, {}, { "db-01": { ...one }, "db-02": { ...two }, "db-03": { ...three } }),
      );
      assert.equal(scene.state(scene.id()), "Copy_In_Progress");
    },
  },
  {
    when: "an ImportSession of the program wants what leaves the wave",
    says: /If it is the same import, set adoptSessionId: "[^"]*" there and run "pulumi up" again/,
    async meet(scene) {
      scene.stage.ledger = await heard((run) => {
        importSessionHandler.check(undefined, scene.source(), { ...scene.stage.context(), urn: SESSION, run });
      });
      await ends(scene).finally(() => {
        scene.stage.ledger = privateLedger;
      });
    },
    async follow(scene) {
      const id = scene.id();
      const inputs = { ...scene.source(), adoptSessionId: id };
      await scene.stage.preview(scene.without({ onRemove: "cancel" }));
      await scene.createBeside(inputs);
      assert.equal(scene.state(id), "Copy_In_Progress");
    },
  },
];

describe("What an import of a wave advises", () => {
  for (const { when, says, options, first = {}, meet, follow } of situations) {
    it(`concerns it alone, whoever follows it, when ${when}`, async () => {
      const stage = await openWaves(3, { sources, ...options });
      try {
        const scene = sceneOn(stage, first);
        await stage.up(scene.program());
        stage.simulator.advance(60);
        const ids = ["db-02", "db-03"].map((key) => scene.id(key));
        const sent = () => stage.simulator.journal().entries.filter(({ method }) => method !== "GET");
        const error = await meet(scene).then(
          () => "",
          (reason: Error) => reason.message,
        );
        const said = [error, ...stage.warnings].join("\n");
        assert.match(said, says);
        const recorded = JSON.stringify(stage.recorded?.outputs);
        assert.doesNotMatch(`${said} ${recorded}`, /urn:[^ ]*\[|<urn>|\baliases\b/);
        await follow(scene);
        assert.deepEqual(
          ["db-02", "db-03"].map((key) => scene.id(key)),
          ids,
        );
        assert.deepEqual(
          sent().filter(({ path }) => ids.some((id) => path.includes(id))),
          [],
        );
      } finally {
        await stage.close();
      }
    });
  }
});
