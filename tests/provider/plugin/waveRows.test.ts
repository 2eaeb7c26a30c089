import assert from "node:assert/strict";
import { openPluginStage } from "./pluginStage";

const WAVE_URN = "urn:pulumi:prod::shop::powerstore-import:index:ImportWave::night-1";
const ROW_URN = "urn:pulumi:prod::shop::powerstore-import:index:ImportWave$powerstore-import:index:ImportSession";

describe("Messages of a wave to the engine", () => {
  it("are ephemeral ones on made-up rows of its imports, and on its own the sums and what is said for good", async () => {
    const stage = await openPluginStage({ setUpSeconds: 0 }, { urn: WAVE_URN });
    try {
      await stage.created({
        remoteSystemId: "rs-unity-01",
        sessions: {
          "db-01": { sourceResourceId: "unity-01-vol-01" },
          'say "b"': { sourceResourceId: "unity-01-vol-02" },
        },
        waitFor: "Ready_For_Cutover",
      });
      const { messages } = stage;
      const rows = messages.filter(({ urn }) => urn !== WAVE_URN);
      assert.deepEqual(new Set(rows.map(({ urn }) => urn)), new Set([`${ROW_URN}::db-01`, `${ROW_URN}::say "b"`]));
      assert.ok(rows.every(({ ephemeral, severity }) => ephemeral && severity === "info"));
      const own = messages.filter(({ urn }) => urn === WAVE_URN);
      assert.ok(own.some(({ ephemeral, text }) => ephemeral && text.startsWith("2 imports: ")));
      assert.match(own.filter(({ ephemeral }) => !ephemeral).at(-1)?.text ?? "", /^2 imports, 100 %.*Phase: Ready\./m);
    } finally {
      await stage.close();
    }
  });
});
