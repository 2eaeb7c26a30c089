import assert from "node:assert/strict";
import { copiedPhases } from "../../../../command/generate/program/program";
import { phaseOf } from "../../../../provider/lifecycle/importWave/decide/phase";

const phase = (...states: readonly (string | undefined)[]) =>
  phaseOf(
    Object.fromEntries(states.map((state, at) => [`db-${at}`, state === undefined ? {} : { id: String(at), state }])),
    false,
  );

describe("The phase of a wave in which one is being cut over", () => {
  const said: [others: readonly (string | undefined)[], is: string, why: string][] = [
    [["Ready_For_Cutover", "Import_Completed"], "CuttingOver", "all is copied"],
    [["Failed", "Import_Completed"], "CuttingOver", "what failed copies nothing"],
    [["Copy_In_Progress"], "Running", "another one copies"],
    [["Paused"], "Running", "another one is to copy on"],
    [["Queued"], "Running", "another one has yet to copy"],
    [[undefined], "Running", "another one has not begun"],
  ];
  for (const [others, is, why] of said) {
    it(`is ${is} beside ${others.map((state) => state ?? "none").join(" and ")}: ${why}`, () => {
      assert.equal(phase("Cutover_In_Progress", ...others), is);
    });
  }

  it("lets a next wave go only where nothing of this one is to be copied, as generated programs say", () => {
    const letsGo = (...states: readonly (string | undefined)[]) =>
      (copiedPhases as readonly string[]).includes(phase("Cutover_In_Progress", ...states));
    assert.deepEqual([letsGo("Copy_In_Progress"), letsGo("Ready_For_Cutover")], [false, true]);
  });
});
