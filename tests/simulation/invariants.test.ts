import assert from "node:assert/strict";
import type { Row } from "../../simulator/src";
import { invariants } from "./invariants";
import { inputsOf, nameOf, plainProgram } from "./program";
import type { ObservedRequest } from "./requests";
import type { Chapter } from "./story";

const session = (id: string, state = "Copy_In_Progress"): Row => ({
  id,
  state,
  name: nameOf(plainProgram),
  source_resource_id: "unity-01-vol-01",
});

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

const created = (id: string) => request("POST /import_session", { after: session(id), phase: "create" });

const calm: Chapter = {
  step: { step: "up", replace: false, incidents: [] },
  inputs: inputsOf(plainProgram),
  name: nameOf(plainProgram),
  outcome: "done",
  requests: [],
  texts: [],
  secrets: [],
  complaints: [],
  before: undefined,
  after: undefined,
  sessions: [],
  criteria: undefined,
  seconds: 0,
};

/** What the simulated array refuses, so that no provider can be caught at it there. */
const broken: Readonly<Record<string, { readonly invariant: keyof typeof invariants; readonly chapter: Chapter }>> = {
  "two sessions of one source": {
    invariant: "oneSession",
    chapter: {
      ...calm,
      requests: [created("1"), created("2")],
      sessions: [session("1"), session("2")],
      after: { id: "1", inputs: {}, outputs: { name: nameOf(plainProgram) } } as unknown as Chapter["after"],
    },
  },
  "the record of a completed import deleted by an update": {
    invariant: "noRecordLost",
    chapter: {
      ...calm,
      requests: [request("DELETE /import_session/{id}", { before: session("1", "Import_Completed") })],
    },
  },
  "a create that is asked for again and again": {
    invariant: "createsBounded",
    chapter: { ...calm, requests: Array.from({ length: 13 }, () => created("1")) },
  },
  "a fault of the provider's own code, told by a wave of its member": {
    invariant: "noDefect",
    chapter: { ...calm, texts: [`sessions["k1"]: Cannot read properties of undefined (reading 'order')`] },
  },
  "a program that check refuses and that changes something": {
    invariant: "invalidChangesNothing",
    chapter: { ...calm, outcome: "invalid", requests: [request("POST /import_session/{id}/pause")] },
  },
};

describe("An invariant says what is wrong with", () => {
  for (const [name, { invariant, chapter }] of Object.entries(broken)) {
    it(name, () => assert.match(invariants[invariant](chapter, [chapter]) ?? "", /./));
  }

  it("nothing that is calm", () => {
    const complaints = Object.values(invariants).map((invariant) => invariant(calm, [calm]));
    assert.deepEqual(complaints.filter(Boolean), []);
  });
});
