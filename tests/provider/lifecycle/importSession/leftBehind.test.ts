import assert from "node:assert/strict";
import type { Ended } from "../../../../provider/lifecycle/importSession/decide/leftVolume";
import { volumeToLookFor } from "../../../../provider/lifecycle/importSession/decide/leftVolume";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { sessionIn } from "./sessions";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

describe("The volume that an import leaves behind", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  afterEach(() => stage.close());

  /** A copy that is under way, on an array that takes no volume away. */
  async function copying(program: RawInputs = {}, fate: "stays" | "goes" = "stays"): Promise<string> {
    stage = await openStage({ destinationAtForcedCancel: fate, destinationAtFailed: fate, destinationAtPurge: fate });
    volume = readyVolume(stage.simulator);
    await stage.up({ ...volume, ...program });
    const id = stage.recorded?.outputs.destinationResourceId;
    assert.ok(id);
    stage.warnings.length = 0;
    return id;
  }

  const fail = () => stage.simulator.world.failSession(stage.recorded?.id ?? "", { state: "Failed" });
  const isThere = (id: string) => stage.simulator.world.row("volume", id) !== undefined;
  const isTold = (id: string) => new RegExp(`volume ${id} is still on the array`).test(stage.warnings.join());
  const looks = (id: string) =>
    stage.simulator.journal().entries.filter(({ path }) => path.includes(`/volume/${id}`)).length;

  const ends: readonly [what: string, program: RawInputs, end: (program: RawInputs) => Promise<void>][] = [
    ["a forced cancel", { forceCancel: true }, () => stage.destroy()],
    [
      "a cancel that the run forces",
      {},
      () => {
        stage.settings = { ...stage.settings, forceCancel: true };
        return stage.destroy();
      },
    ],
    [
      "a failure",
      {},
      () => {
        fail();
        return stage.destroy();
      },
    ],
    [
      "a failure, after which it is imported anew,",
      {},
      async (program) => {
        fail();
        await stage.refresh();
        stage.restart();
        assert.equal(await stage.up(program), "replaced");
      },
    ],
    [
      "a failure whose record somebody has deleted, after which it is imported anew,",
      {},
      async (program) => {
        fail();
        await stage.refresh();
        stage.simulator.world.purgeSession(stage.recorded?.id ?? "");
        stage.restart();
        assert.equal(await stage.up(program), "replaced");
      },
    ],
    [
      "a failure of an earlier attempt",
      {},
      async (program) => {
        fail();
        stage.forget();
        stage.restart();
        assert.equal(await stage.up(program), "created");
      },
    ],
  ];
  for (const [what, program, end] of ends) {
    it(`after ${what} is told of, before the last record of its id goes`, async () => {
      const id = await copying(program);
      await end({ ...volume, ...program });
      assert.ok(isThere(id));
      assert.ok(isTold(id), stage.warnings.join());
    });
  }

  it("is not told of where the array has taken it away", async () => {
    const id = await copying({ forceCancel: true }, "goes");
    stage.simulator.clearJournal();
    await stage.destroy();
    assert.equal(isThere(id), false);
    assert.deepEqual([isTold(id), looks(id)], [false, 1]);
  });

  it("is not looked for after a cancel that is rolled back", async () => {
    const id = await copying();
    stage.simulator.clearJournal();
    await stage.destroy();
    assert.equal(looks(id), 0);
  });

  it("does not keep the import from being deleted where it cannot be looked for", async () => {
    const id = await copying({ forceCancel: true });
    stage.simulator.setFaults([{ operation: "GET /volume/{id}", times: 99, effect: { status: 403 } }]);
    await stage.destroy();
    assert.deepEqual([stage.recorded, isTold(id)], [undefined, false]);
  });
});

describe("volumeToLookFor", () => {
  const destinationResourceId = "vol-9";
  const forced = { session: undefined, recorded: {}, hasActed: false, isForced: true } as const;
  const none: readonly [reason: string, ended: Ended][] = [
    ["no destination was ever seen", { ...forced, session: sessionIn("Failed") }],
    ["it was never seen at all", { ...forced, recorded: { destinationResourceId } }],
    [
      "it is completed, and its volume is what it was for",
      { ...forced, session: sessionIn("Import_Completed", { destinationResourceId }), hasActed: true },
    ],
    [
      "its record was gone before, and it may have been completed",
      { ...forced, recorded: { state: "Copy_In_Progress", destinationResourceId }, hasActed: true },
    ],
    [
      "it was seen on its way, nobody has cancelled it, and its record is gone by now",
      { ...forced, session: sessionIn("Cutover_In_Progress", { destinationResourceId }) },
    ],
    [
      "its cancel was rolled back",
      { ...forced, session: sessionIn("Cancelled", { destinationResourceId }), hasActed: true, isForced: false },
    ],
  ];
  for (const [reason, ended] of none) {
    it(`is none where ${reason}`, () => assert.equal(volumeToLookFor(ended), undefined));
  }

  const one: readonly [reason: string, ended: Ended][] = [
    [
      "an earlier run has cancelled it by force",
      { ...forced, session: sessionIn("Cancelled", { destinationResourceId }) },
    ],
    [
      "it was gone as soon as this run had cancelled it by force",
      { ...forced, session: sessionIn("Copy_In_Progress", { destinationResourceId }), hasActed: true },
    ],
    [
      "the record of its failure is gone",
      { ...forced, recorded: { state: "Failed", destinationResourceId }, isForced: false },
    ],
    [
      "the array does not show it of what it has cancelled",
      { ...forced, session: sessionIn("Cancelled"), recorded: { destinationResourceId } },
    ],
  ];
  for (const [reason, ended] of one) {
    it(`is the one that was seen last where ${reason}`, () =>
      assert.deepEqual(volumeToLookFor(ended), { type: "volume", id: destinationResourceId }));
  }

  it("is a group's where the import was one", () => {
    const destinationResourceType = "volume_group" as const;
    const recorded = { state: "Failed", destinationResourceId, destinationResourceType } as const;
    assert.equal(volumeToLookFor({ ...forced, recorded })?.type, "volume_group");
    const session = sessionIn("Failed", { destinationResourceId, destinationResourceType });
    assert.equal(volumeToLookFor({ ...forced, session })?.type, "volume_group");
  });
});
