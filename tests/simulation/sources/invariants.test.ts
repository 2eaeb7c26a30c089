import assert from "node:assert/strict";
import type { Row } from "../../../simulator/src";
import type { ObservedRequest } from "../requests";
import { sourcesInvariants } from "./invariants";
import { plainWishes } from "./plain";
import { nameOf, urnOf } from "./program";
import type { Entry } from "./state";
import type { SourcesChapter } from "./story";

const identity = { stackName: "prod" } as const;
const urn = urnOf(identity, "source");

const system = (id: string): Row => ({ id, name: nameOf(identity, plainWishes, "source"), type: "Unity" });
const entry = (id: string): Entry => ({ urn, id, inputs: {}, outputs: {}, dependencies: {}, after: [] });

function request(operation: string, more: Partial<ObservedRequest> = {}): ObservedRequest {
  const [method = "", path = ""] = operation.split(" ");
  return {
    entry: { time: "", method, path: `/api/rest${path}`, operation, body: null, status: 204 },
    phase: "update",
    before: undefined,
    after: undefined,
    seen: undefined,
    sourceCriteria: undefined,
    sentAt: 0,
    isAnswerTrue: true,
    ...more,
  };
}

const objects = {
  remote_system: [],
  import_host_system: [],
  import_universal_consistency_group: [],
  import_session: [],
};

const calm: SourcesChapter = {
  step: { step: "up", stack: 0, continueOnError: true, incidents: [] },
  deed: { kind: "goal", urn, before: undefined },
  stack: 0,
  identity,
  wishes: plainWishes,
  goals: [{ urn, dependencies: {}, after: [], inputs: () => undefined }],
  outcome: "done",
  requests: [],
  strays: [],
  texts: [],
  secrets: [],
  complaints: [],
  statesBefore: [[], []],
  statesAfter: [[], []],
  objects,
  makers: new Map(),
  heldBefore: new Map(),
  seconds: 0,
};

/** What the simulated array refuses, so that no provider can be caught at it there, and what only a wire could do. */
const broken: Readonly<Record<string, { readonly invariant: string; readonly chapter: SourcesChapter }>> = {
  "two remote systems of one resource": {
    invariant: "oneObject",
    chapter: {
      ...calm,
      statesAfter: [[entry("1")], []],
      objects: { ...objects, remote_system: [system("1"), system("2")] },
      makers: new Map([
        ["1", { stack: 0, urn }],
        ["2", { stack: 0, urn }],
      ]),
    },
  },
  "a create that is asked for again and again": {
    invariant: "createsBounded",
    chapter: {
      ...calm,
      requests: Array.from({ length: 13 }, () => request("POST /remote_system", { before: system("1") })),
    },
  },
  "a program that check refuses and that changes something": {
    invariant: "invalidChangesNothing",
    chapter: { ...calm, outcome: "invalid", requests: [request("PATCH /remote_system/{id}")] },
  },
  "a login for each request": {
    invariant: "loginsBounded",
    chapter: { ...calm, requests: [request("GET /login_session"), request("GET /login_session")] },
  },
  "a surface that contradicts itself": {
    invariant: "soundAnswers",
    chapter: { ...calm, complaints: ["a diff says changes and names none"] },
  },
};

describe("An invariant of sources, hosts and groups says what is wrong with", () => {
  for (const [name, { invariant, chapter }] of Object.entries(broken)) {
    it(name, () => assert.match(sourcesInvariants[invariant]?.(chapter, [chapter]) ?? "", /./));
  }

  it("nothing that is calm", () => {
    const complaints = Object.values(sourcesInvariants).map((invariant) => invariant(calm, [calm]));
    assert.deepEqual(complaints.filter(Boolean), []);
  });
});
