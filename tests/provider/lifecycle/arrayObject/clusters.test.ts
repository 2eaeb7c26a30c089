import assert from "node:assert/strict";
import { importHostSystemHandler } from "../../../../provider/lifecycle/importHostSystem/importHostSystem";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { remoteSystemHandler } from "../../../../provider/lifecycle/remoteSystem/remoteSystem";
import { universalConsistencyGroupHandler } from "../../../../provider/lifecycle/universalConsistencyGroup/universalConsistencyGroup";
import type { AnyHandler } from "../engineCalls";
import { unity } from "../remoteSystem/stage";
import type { Stage } from "./stage";
import { openStage } from "./stage";

const sources = [{ name: "Old-01", type: "Universal" as const, volumes: 2 }];
const kinds: readonly { name: string; handler: unknown; program: RawInputs; collection: string }[] = [
  { name: "RemoteSystem", handler: remoteSystemHandler, program: unity, collection: "remote_system" },
  {
    name: "ImportHostSystem",
    handler: importHostSystemHandler,
    program: { agentAddress: "db-01.example.com", agentPort: 8443, osType: "Linux", username: "root", password: "p" },
    collection: "import_host_system",
  },
  {
    name: "UniversalConsistencyGroup",
    handler: universalConsistencyGroupHandler,
    program: { remoteSystemId: "rs-old-01", importUniversalVolumeIds: ["old-01-vol-01"] },
    collection: "import_universal_consistency_group",
  },
];

/** A name of the network may lead to another cluster than it did when this process first asked. */
describe("Where another cluster answers in the middle of a run", () => {
  for (const { name, handler, program, collection } of kinds) {
    describe(`a ${name}`, () => {
      let stage: Stage;
      beforeEach(async () => {
        stage = await openStage(handler as AnyHandler, `powerstore-import:index:${name}`, { sources });
        await stage.up(program);
        stage.between = async (request, pass) => {
          const answer = await pass(request);
          if (request.method !== "GET") return answer;
          const url = new URL(request.url);
          const path = url.pathname.replace("/api/rest/", "");
          if (path === "cluster") {
            const rows = JSON.parse(answer.text) as object[];
            return { ...answer, text: JSON.stringify(rows.map((row) => ({ ...row, global_id: "PSanother" }))) };
          }
          if (path === collection) return { ...answer, status: 200, text: "[]" };
          if (!path.startsWith(`${collection}/`)) return answer;
          const messages = [{ code: "0xE0FF00010001", severity: "Error", message_l10n: "not found" }];
          return { ...answer, status: 404, text: JSON.stringify({ messages }) };
        };
      });
      afterEach(() => stage.close());

      it("does not count as gone in a refresh", async () => {
        await assert.rejects(stage.refresh(), /belongs to cluster .* is cluster PSanother/);
      });

      it("is not forgotten by a destroy", async () => {
        await assert.rejects(stage.destroy(), /belongs to cluster .* is cluster PSanother/);
        assert.ok(stage.recorded);
      });
    });
  }
});

const changes: Readonly<Record<string, RawInputs>> = {
  RemoteSystem: { discover: false },
  ImportHostSystem: { waitFor: "None" },
  UniversalConsistencyGroup: { waitFor: "None" },
};

describe("Where another version has not recorded the cluster", () => {
  for (const { name, handler, program } of kinds) {
    it(`a ${name} can be refreshed and destroyed after a change that is only recorded, and the refresh records it`, async () => {
      const stage = await openStage(handler as AnyHandler, `powerstore-import:index:${name}`, { sources });
      try {
        await stage.up(program);
        const { id = "", inputs = {}, outputs: { clusterId, ...outputs } = {} } = stage.recorded ?? {};
        stage.recorded = { id, inputs, outputs };
        assert.equal(await stage.up({ ...program, ...changes[name] }), "updated");
        assert.equal(await stage.refresh(), "unchanged");
        assert.equal(stage.recorded?.outputs.clusterId, clusterId);
        await stage.destroy();
      } finally {
        await stage.close();
      }
    });
  }
});
