import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { SimulatorOptions } from "../../../../simulator/src";
import type { Recorded, Stage } from "../importSession/stage";
import { URN } from "../importSession/stage";

/** What following an advice may end: nothing, a record of what is over, or the session itself where the text says so. */
export type Ends = "nothing" | "a dead record" | "the session";

export type Played = {
  /** Of the text in the sources (collect.ts). */
  readonly text: string;
  /** A part of the text as it is written, by which it is recognised when it appears. */
  readonly says: RegExp;
  readonly when: string;
  /** @default "nothing" */
  readonly ends?: Ends;
  readonly options?: SimulatorOptions;
  /** Leads to the text. An error is one of the things said. */
  meet(scene: Scene): Promise<unknown>;
  /** Does what the text says, to the letter, and looks whether it is better for it. */
  follow(scene: Scene): Promise<unknown>;
};

/** Whose advice cannot be followed on a stage of one resource and one array. */
export type Unplayed = { readonly text: string; readonly whyNot: string };

export type Situation = Played | Unplayed;

export type Inputs = Record<string, unknown>;

/** A stage with what the situations have in common. */
export type Scene = ReturnType<typeof sceneOn>;

export const OTHER = `${URN}-renamed`;
export const LATER = "2026-03-01T00:00:00Z";

export const agentless = {
  remoteSystemId: "name:XtremIO-01",
  sourceResourceId: "xtremio-01-vol-01",
  type: "Agentless",
  hostIds: ["host-01"],
};
export const group = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-cg-01" };

export function sceneOn(stage: Stage, volume: Inputs) {
  const { world } = stage.simulator;
  const id = () => stage.recorded?.id ?? "";
  return {
    stage,
    volume,
    /** What other resources of the stack have. */
    others: [] as Recorded[],
    world,
    id,
    sessions: () => world.rows("import_session") ?? [],
    state: (of = id()) => stage.session(of).state,
    recorded(): Recorded {
      assert.ok(stage.recorded, "nothing is recorded");
      return stage.recorded;
    },
    /** A volume under way, far enough that something would be lost. */
    async copying(program: Inputs = volume): Promise<Recorded> {
      await stage.up(program);
      stage.simulator.advance(60);
      assert.equal(stage.session().state, "Copy_In_Progress");
      return this.recorded();
    },
    /** Another resource, or another run. */
    as(urn: string, run: EngineRun | undefined, holding?: Recorded) {
      stage.urn = urn;
      stage.run = run;
      stage.recorded = holding;
    },
    /** A new run of the engine, in which the same resource is what it was. */
    nextRun() {
      stage.run = undefined;
      stage.restart();
    },
    /** `pulumi up --replace <urn>`, with the option deleteBeforeReplace. */
    replaceAnew(program: Inputs) {
      stage.run = new EngineRun();
      return stage.replace(program, ["check", "delete", "create"]);
    },
    /** The agentless session of whose hosts the destination is in use. */
    async moved(): Promise<void> {
      await stage.up(agentless);
      await stage.up({ ...agentless, advanceTo: "Ready_To_Start_Copy" });
      await stage.up({ ...agentless, advanceTo: "Ready_For_Cutover" });
    },
    /** Somebody cancels at the array, and what was said before is not counted. */
    cancelByHand(of = id()) {
      world.operations["POST /import_session/{id}/cancel"]?.({ id: of, body: {} });
    },
  };
}
