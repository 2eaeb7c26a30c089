import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { lastingMembers } from "../../../../provider/lifecycle/importWave/act/lastingMembers";
import { memberRepeating } from "../../../../provider/lifecycle/importWave/inputs/member";
import { memberNames } from "../../../../provider/lifecycle/importWave/inputs/outputs";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import { TYPE } from "./stage";

const entry = { sourceResourceId: "sv_1" };

describe("What of the imports of a wave is known before its update", () => {
  const lasting = { id: "7", name: "night-1-db-01", destinationResourceId: "v-1", destinationResourceType: "volume" };
  const recorded = {
    remoteSystemId: "rs-1",
    sessions: { "db-01": entry },
    members: { "db-01": { ...lasting, state: "Copy_In_Progress" } },
    clusterId: "c-1",
  };
  const settings = { forceCancel: false, hostsOnSource: false };
  const urn = `urn:pulumi:prod::shop::${TYPE}::night-1`;
  const open = Object.fromEntries(memberNames.map((name) => [name, UNKNOWN]));
  const cases: readonly { name: string; sessions: unknown; known: RawInputs }[] = [
    {
      name: "is what lasts of one that stays what it is",
      sessions: { "db-01": entry },
      known: { members: { "db-01": { ...open, ...lasting } } },
    },
    {
      name: "is the key of one that may turn out to be another import",
      sessions: { "db-01": { sourceResourceId: UNKNOWN } },
      known: { members: { "db-01": UNKNOWN } },
    },
    {
      name: "is the key of one that is yet to be",
      sessions: { "db-02": entry },
      known: { members: { "db-02": UNKNOWN } },
    },
    {
      name: "is nothing, not even that there are none, while the map itself is not known",
      sessions: UNKNOWN,
      known: {},
    },
    { name: "is nothing where there is no map", sessions: null, known: {} },
  ];
  for (const { name, sessions, known } of cases) {
    it(name, () => {
      const inputs = { remoteSystemId: "rs-1", sessions };
      assert.deepEqual(lastingMembers(recorded, inputs, { run: new EngineRun(), urn, settings }), known);
    });
  }
});

describe("A wave that is to be made in the place of another one", () => {
  const cases: readonly { successor: RawInputs | undefined; isRepeated: boolean; why: string }[] = [
    { successor: { sessions: { "db-01": entry } }, isRepeated: true, why: "it has the same source" },
    { successor: { sessions: { other: entry } }, isRepeated: true, why: "the key does not matter" },
    {
      successor: { sessions: { "db-01": { sourceResourceId: "sv_2" } } },
      isRepeated: false,
      why: "it has another one",
    },
    { successor: { sessions: {} }, isRepeated: false, why: "it has none" },
    {
      successor: { sessions: { "db-01": UNKNOWN } },
      isRepeated: true,
      why: "an entry that is not known yet may be it",
    },
    { successor: { sessions: UNKNOWN }, isRepeated: true, why: "a map that is not known yet may hold it" },
    { successor: { sessions: null }, isRepeated: true, why: "nobody says what it has" },
    { successor: undefined, isRepeated: false, why: "there is no such wave" },
  ];
  for (const { successor, isRepeated, why } of cases) {
    it(`${isRepeated ? "may import" : "does not import"} again what that one has cut over: ${why}`, () => {
      assert.equal(memberRepeating(successor, entry) !== undefined, isRepeated);
    });
  }
});
