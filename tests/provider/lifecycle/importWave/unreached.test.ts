import assert from "node:assert/strict";
import type { Unreached } from "../../../../provider/lifecycle/importWave/decide/unreached";
import { unreachedAmong, unreachedText } from "../../../../provider/lifecycle/importWave/decide/unreached";
import type { MemberStatus } from "../../../../provider/lifecycle/importWave/inputs/outputs";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";

const alone = { automaticCutover: true };

describe("What the hold of a wave does not reach", () => {
  type Case = [status: MemberStatus, wanted: RawInputs | undefined, reaches: readonly (keyof Unreached)[], why: string];
  const applied = (more: RawInputs) => ({ applied: more as NonNullable<MemberStatus["applied"]> });
  // biome-ignore format: a case is a row
  const cases: Case[] = [
    [{ id: "7", state: "Scheduled" }, {}, ["starts"], "the array starts it at its time"],
    [{ id: "7", state: "Scheduled" }, alone, ["starts", "cutsOver"], "the array does the one and then the other"],
    [{ id: "7", state: "Scheduled" }, undefined, [], "the program has it no more"],
    [{ state: "Scheduled" }, alone, [], "it is not there"],
    [{ id: "7", state: "Queued" }, {}, [], "it has begun"],
    [{ id: "7", state: "Copy_In_Progress" }, alone, ["cutsOver"], "its copy ends in its cut-over"],
    [{ id: "7", state: "Copy_In_Progress" }, {}, [], "its cut-over is asked for, or not"],
    [{ id: "7", state: "Copy_In_Progress" }, { ...alone, paused: true }, [], "it is to stand still"],
    [{ id: "7", state: "Copy_In_Progress", ...applied(alone) }, {}, ["cutsOver"], "it was made so"],
    [{ id: "7", state: "Copy_In_Progress", ...applied({}) }, alone, [], "it was not made so"],
    [{ id: "7", state: "Ready_For_Cutover" }, alone, ["cutsOver"], "the array is about to"],
    [{ id: "7", state: "Cutover_In_Progress" }, alone, [], "it has begun"],
    [{ id: "7", state: "Import_Completed" }, alone, [], "it is over"],
    [{ id: "7", state: "Failed" }, alone, [], "it does not go on"],
    [{ id: "7", state: "Teleporting" }, alone, [], "nobody knows what it does"],
    [{ id: "7" }, alone, [], "nobody knows where it is"],
  ];
  for (const [status, wanted, reaches, why] of cases) {
    const words = [
      status.id ? "" : "absent ",
      status.state ?? "never seen",
      wanted ? ` ${JSON.stringify(wanted)}` : "",
    ];
    it(`is ${reaches.join(" and ") || "nothing"} of one that is ${words.join("")}: ${why}`, () => {
      const { starts, cutsOver } = unreachedAmong([{ key: "a", status, wanted }]);
      assert.deepEqual(
        { starts, cutsOver },
        {
          starts: reaches.includes("starts") ? ["a"] : [],
          cutsOver: reaches.includes("cutsOver") ? ["a"] : [],
        },
      );
    });
  }

  it("is told of all together, with what would reach it", () => {
    assert.equal(unreachedText({ starts: [], cutsOver: [] }), undefined);
    assert.equal(
      unreachedText({ starts: ["a"], cutsOver: ["b", "c"] }),
      "the hold of the wave does not keep the array from starting 1 that is Scheduled: a; it does not keep the array from cutting over 2 with automaticCutover: b, c. " +
        "A later scheduledTimestamp, or startWindows that open later, put a start off; paused: true stops a copy before its cut-over.",
    );
  });
});
