import assert from "node:assert/strict";
import { openPluginStage, source, URN } from "./pluginStage";
import { plain } from "./wire";

const WAVE_URN = "urn:pulumi:prod::shop::powerstore-import:index:ImportWave::night-1";
const ROW_URN = "urn:pulumi:prod::shop::powerstore-import:index:ImportWave$powerstore-import:index:ImportSession";

describe("Messages of waves to the engine", () => {
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

  it("say in a preview what windows hold, of a wave and of a session", async () => {
    const startWindows = [{ schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" }];
    const HELD = "the start is held until startWindows open at 2026-01-01T22:00:00Z (2026-01-01 22:00 UTC)";
    const sessions = { "db-01": { sourceResourceId: "unity-01-vol-01" } };
    const previews = [
      {
        urn: WAVE_URN,
        inputs: { remoteSystemId: "rs-unity-01", sessions, startWindows },
        says: `This run schedules 1, since ${HELD}: db-01.`,
      },
      { urn: URN, inputs: { ...source, startWindows }, says: `this run creates it; ${HELD}.` },
    ];
    for (const { urn, inputs, says } of previews) {
      const stage = await openPluginStage({}, { urn });
      try {
        stage.simulator.advance(8 * 3600);
        const checked = plain((await stage.check(inputs)).getInputs());
        await stage.create(checked, { preview: true });
        assert.deepEqual(stage.messages, [{ severity: "info", text: says, urn, ephemeral: false }]);
        assert.deepEqual(stage.changes(), []);
      } finally {
        await stage.close();
      }
    }
  });
});
