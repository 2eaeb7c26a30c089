import assert from "node:assert/strict";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";
import { usePolicyPack } from "./policyPack";

const plugin = "pulumi-powerstore-import/plugin";
const dynamic = "pulumi-powerstore-import";

const source = (number: string) => ({ remoteSystemId: "rs-unity-01", sourceResourceId: `unity-01-vol-${number}` });
const inThirtyDays = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, "2026-12-04T22:00".length);
const night = { schedule: inThirtyDays, duration: "8h", timeZone: "Europe/Berlin" };

/** Breaks every rule about an import. */
const careless = {
  automaticCutover: true,
  forceCancel: true,
  waitFor: "Import_Completed",
  advanceTo: "Import_Completed",
};

const ruleNames = [
  "protect-what-copies",
  "no-automatic-cutover",
  "cutover-in-window",
  "cutover-with-change-number",
  "no-force-cancel",
] as const;

/** As the engine lists a violation. */
const levelOf = (level: string, rule: string) => new RegExp(`\\[${level}\\] \\[severity: \\w+\\] ${rule} \\(`);

describe("The policy pack on the real engine", () => {
  const migration = usePluginMigration();
  const pack = usePolicyPack();

  beforeEach(() => migration().beginAnew());

  /** Runs `preview` or `up` with the pack. */
  async function withPack(command: "preview" | "up", config: Readonly<Record<string, unknown>> = {}) {
    const { engine, simulator } = migration();
    const { folder, env, configure } = pack();
    const args = ["--policy-pack", folder, "--policy-pack-config", configure(config)];
    const yes = command === "up" ? ["--yes"] : [];
    simulator.clearJournal();
    const result = await engine.run([command, "--stack", engine.stack, ...yes, ...args], { env });
    return { ...result, shown: (result.stdout + result.stderr).replace(/\s+/g, " ") };
  }

  for (const surface of [plugin, dynamic] as const) {
    it(`stops an up before anything is sent, and says of each rule what is wrong with which import: ${surface}`, async () => {
      const { declare, changes, simulator } = migration();
      const members = {
        "db-01": { sourceResourceId: "unity-01-vol-02" },
        "db-02": { sourceResourceId: "unity-01-vol-03" },
      };
      declare({
        surface,
        resources: {
          database: { ...source("01"), ...careless },
          night: { remoteSystemId: "rs-unity-01", sessions: members, ...careless, options: { of: "ImportWave" } },
        },
      });
      const { code, shown } = await withPack("up", { "few-single-sessions": { max: 0 } });
      assert.notEqual(code, 0, shown);
      for (const rule of ruleNames) assert.match(shown, levelOf("mandatory", rule));
      assert.match(shown, levelOf("advisory", "wait-within-run"));
      assert.match(shown, /ImportSession "database": automaticCutover is true\. The array cuts over/);
      assert.match(shown, /ImportWave "night": automaticCutover is true, for 2 of its imports \(db-01, db-02\)\./);
      assert.match(
        shown,
        /ImportWave "night": advanceTo is Import_Completed, and no window of cutoverWindows says when/,
      );
      assert.match(shown, /ImportSession "database": waitFor is Import_Completed, and its create waits 24 h/);
      assert.deepEqual(changes(), []);
      assert.deepEqual(simulator.world.rows("import_session"), []);
    });

    it(`lets pass what keeps to the rules, and what a configuration allows: ${surface}`, async () => {
      const { declare, sessions } = migration();
      const window = { ...night, description: "CHG0042137" };
      const protect = { protect: true };
      declare({
        surface,
        resources: {
          database: { ...source("01"), advanceTo: "Import_Completed", cutoverWindows: [window], options: protect },
          archive: { ...source("02"), automaticCutover: true, options: { customTimeouts: { create: "2h" } } },
        },
      });
      const { code, shown } = await withPack("preview");
      assert.notEqual(code, 0);
      assert.match(shown, levelOf("advisory", "wait-within-run"));
      assert.doesNotMatch(shown, /ImportSession "database"/);
      const allowed = await withPack("up", {
        "protect-what-copies": { enforcementLevel: "advisory" },
        "no-automatic-cutover": { stacks: ["prod-*"] },
        "wait-within-run": "disabled",
      });
      assert.equal(allowed.code, 0, allowed.shown);
      assert.match(allowed.shown, levelOf("advisory", "protect-what-copies"));
      assert.doesNotMatch(allowed.shown, /wait-within-run|no-automatic-cutover \(/);
      assert.equal(Object.keys(sessions()).length, 2);
    });
  }

  it("sees forceCancel of a provider, whose deletes are all forced by it", async () => {
    const { declare, simulator } = migration();
    const { endpoint, username, password, caFile } = simulator;
    declare({
      providers: { berlin: { endpoint, username, password, caFile, forceCancel: true } },
      resources: { database: { ...source("01"), options: { protect: true, provider: "berlin" } } },
    });
    const { code, shown } = await withPack("preview");
    assert.notEqual(code, 0, shown);
    assert.match(shown, /provider "berlin": forceCancel is true, for every import that it deletes/);
    assert.ok(!shown.includes(password), "no password in what it says");
  });

  for (const surface of [plugin, dynamic] as const) {
    it(`sees forceCancel of the stack's configuration: ${surface}`, async () => {
      const { declare, engine } = migration();
      declare({ surface, resources: { database: { ...source("01"), options: { protect: true } } } });
      await engine.setConfig("powerstore-import:forceCancel", "true");
      try {
        const { code, shown } = await withPack("preview");
        assert.notEqual(code, 0, shown);
        assert.match(shown, /forceCancel is true, for every import that it deletes/);
      } finally {
        expectSuccess(await engine.run(["config", "rm", "--stack", engine.stack, "powerstore-import:forceCancel"]));
      }
    });
  }

  it("judges in a preview what is known, though other inputs are not yet", async () => {
    const { declare } = migration();
    declare({
      resources: {
        database: { ...source("01"), options: { protect: true } },
        archive: {
          ...source("02"),
          description: { from: "database" },
          automaticCutover: true,
          options: { protect: true },
        },
      },
    });
    const { code, shown } = await withPack("preview");
    assert.notEqual(code, 0, shown);
    assert.match(shown, /ImportSession "archive": automaticCutover is true/);
  });

  it("refuses a configuration that does not fit its schema, and names the parameter", async () => {
    const { declare } = migration();
    declare({ resources: { database: { ...source("01"), options: { protect: true } } } });
    const { code, shown } = await withPack("preview", { "wait-within-run": { maxMinutes: "an hour" } });
    assert.notEqual(code, 0);
    assert.match(shown, /wait-within-run.*maxMinutes/);
  });
});
