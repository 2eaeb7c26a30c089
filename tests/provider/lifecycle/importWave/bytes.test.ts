import assert from "node:assert/strict";
import { bytesOf } from "../../../../provider/lifecycle/importWave/decide/phase";
import type { MemberStatus } from "../../../../provider/lifecycle/importWave/inputs/outputs";
import type { Stage } from "../arrayObject/stage";
import { openWaves, outputsOf, waveOf } from "./stage";

const GIB = 2 ** 30;
const SIZE = 100 * GIB;

describe("Bytes of a wave", () => {
  const at = (state: string, progressPercentage?: number, sizeBytes: number | undefined = 1000): MemberStatus => ({
    id: "1",
    state,
    ...(progressPercentage !== undefined && { progressPercentage }),
    ...(sizeBytes !== undefined && { sizeBytes }),
  });
  type Case = {
    readonly name: string;
    readonly members: readonly MemberStatus[];
    readonly bytes: ReturnType<typeof bytesOf>;
  };
  const cases: readonly Case[] = [
    { name: "are none of no imports", members: [], bytes: {} },
    {
      name: "count a large source for more than a small one",
      members: [at("Copy_In_Progress", 50), at("Copy_In_Progress", 10, 9000)],
      bytes: { bytesCopied: 1400, bytesTotal: 10_000 },
    },
    {
      name: "are all of a source behind its copy, which shows no percentage any more",
      members: [at("Ready_For_Cutover", 100), at("Cutover_In_Progress"), at("Import_Completed")],
      bytes: { bytesCopied: 3000, bytesTotal: 3000 },
    },
    {
      name: "are none of what has not begun, or was thrown away",
      members: [{ sizeBytes: 1000 }, at("Queued", 0), at("Failed"), at("Cancelled")],
      bytes: { bytesCopied: 0, bytesTotal: 4000 },
    },
    {
      name: "are not said where one has no size: a part would pass for the whole",
      members: [at("Copy_In_Progress", 50), { id: "2", state: "Copy_In_Progress", progressPercentage: 50 }],
      bytes: {},
    },
    {
      name: "copied are not said where one that copies does not show how far it is",
      members: [at("Copy_In_Progress", 50), at("Paused")],
      bytes: { bytesTotal: 2000 },
    },
  ];
  for (const { name, members, bytes } of cases) {
    it(name, () => {
      const byKey = Object.fromEntries(members.map((member, index) => [`db-${index}`, member]));
      assert.deepEqual(bytesOf(byKey), bytes);
    });
  }
});

describe("The sizes of a wave's sources", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  const asked = ({ simulator }: Stage) =>
    simulator
      .journal()
      .entries.filter(({ operation }) => operation === "GET /import_unity_volume")
      .map(({ path }) => path);

  it("are there after the first run, also of those that wait, and bytes go on with a refresh that asks for no size", async () => {
    stage = await openWaves(3);
    await stage.up(waveOf(stage, 3, { maxActive: 2 }));
    assert.equal(outputsOf(stage).bytesTotal, 3 * SIZE);
    assert.equal(outputsOf(stage).members["db-03"]?.sizeBytes, SIZE);
    stage.simulator.advance(600);
    stage.simulator.clearJournal();
    await stage.refresh();
    const { bytesCopied = 0, members } = outputsOf(stage);
    const percent = members["db-01"]?.progressPercentage ?? 0;
    assert.ok(percent > 0 && percent < 100, String(percent));
    assert.equal(bytesCopied, Math.floor((2 * SIZE * percent) / 100));
    assert.deepEqual(asked(stage), []);
  });

  it("are asked for by ids where they are few, and once", async () => {
    stage = await openWaves(3);
    await stage.up(waveOf(stage, 2));
    assert.equal(asked(stage).length, 1);
    assert.match(asked(stage)[0] ?? "", /id=in\./);
    await stage.up(waveOf(stage, 2, { paused: true }));
    assert.equal(asked(stage).length, 1);
    await stage.up(waveOf(stage, 3, { paused: true }));
    assert.equal(asked(stage).length, 2);
    assert.equal(outputsOf(stage).bytesTotal, 3 * SIZE);
  });

  it("are read by pages where they are many", async () => {
    stage = await openWaves(120);
    await stage.up(waveOf(stage, 120));
    assert.equal(asked(stage).length, 1);
    assert.doesNotMatch(asked(stage)[0] ?? "", /in\./);
    assert.equal(outputsOf(stage).bytesTotal, 120 * SIZE);
  });

  it("are the sum of its members' for a group", async () => {
    stage = await openWaves(2, {
      sources: [{ name: "Unity-01", type: "Unity", volumes: 12, sizeBytes: SIZE, groups: [3] }],
    });
    const [group] = stage.simulator.world.rows("import_unity_consistency_group") ?? [];
    await stage.up(waveOf(stage, 1, {}, { "db-01": { sourceResourceId: String(group?.id) } }));
    assert.equal(outputsOf(stage).bytesTotal, 3 * SIZE);
  });

  it("of volumes that no list has are left out, and with them the bytes of the wave", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 2, {}, { "db-02": { sourceResourceId: "no-such-volume" } })).catch(() => undefined);
    const { members, bytesTotal, bytesCopied } = outputsOf(stage);
    assert.equal(members["db-01"]?.sizeBytes, SIZE);
    assert.deepEqual([bytesTotal, bytesCopied], [undefined, undefined]);
  });

  it("that could not be asked for fail nothing, and the next update asks again", async () => {
    stage = await openWaves(2);
    stage.simulator.setFaults([{ operation: "GET /import_unity_volume", times: 100, effect: { status: 403 } }]);
    await stage.up(waveOf(stage, 2));
    assert.equal(outputsOf(stage).bytesTotal, undefined);
    assert.deepEqual(outputsOf(stage).counts, { Copy_In_Progress: 2 });
    stage.simulator.clearFaults();
    await stage.up(waveOf(stage, 2, { paused: true }));
    assert.equal(outputsOf(stage).bytesTotal, 2 * SIZE);
  });

  it("are those of another source after the program names one", async () => {
    const sources = [{ name: "Unity-01", type: "Unity", volumes: 12 }] as const;
    stage = await openWaves(2, { sources });
    const scheduledTimestamp = new Date(stage.simulator.world.now() + 30 * 86_400_000).toISOString();
    const [first, , third] = stage.simulator.world.rows("import_unity_volume") ?? [];
    const program = (id: unknown) =>
      waveOf(stage, 1, { scheduledTimestamp }, { "db-01": { sourceResourceId: String(id) } });
    await stage.up(program(first?.id));
    assert.equal(outputsOf(stage).bytesTotal, first?.size);
    await stage.up(program(third?.id));
    assert.equal(outputsOf(stage).bytesTotal, third?.size);
  });
});
