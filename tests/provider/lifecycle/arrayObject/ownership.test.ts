import assert from "node:assert/strict";
import { importHostSystemHandler } from "../../../../provider/lifecycle/importHostSystem/importHostSystem";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { remoteSystemHandler } from "../../../../provider/lifecycle/remoteSystem/remoteSystem";
import { universalConsistencyGroupHandler } from "../../../../provider/lifecycle/universalConsistencyGroup/universalConsistencyGroup";
import type { AnyHandler } from "../engineCalls";
import { unity } from "../remoteSystem/stage";
import type { Stage } from "./stage";
import { openStage } from "./stage";

const host = { agentAddress: "db-01.example.com", agentPort: 8443, osType: "Linux", username: "root", password: "p" };
const group = { remoteSystemId: "rs-old-01", name: "db", importUniversalVolumeIds: ["old-01-vol-01"] };

type Kind = {
  readonly name: string;
  readonly handler: AnyHandler;
  readonly program: RawInputs;
  /** What another resource wants, and the array has: only one of them can have it. */
  readonly wishes: readonly (readonly [what: string, wish: (id: string) => RawInputs])[];
};

const kinds: readonly Kind[] = [
  {
    name: "RemoteSystem",
    handler: remoteSystemHandler as AnyHandler,
    program: { ...unity, name: "old-unity" },
    wishes: [
      ["its id", (adoptRemoteSystemId) => ({ ...unity, adoptRemoteSystemId })],
      ["its name", () => ({ ...unity, name: "old-unity", managementAddress: "10.20.0.77" })],
      ["its address", () => ({ ...unity, name: "unity-02" })],
    ],
  },
  {
    name: "ImportHostSystem",
    handler: importHostSystemHandler as AnyHandler,
    program: host,
    wishes: [
      ["its id", (adoptImportHostSystemId) => ({ ...host, agentAddress: "db-02", adoptImportHostSystemId })],
      ["its address", () => host],
    ],
  },
  {
    name: "UniversalConsistencyGroup",
    handler: universalConsistencyGroupHandler as AnyHandler,
    program: group,
    wishes: [
      ["its id", (adoptGroupId) => ({ ...group, name: "web", adoptGroupId })],
      ["its name", () => group],
    ],
  },
];

describe("Two resources of one program", () => {
  let stage: Stage;
  afterEach(() => stage.close());

  const other = (urn: string) => `${urn}-other`;

  async function begin({ name, handler, program }: Kind) {
    stage = await openStage(handler, `powerstore-import:index:${name}`, {
      sources: [
        { name: "Unity-01", type: "Unity", volumes: 5 },
        { name: "Old-01", type: "Universal", volumes: 5 },
      ],
    });
    await stage.up(program);
    stage.restart();
    stage.warnings.length = 0;
    assert.ok(stage.recorded);
    return stage.recorded;
  }

  for (const kind of kinds) {
    it(`that have the same ${kind.name} on record are told of each other in a preview, with the way out`, async () => {
      const { id, inputs, outputs } = await begin(kind);
      const one = stage.urn;
      for (const urn of [one, other(one)]) {
        stage.urn = urn;
        const checked = kind.handler.check(inputs, inputs, stage.context()).inputs;
        const { changes } = await kind.handler.diff(id, outputs, checked, stage.context());
        assert.equal(changes, false);
      }
      assert.equal(stage.warnings.length, 1, stage.warnings.join("\n"));
      assert.match(
        stage.warnings.join(),
        /belongs to urn:.*::source-01 in this program as well: neither ends it for the/,
      );
      assert.match(stage.warnings.join(), /"pulumi state delete"/);
    });

    for (const [what, wish] of kind.wishes) {
      it(`of which one has the ${kind.name} and the other wants it by ${what}: the delete of the one does not end it`, async () => {
        const { id, outputs } = await begin(kind);
        const one = stage.urn;
        stage.urn = other(one);
        kind.handler.check(undefined, wish(id), stage.context());
        stage.urn = one;
        stage.simulator.clearJournal();
        await assert.rejects(kind.handler.delete(id, outputs, stage.context()), /-other/);
        assert.deepEqual(stage.changes(), []);
      });
    }
  }
});
