import assert from "node:assert/strict";
import type { ResourceDefinition } from "../../../provider/lifecycle/operation/definition";
import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import { LifecycleError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import { readableOutputs } from "../../../provider/lifecycle/operation/recorded";
import { resourcesOf } from "../../../provider/lifecycle/resources";
import { EndpointError } from "../../../provider/powerstore/http/endpoint";
import { PowerStoreError } from "../../../provider/powerstore/http/powerStoreErrors";
import { importAt } from "../../command/imports";
import { noDefect } from "../../simulation/invariants/conduct";
import type { Stage } from "./arrayObject/stage";
import { openStage } from "./arrayObject/stage";
import type { AnyHandler } from "./engineCalls";
import { unity } from "./remoteSystem/stage";

const volume = (number: number) => ({ sourceResourceId: `unity-01-vol-0${number}` });
const onUnity = { remoteSystemId: "rs-unity-01" };
const universal = { remoteSystemId: "rs-old-01" };
const host = { agentAddress: "db-01.example.com", agentPort: 8443, osType: "Linux", username: "root", password: "p" };

/** A program of each kind, and the same after a change. */
const programs: Readonly<Record<string, readonly [RawInputs, RawInputs]>> = {
  ImportSession: [
    { ...onUnity, ...volume(1) },
    { ...onUnity, ...volume(2) },
  ],
  ImportWave: [
    { ...onUnity, onRemove: "cancel", sessions: { "db-01": volume(1) } },
    { ...onUnity, onRemove: "cancel", sessions: { "db-02": volume(2) } },
  ],
  ImportWait: [
    { sessionId: "name:begun", waitFor: "Started" },
    { sessionId: "name:begun", waitFor: "None" },
  ],
  RemoteSystem: [unity, { ...unity, managementAddress: "10.20.0.99" }],
  ImportHostSystem: [host, { ...host, refreshTrigger: "1" }],
  UniversalConsistencyGroup: [
    { ...universal, importUniversalVolumeIds: ["old-01-vol-01"] },
    { ...universal, importUniversalVolumeIds: ["old-01-vol-02"] },
  ],
};

/** Every place of a state file without what is there, and with what no version writes there. */
function* changesOf(outputs: RawInputs): Generator<readonly [change: string, outputs: RawInputs]> {
  for (const value of [undefined, 7]) {
    for (const name of Object.keys(outputs)) yield [`${name}: ${value}`, { ...outputs, [name]: value }];
    const members = (outputs.members ?? {}) as Readonly<Record<string, RawInputs>>;
    for (const [key, member] of Object.entries(members)) {
      for (const name of Object.keys(member)) {
        const changed = { ...members, [key]: { ...member, [name]: value } };
        yield [`members.${key}.${name}: ${value}`, { ...outputs, members: changed }];
      }
    }
  }
}

const foreseen = [LifecycleError, PowerStoreError, EndpointError];

/** A refusal with words for a person. */
const isForeseen = (error: unknown): boolean =>
  foreseen.some((kind) => error instanceof kind) && !noDefect({ texts: [String(error)] });

describe("What another version or a hand has left out of a state file, or written otherwise,", function () {
  this.timeout(60_000);

  for (const [kind, definition] of Object.entries({ ...resourcesOf.pulumi, ...resourcesOf.terraform })) {
    it(`is no fault of the code in any operation of ${kind}`, async () => {
      const handler = definition.handler as AnyHandler;
      const stage = await openStage(handler, `powerstore-import:index:${kind}`, {
        setUpSeconds: 0,
        sources: [
          { name: "Unity-01", type: "Unity", volumes: 5 },
          { name: "Old-01", type: "Universal", volumes: 5 },
        ],
      });
      const found: string[] = [];
      try {
        const [program, changed] = programs[kind] ?? assert.fail(`no program of ${kind}`);
        await begin(stage, program);
        for (const [change, outputs] of changesOf(stage.recorded?.outputs ?? {})) {
          const faults = await operate(stage, definition, { outputs, changed });
          found.push(...faults.map((fault) => `${change}: ${fault}`));
          await begin(stage, program);
        }
      } finally {
        await stage.close();
      }
      assert.deepEqual(found, []);
    });
  }
});

/** An array as it was, and the resource as it is made there. */
async function begin(stage: Stage, program: RawInputs): Promise<void> {
  stage.forget();
  stage.restart();
  stage.simulator.reset();
  if ("sessionId" in program) importAt(stage.simulator, { name: "begun" });
  stage.timeoutSeconds = undefined;
  await stage.up(program);
  stage.timeoutSeconds = 30;
}

/** Every operation in a run of its own, as an adapter calls it. @returns what is no refusal */
async function operate(
  stage: Stage,
  definition: ResourceDefinition,
  { outputs, changed }: { readonly outputs: RawInputs; readonly changed: RawInputs },
): Promise<readonly string[]> {
  const { id = "", inputs = {} } = stage.recorded ?? {};
  const { check, diff, read, update, delete: end } = definition.handler as AnyHandler;
  // As it is in a state file, and what the adapters let through of it.
  const recorded = readableOutputs(definition, JSON.parse(JSON.stringify(outputs)));
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    diff: () => diff(id, recorded, inputs, stage.context()),
    "diff of a change": async () => diff(id, recorded, check(inputs, changed, stage.context()).inputs, stage.context()),
    read: () => read(id, recorded, stage.context()),
    update: () => update(id, recorded, inputs, stage.context()),
    delete: () => end(id, recorded, stage.context()),
  };
  const faults: string[] = [];
  for (const [call, work] of Object.entries(calls)) {
    stage.restart();
    await work().catch((error: unknown) => {
      if (!isForeseen(error)) faults.push(`${call}: ${error}`);
    });
  }
  return faults;
}
