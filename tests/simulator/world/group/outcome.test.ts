import assert from "node:assert/strict";
import { isGroupState } from "../../../../simulator/src/world/records/groupStates";
import type { SessionState } from "../../../../simulator/src/world/records/states";
import { groupStateOf } from "../../../../simulator/src/world/session/group";
import { expectations } from "../session/allowedActions";

const states = Object.keys(expectations) as SessionState[];
const groupStates = states.filter(isGroupState);
const memberStates = states.filter((state) => !/_With_Errors$|_Incomplete$/.test(state));

/** Every state of a group with every three states of members, their order left out. */
function* families(): Generator<readonly [SessionState, SessionState, SessionState, SessionState]> {
  for (const own of groupStates) {
    for (const [i, first] of memberStates.entries()) {
      for (const [j, second] of memberStates.slice(i).entries()) {
        for (const third of memberStates.slice(i + j)) yield [own, first, second, third];
      }
    }
  }
}

describe("the state of a group, as it follows from its members", () => {
  it("stays what it is until a member changes, and is one that groups have, for every family", () => {
    for (const [own, ...members] of families()) {
      const state = groupStateOf(own, members);
      assert.ok(isGroupState(state), `${state} for ${own}: ${members}`);
      assert.equal(groupStateOf(state, members), state, `${own}: ${members}`);
    }
  });

  it("does not depend on the order of the members", () => {
    for (const [own, first, second, third] of families()) {
      const state = groupStateOf(own, [first, second, third]);
      for (const order of [
        [third, first, second],
        [second, first, third],
      ]) {
        assert.equal(groupStateOf(own, order), state);
      }
    }
  });

  it("never hides a member that copies behind a group that is paused, ready or done", () => {
    for (const [own, ...members] of families()) {
      const waits = members.some((state) => state === "Scheduled" || state === "Queued");
      if (!waits && members.includes("Copy_In_Progress")) assert.equal(groupStateOf(own, members), "In_Progress");
    }
  });
});
