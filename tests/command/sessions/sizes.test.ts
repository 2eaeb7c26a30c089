import assert from "node:assert/strict";
import { destinationVolumes, withSizes } from "../../../command/sessions/sizes";
import { sessionView } from "./sessions";

const volume = { destinationResourceId: "v-1", destinationResourceType: "volume" } as const;

describe("the bytes of a session", () => {
  const cases: readonly [string, number | undefined, number | undefined, string][] = [
    ["In_Progress", undefined, 0, "nothing is copied before the copy"],
    ["Copy_In_Progress", 25, 2048, "by its percentage"],
    ["Paused", 50, 4096, "what was copied stays"],
    ["Ready_For_Cutover", 100, 8192, "the copy is done"],
    ["Cutover_In_Progress", undefined, 8192, "the array shows no percentage any more"],
    ["Import_Completed", undefined, 8192, "the array shows no percentage any more"],
    ["Failed", undefined, undefined, "its copy is lost"],
    ["Cancel_In_Progress", 40, undefined, "its copy is about to be lost"],
    ["Teleporting", 40, undefined, "nobody knows what a state of a newer array means"],
  ];
  for (const [state, progressPercentage, copiedBytes, reason] of cases) {
    it(`are ${copiedBytes} of 8192 in ${state}: ${reason}`, () => {
      const session = sessionView({
        ...volume,
        state,
        ...(progressPercentage !== undefined && { progressPercentage }),
      });
      const [sized] = withSizes([session], new Map([["v-1", 8192]]));
      assert.deepEqual([sized?.size, sized?.copiedBytes], [8192, copiedBytes]);
    });
  }

  it("are absent where the array does not say how large the volume is, or there is none yet", () => {
    const [gone, queued] = withSizes([sessionView(volume), sessionView({ state: "Queued" })], new Map());
    assert.deepEqual([gone?.size, gone?.copiedBytes, queued?.size], [undefined, undefined, undefined]);
  });

  const group = sessionView({
    id: "g",
    destinationResourceId: "vg-1",
    destinationResourceType: "volume_group",
    state: "In_Progress",
  });
  const member = (id: string, destinationResourceId: string, progressPercentage: number) =>
    sessionView({
      id,
      parentSessionId: "g",
      destinationResourceId,
      destinationResourceType: "volume",
      progressPercentage,
      currentTransferRate: 7,
    });
  const members = [member("m-1", "v-1", 100), member("m-2", "v-2", 50)];

  it("are those of its members for a consistency group, and so is the rate that it does not show itself", () => {
    const [sized] = withSizes(
      [group, ...members],
      new Map([
        ["v-1", 1000],
        ["v-2", 2000],
      ]),
    );
    assert.deepEqual([sized?.size, sized?.copiedBytes, sized?.currentTransferRate], [3000, 2000, 14]);
  });

  it("are absent for a group of which one member's are", () => {
    const [sized] = withSizes([group, ...members], new Map([["v-1", 1000]]));
    assert.deepEqual([sized?.size, sized?.copiedBytes], [undefined, undefined]);
  });

  it("need the sizes of volumes, each asked for once, and of no group", () => {
    assert.deepEqual(destinationVolumes([group, ...members, ...members, sessionView()]), ["v-1", "v-2"]);
  });
});
