import assert from "node:assert/strict";
import { HARSH, type SimulatorOptions, startSimulator } from "../../../simulator/src";
import { parseCommandLine } from "../../../simulator/src/command/commandLine";
import { Surroundings } from "./surroundings";
import { useSimulator } from "./useSimulator";

function parse(...args: string[]): SimulatorOptions {
  return parseCommandLine(["node", "powerstore-import-simulator", ...args], new Surroundings()).options;
}

/** Each option of the command that chooses a reading: a value other than the default, and one that is refused. */
const readings = [
  { args: ["--queued-seconds", "3"], means: { queuedSeconds: 3 }, wrong: "-1" },
  { args: ["--action-seconds", "0.5"], means: { actionSeconds: 0.5 }, wrong: "soon" },
  { args: ["--late-seconds", "2"], means: { lateSeconds: 2 }, wrong: "-2" },
  { args: ["--late-reads", "1"], means: { lateReads: 1 }, wrong: "0.5" },
  { args: ["--total-copy-bytes-per-second", "1e6"], means: { totalCopyBytesPerSecond: 1e6 }, wrong: "-1" },
  { args: ["--answers-when-done"], means: { answersWhenDone: true } },
  { args: ["--strict-token"], means: { strictToken: true } },
  { args: ["--one-set-up-at-a-time"], means: { oneSetUpAtATime: true } },
  { args: ["--schedule-zones", "utc"], means: { scheduleZones: "utc" }, wrong: "mine" },
  { args: ["--group-progress", "hidden"], means: { groupProgress: "hidden" }, wrong: "some" },
  { args: ["--refusal-status", "400"], means: { refusalStatus: 400 }, wrong: "399" },
  { args: ["--destination-at-cancelled", "stays"], means: { destinationAtCancelled: "stays" }, wrong: "melts" },
  { args: ["--destination-at-forced-cancel", "stays"], means: { destinationAtForcedCancel: "stays" }, wrong: "melts" },
  { args: ["--destination-at-failed", "stays"], means: { destinationAtFailed: "stays" }, wrong: "melts" },
  { args: ["--destination-at-purge", "stays"], means: { destinationAtPurge: "stays" }, wrong: "melts" },
  { args: ["--discovery-seconds", "5"], means: { discoverySeconds: 5 }, wrong: "-1" },
  { args: ["--agent-seconds", "3"], means: { agentSeconds: 3 }, wrong: "soon" },
  { args: ["--hosts-per-agent", "2"], means: { hostsPerAgent: 2 }, wrong: "0.5" },
  { args: ["--chap-mode", "Mutual"], means: { chapMode: "Mutual" }, wrong: "Both" },
  { args: ["--chap-secrets", "required"], means: { chapSecrets: "required" }, wrong: "none" },
  { args: ["--source-trust", "required"], means: { sourceTrust: "required" }, wrong: "some" },
  { args: ["--source-renames", "refused"], means: { sourceRenames: "refused" }, wrong: "ignored" },
  { args: ["--groups-at-source-delete", "hold"], means: { groupsAtSourceDelete: "hold" }, wrong: "stay" },
  { args: ["--attachments", "hold"], means: { attachments: "hold" }, wrong: "stay" },
  { args: ["--approval-seconds", "60"], means: { approvalSeconds: 60 }, wrong: "-1" },
  { args: ["--api-version", "4.4"], means: { version: "4.4" }, wrong: "4.2" },
] as const;

describe("the command's options for readings of the vendor's texts", () => {
  for (const { args, means, ...rest } of readings) {
    it(`${args.join(" ")} becomes a setting of the array, which its default is not`, async () => {
      const simulator = await startSimulator(parse(...args));
      const usual = await startSimulator(parse());
      const [[name, value] = ["", undefined]] = Object.entries(means);
      const settingOf = (of: typeof usual) => Object.entries(of.settings()).find(([key]) => key === name)?.[1];
      await simulator.close();
      await usual.close();
      assert.equal(settingOf(simulator), value);
      assert.notEqual(settingOf(usual), value);
    });
    if (!("wrong" in rest)) continue;
    it(`${args[0]} ${rest.wrong} is refused by its name`, () => {
      const around = new Surroundings();
      assert.throws(() => parseCommandLine(["node", "x", args[0], rest.wrong], around), {
        name: /Commander|InvalidArgument/,
      });
      assert.match(around.stderr.read(), new RegExp(args[0]));
    });
  }

  it("--ids counted makes readable ids, and nothing else is taken", () => {
    assert.equal(parse("--ids", "counted").ids, "counted");
    assert.throws(() => parse("--ids", "random"));
  });
});

describe("the harsh array", () => {
  it("is every one of them at once, by one option, in process and on the command line", async () => {
    for (const options of [{ harsh: true }, parse("--harsh")]) {
      const simulator = await startSimulator(options);
      const settings = simulator.settings();
      await simulator.close();
      assert.deepEqual({ ...settings, ...HARSH }, settings);
    }
  });

  it("differs from the kind one in each of its settings", async () => {
    const simulator = await startSimulator();
    const kind = simulator.settings() as Record<string, unknown>;
    await simulator.close();
    for (const [name, value] of Object.entries(HARSH)) assert.notEqual(kind[name], value, name);
  });

  it("leaves alone what is given beside it", async () => {
    const simulator = await startSimulator({ harsh: true, queuedSeconds: 0, lateReads: undefined });
    const { queuedSeconds, lateReads } = simulator.settings();
    await simulator.close();
    assert.deepEqual({ queuedSeconds, lateReads }, { queuedSeconds: 0, lateReads: HARSH.lateReads });
  });

  for (const wrong of [
    { lateSeconds: -1 },
    { lateReads: 0.5 },
    { answersWhenDone: "yes" as never },
    { strictToken: 1 as never },
    { refusalStatus: 404 as never },
    { queuedSeconds: Number.NaN },
  ]) {
    const [name = ""] = Object.keys(wrong);
    it(`does not begin with ${JSON.stringify(wrong)}`, async () => {
      await assert.rejects(startSimulator(wrong), { name: "RangeError", message: new RegExp(`^${name} must be`) });
    });
  }
});

describe("the settings of a running simulator", () => {
  const simulator = useSimulator();
  const control = async (method: string, body?: unknown) => {
    const answer = await simulator().inject({ method, path: "/_simulator/settings", body });
    return answer.kind === "answered" ? answer : assert.fail("the control routes answer");
  };

  it("are read and changed by a route, as in process", async () => {
    assert.deepEqual((await control("GET")).body, simulator().settings());
    const { status, body } = await control("PUT", { queuedSeconds: 5, lateReads: 1 });
    assert.equal(status, 200);
    assert.deepEqual(body, simulator().settings());
    assert.deepEqual([simulator().settings().queuedSeconds, simulator().settings().lateReads], [5, 1]);
  });

  it("are those of the beginning after a reset", () => {
    const before = simulator().settings();
    simulator().configure({ ...HARSH, answersWhenDone: true });
    simulator().reset();
    assert.deepEqual(simulator().settings(), before);
  });

  for (const wrong of [
    { queuedSeconds: "long" },
    { port: 1 },
    { harsh: true },
    { lateReads: -1 },
    { actionSeconds: 1, lateSeconds: "x" },
    "harsh",
    [],
  ]) {
    it(`stay as they are after ${JSON.stringify(wrong)}, which is 400`, async () => {
      const before = simulator().settings();
      assert.equal((await control("PUT", wrong)).status, 400);
      assert.deepEqual(simulator().settings(), before);
    });
  }
});
