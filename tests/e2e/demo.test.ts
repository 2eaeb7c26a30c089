import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DemoProcess } from "./demoProcess";
import { findEngine } from "./engine";
import { eventually } from "./eventually";
import { useBundle } from "./plugin";

describe("npm run demo", () => {
  let demo: DemoProcess;
  useBundle();

  before("look for an engine", async function () {
    if ((await findEngine()) === undefined) {
      this.skip();
    }
  });
  beforeEach(() => {
    demo = new DemoProcess();
  });
  afterEach(() => demo.end());

  it("shows a whole migration, from an array that knows nothing to the volumes on it, and leaves nothing behind", async () => {
    assert.equal(await demo.start().closed, 0, demo.output);

    const ofBoth = ["cutover", "pause", "resume"].map((action) => `POST /import_session/{id}/${action}`);
    assert.deepEqual([...demo.asked].sort(), [
      "DELETE /import_host_system/{id}",
      "DELETE /import_session/{id}",
      "DELETE /import_session/{id}",
      "DELETE /remote_system/{id}",
      "POST /import_host_system",
      "POST /import_session",
      "POST /import_session",
      ...ofBoth.flatMap((call) => [call, call]),
      "POST /remote_system",
      "POST /remote_system/{id}/discover",
    ]);
    assert.doesNotMatch(demo.output, /Passw0rd/);
    assert.ok(!demo.output.includes("\u001b"), "no colour without a terminal");
    demo.assertNothingLeft();
  });

  it("shows a wave in three nights: what is asked of the array is within its windows, and all of it gets to its end", async () => {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-wave-"));
    try {
      const file = join(folder, "record.json");
      assert.equal(await demo.start("wave", "--members", "10", "--record", file).closed, 0, demo.output);
      assertWave(JSON.parse(readFileSync(file, "utf8")));
      for (const key of ["db-01", "archive-04"]) assert.match(demo.output, new RegExp(`^  ${key} .*s? .*R.*#$`, "m"));
      demo.assertNothingLeft();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("says how it is called", async () => {
    assert.equal(await demo.start("waves").closed, 2);
    assert.match(demo.output, /usage: npm run demo/);
  });

  const moments: readonly { name: string; args?: string[]; when: RegExp }[] = [
    { name: "while the stack is configured", when: /config set/ },
    { name: "while a session is created", when: /Vol-01\s+creating/ },
    { name: "while the stack is destroyed", when: /old-unity\s+deleting/ },
    { name: "in a night of the wave", args: ["wave", "--members", "10"], when: / 22:00 / },
  ];
  for (const { name, args = [], when } of moments) {
    it(`leaves nothing behind when Ctrl-C comes ${name}`, async () => {
      const { pid, closed } = demo.start(...args);
      await eventually(name, () => when.exec(demo.output) ?? undefined);
      process.kill(-pid, "SIGINT");
      assert.equal(await closed, 130, demo.output);
      demo.assertNothingLeft();
    });
  }
});

type Wave = {
  readonly keys: readonly string[];
  readonly moments: readonly { at: string; night: string; time: string; states: Readonly<Record<string, string>> }[];
  /** Changing requests of the engine's runs, and of the operator. */
  readonly changes: readonly { time: string; method: string; path: string; body: unknown }[];
};

/** What was seen on the array every hour, and what it was asked to do. */
function assertWave({ keys, moments, changes }: Wave): void {
  const asked = (path: RegExp) => changes.filter((change) => change.method === "POST" && path.test(change.path));
  const seen = (night: string | undefined, time: string) =>
    moments.find((moment) => moment.night === night && moment.time === time)?.states ?? {};
  const having = (states: Readonly<Record<string, string>>, ...wanted: string[]) =>
    Object.keys(states).filter((key) => wanted.includes(states[key] ?? ""));
  const [first, second, third] = [...new Set(moments.map(({ night }) => night))];
  /** A run takes seconds of the array's time, and is looked at when it has ended. */
  const openings = [first, second, third].map((night) => {
    const at = moments.find((moment) => moment.night === night && moment.time === "22:00")?.at ?? "";
    return Date.parse(`${at.slice(0, 13)}:00:00Z`);
  });

  assert.deepEqual(
    having(seen(first, "13:00"), "Scheduled").sort(),
    ["app-01", "app-02", "db-01", "db-02"],
    "first by priority, then by key",
  );
  for (const { body } of asked(/\/import_session$/).slice(0, 4))
    assert.equal(Date.parse((body as { scheduled_timestamp: string }).scheduled_timestamp), openings[0]);
  for (const { at, states } of moments)
    assert.ok(
      having(states, "Scheduled", "Queued", "In_Progress", "Copy_In_Progress", "Paused").length <= 4,
      `more than maxActive at ${at}`,
    );
  for (const night of [first, second])
    assert.deepEqual(having(seen(night, "06:00"), "In_Progress", "Copy_In_Progress"), []);
  assert.notDeepEqual(having(seen(first, "06:00"), "Paused"), [], "copies that were not done stand still by day");

  const [failed, ...moreFailed] = keys.filter((key) => moments.some(({ states }) => states[key] === "Failed"));
  assert.ok(failed !== undefined && moreFailed.length === 0);
  const [stopped, ...moreStopped] = having(seen(second, "02:00"), "Paused");
  assert.ok(stopped !== undefined && moreStopped.length === 0);
  assert.equal(seen(second, "03:00")[stopped], "Copy_In_Progress", "the program's word counts");

  const cutovers = asked(/\/cutover$/).map(({ time }) => Date.parse(time) - (openings[2] ?? 0));
  assert.equal(cutovers.length, keys.length);
  for (const late of cutovers) assert.ok(late >= 0 && late < 4 * 3_600_000, `cut over ${late} ms after the opening`);
  assert.deepEqual(having(moments.at(-1)?.states ?? {}, "Import_Completed").sort(), [...keys].sort());
}
