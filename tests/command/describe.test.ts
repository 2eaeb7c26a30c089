import assert from "node:assert/strict";
import { describeSources } from "../../command/discover/describe";
import type { Observed, SystemContents } from "../../command/discover/observe";
import { sessionsBySource } from "../../command/discover/sessions";
import type { DiscoveredVolume } from "../../provider/powerstore/api/schemas/discovered";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import type { RemoteSystem } from "../../provider/powerstore/api/schemas/remoteSystem";

const volume = (id: string, more: Partial<DiscoveredVolume> = {}): DiscoveredVolume => ({
  id,
  name: id,
  importableCriteria: "Ready",
  wwn: undefined,
  size: 1000,
  ownerId: "sc",
  groupId: undefined,
  groupNames: [],
  hostVolumeIds: [],
  ...more,
});

const system = { id: "rs-1", name: "SC-1", type: "Storage_Center" } as RemoteSystem;

function described(contents: Partial<SystemContents>, sessions: readonly ListedSession[] = []) {
  const all: SystemContents = { type: "Storage_Center", system, volumes: [], groups: [], ...contents };
  const observed: Observed = {
    remoteSystems: [system],
    contents: [all],
    sessions,
    hostByVolume: new Map([["hv-1", "esx"]]),
  };
  return describeSources("a", observed);
}

describe("Sources as they are described", () => {
  const group = { id: "g-1", name: "cg", importableCriteria: "Ready", ownerId: "sc" };

  it("have a volume of several groups alone, since it is imported so", () => {
    const found = described({
      groups: [group],
      volumes: [volume("in", { groupId: "g-1" }), volume("both", { groupNames: ["cg", "cg2"] })],
    });
    assert.deepEqual(
      found.map(({ id, kind, isReady }) => [id, kind, isReady]),
      [
        ["g-1", "group", true],
        ["both", "volume", true],
      ],
    );
  });

  it("tell no size of a group of which a member tells none", () => {
    const [found] = described({
      groups: [group],
      volumes: [volume("a", { groupId: "g-1" }), volume("b", { groupId: "g-1", size: undefined })],
    });
    assert.equal(found?.sizeBytes, undefined);
  });

  it("name each host once, and only those that are known", () => {
    const [found] = described({ volumes: [volume("a", { hostVolumeIds: ["hv-1", "hv-1", "hv-9"] })] });
    assert.deepEqual(found?.hosts, ["esx"]);
  });

  it("are not ready where the array does not say which remote system they are on", () => {
    const { system: _, ...unowned } = { system, type: "Storage_Center" as const, groups: [], volumes: [volume("a")] };
    const observed = { remoteSystems: [system], contents: [unowned], sessions: [], hostByVolume: new Map() };
    const [found] = describeSources("a", observed);
    assert.deepEqual(
      [found?.isReady, found?.reason],
      [false, "the array does not say which of its remote systems it is on"],
    );
  });

  it("have what a newer array says of them in its words", () => {
    const [found] = described({ volumes: [volume("a", { importableCriteria: "Too_New_To_Tell" })] });
    assert.equal(found?.reason, "the array says too new to tell");
  });

  it("are those of their own remote system: ids are unique on a source array only", () => {
    const other = {
      id: "s-1",
      state: "Copy_In_Progress",
      remoteSystemId: "rs-2",
      sourceResourceId: "a",
    } as ListedSession;
    assert.equal(described({ volumes: [volume("a")] }, [other])[0]?.isReady, true);
  });
});

describe("The session of a source", () => {
  const session = (id: string, state: string, lastUpdateTimestamp: string) =>
    ({ id, state, lastUpdateTimestamp, remoteSystemId: "rs", sourceResourceId: "a" }) as ListedSession;
  const of = (...sessions: readonly ListedSession[]) => [...sessionsBySource(sessions).values()].map(({ id }) => id);

  it("is one under way, whatever ended later", () => {
    assert.deepEqual(of(session("old", "Paused", "2026-01-01"), session("new", "Cancelled", "2026-01-02")), ["old"]);
  });
  it("is the latest of those that have ended", () => {
    assert.deepEqual(of(session("2", "Failed", "2026-01-02"), session("1", "Cancelled", "2026-01-01")), ["2"]);
  });
  it("is no member of a group's", () => {
    assert.deepEqual(of({ ...session("m", "Paused", "2026-01-01"), parentSessionId: "g" }), []);
  });
});
