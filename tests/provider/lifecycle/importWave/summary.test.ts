import assert from "node:assert/strict";
import type { ImportSessionInputs } from "../../../../provider/lifecycle/importSession/inputs/inputs";
import type { SummedMember } from "../../../../provider/lifecycle/importWave/decide/needs";
import { needOf } from "../../../../provider/lifecycle/importWave/decide/needs";
import { bytesOf, countStates, phaseOf, progressOf } from "../../../../provider/lifecycle/importWave/decide/phase";
import { tableText } from "../../../../provider/lifecycle/importWave/decide/summary";
import type { MemberStatus } from "../../../../provider/lifecycle/importWave/inputs/outputs";
import { importSessionStates } from "../../../../provider/powerstore/api/schemas/importSession";
import type { Stage } from "../arrayObject/stage";
import { openWaves, waveOf } from "./stage";

const plain = { type: "Non_Disruptive", paused: false, automaticCutover: false, waitFor: "Started" };

const member = (
  status: MemberStatus,
  more: Partial<ImportSessionInputs> = {},
  hasFailed = false,
  key = "db-01",
): SummedMember => ({ key, status, wanted: { ...plain, ...more } as ImportSessionInputs, hasFailed });

const at = (state: string, more: Partial<MemberStatus> = {}): MemberStatus => ({ id: "7", state, ...more });

describe("Who of a wave needs a person", () => {
  type Case = { readonly name: string; readonly of: SummedMember; readonly what: RegExp | undefined };
  const agentless = { type: "Agentless" } as const;
  const cases: readonly Case[] = [
    { name: "nobody who copies", of: member(at("Copy_In_Progress")), what: undefined },
    { name: "nobody who waits for a place", of: member({ holdReason: "waits for a place" }), what: undefined },
    { name: "nobody whose cancel is under way", of: member(at("Cancel_In_Progress")), what: undefined },
    { name: "nobody who is completed", of: member(at("Import_Completed")), what: undefined },
    {
      name: "who was not begun",
      of: member({ error: { message: "no" } }, {}, true),
      what: /^not begun: its error says/,
    },
    { name: "who failed", of: member(at("Failed"), {}, true), what: /^Failed\. Mend the cause; the next "pulumi up"/ },
    { name: "who was cancelled", of: member(at("Cancelled")), what: /^Cancelled\. .*without its entry in sessions/ },
    { name: "who is to be cleaned up", of: member(at("Cleanup_Required")), what: /^Cleanup_Required\. / },
    {
      name: "of whom a group's members failed",
      of: member(at("Import_Completed_With_Errors")),
      what: /import these anew/,
    },
    {
      name: "who is cut over by half",
      of: member(at("Import_Cutover_Incomplete")),
      what: /advanceTo to "Import_Completed"/,
    },
    {
      name: "who ran out of time",
      of: member(at("Copy_In_Progress"), {}, true),
      what: /^Copy_In_Progress: its error says/,
    },
    {
      name: "who stands where this version does not know",
      of: member(at("Teleporting")),
      what: /does not know: look at it/,
    },
    { name: "whom somebody has paused", of: member(at("Paused")), what: /^Paused by somebody/ },
    { name: "nobody whom the program paused", of: member(at("Paused"), { paused: true }), what: undefined },
    { name: "nobody whom windows paused", of: member(at("Paused", { holdReason: "no copy window" })), what: undefined },
    {
      name: "who waits for a cut-over that no program has asked for",
      of: member(at("Ready_For_Cutover")),
      what: /^Ready_For_Cutover: set advanceTo: "Import_Completed"/,
    },
    {
      name: "nobody whom the program cuts over, as soon as its hold ends",
      of: member(at("Ready_For_Cutover"), { advanceTo: "Import_Completed" }),
      what: undefined,
    },
    {
      name: "nobody whom the array cuts over",
      of: member(at("Ready_For_Cutover"), { automaticCutover: true }),
      what: undefined,
    },
    {
      name: "who waits for its hosts to be shut down",
      of: member(at("Mirror_Enabled"), agentless),
      what: /^Mirror_Enabled: shut the applications down .*, then set advanceTo: "Ready_To_Start_Copy"/,
    },
    {
      name: "nobody at a gate that hosts with an agent pass by themselves",
      of: member(at("Mirror_Enabled")),
      what: undefined,
    },
  ];
  for (const { name, of, what } of cases) {
    it(`is ${name}`, () => {
      const said = needOf(of)?.what;
      if (what) assert.match(said ?? "", what);
      else assert.equal(said, undefined);
    });
  }

  it("is told what to do in every state that nothing leaves by itself, without a command for the whole wave", () => {
    for (const state of importSessionStates) {
      const said = needOf(member(at(state), agentless))?.what ?? "";
      assert.doesNotMatch(said, /--target|--replace|state delete|destroy/, state);
    }
  });
});

describe("The end of a run of a wave", () => {
  const many = Array.from({ length: 1000 }, (_, index): SummedMember => {
    const states = ["Copy_In_Progress", "Ready_For_Cutover", "Failed", "Import_Completed", "Cancelled"];
    const status = { ...at(states[index % 5] ?? "", { progressPercentage: 10 }), sizeBytes: 2 ** 40 };
    return member(status, {}, false, `db-${index}`);
  });

  const told = (members: readonly SummedMember[], hold?: Parameters<typeof tableText>[2]) => {
    const statuses = Object.fromEntries(members.map(({ key, status }) => [key, status]));
    const counts = countStates(statuses);
    const percent = progressOf(statuses);
    const sums = { counts, phase: phaseOf(statuses, hold !== undefined), ...bytesOf(statuses) };
    return tableText({ ...sums, ...(percent !== undefined && { progressPercentage: percent }) }, members, hold);
  };

  it("says first who needs a person, the broken before those who wait for a decision, then how many are where", () => {
    const lines = told(many).split("\n");
    assert.equal(lines[0], "600 of 1000 imports need a person:");
    assert.match(lines[1] ?? "", /^ {2}200 imports: (db-\d+, ){11}db-\d+ and 188 more: Failed\. Mend the cause/);
    assert.match(lines[2] ?? "", /^ {2}200 imports: .* and 188 more: Cancelled\. /);
    assert.match(lines[3] ?? "", /^ {2}200 imports: .* and 188 more: Ready_For_Cutover: set advanceTo/);
    assert.deepEqual(lines.slice(4), [
      "1000 imports, 42 % (462 TB of 1.1 PB). Phase: Running.",
      "   200  Import_Completed",
      "   200  Ready_For_Cutover",
      "   200  Copy_In_Progress",
      "   200  Failed",
      "   200  Cancelled",
    ]);
  });

  it("is a table alone where nobody is needed", () => {
    assert.equal(told([member(at("Copy_In_Progress"))]), "1 import, 0 %. Phase: Running.\n  1  Copy_In_Progress");
  });

  it("says that failures hold the wave before whom they are of", () => {
    const hold = {
      reason: "the wave holds it: 2 of its imports have failed, and maxFailures is 1",
      isByFailures: true,
    };
    const lines = told([member(at("Failed")), member(at("Failed"), {}, false, "db-02")], hold as never).split("\n");
    assert.match(lines[1] ?? "", /maxFailures is 1\. Mend them, then raise maxFailures/);
    assert.match(lines[2] ?? "", /2 imports: db-01, db-02: Failed/);
  });

  it("stays readable, however many kinds of trouble there are", () => {
    const strange = Array.from({ length: 1000 }, (_, index) => member(at(`State_${index}`), {}, false, `db-${index}`));
    const lines = told(strange).split("\n");
    assert.equal(
      lines[11],
      "  and 990 more imports: db-10, db-11, db-12, db-13, db-14, db-15, db-16, db-17, db-18, db-19, db-20, db-21 and 978 more.",
    );
  });

  let stage: Stage | undefined;
  afterEach(() => stage?.close());

  it("is told where something has moved, and is a line where nothing has", async () => {
    stage = await openWaves(3, { copyBytesPerSecond: 0 });
    await stage.up(waveOf(stage, 3, { waitFor: "Ready_For_Cutover" }));
    assert.match(
      stage.warnings.at(-1) ?? "",
      /^3 of 3 imports need a person:\n {2}3 imports: db-01, db-02, db-03: Ready_For_Cutover: .*\n3 imports, 100 % .*Phase: Ready\.\n {2}3 {2}Ready_For_Cutover$/,
    );
    await stage.up(waveOf(stage, 3, { waitFor: "Ready_For_Cutover", forceCancel: true }));
    assert.equal(stage.warnings.at(-1), "3 imports: 3 Ready_For_Cutover; 100 %. Phase: Ready.");
  });
});
