import assert from "node:assert/strict";
import fc from "fast-check";
import { HARSH } from "../../../simulator/src";
import { createWorld } from "../../../simulator/src/world";
import { act, create, createMany, session, type TestWorld } from "./fixtures";

const actions = [
  "pause",
  "resume",
  "cancel",
  "cutover",
  "delete",
  "cleanup",
  "enable_destination_volume",
  "start_copy",
];

type Step =
  | { readonly kind: "advance"; readonly seconds: number }
  | { readonly kind: "create"; readonly volume: number; readonly body: Record<string, unknown> }
  | { readonly kind: "act"; readonly action: string; readonly serial: number }
  | { readonly kind: "reach"; readonly isReachable: boolean }
  | { readonly kind: "slow"; readonly serial: number; readonly factor: number };

const bodies = fc.record(
  {
    type: fc.constantFrom("Agentless", "Non_Disruptive"),
    automatic_cutover: fc.boolean(),
    scheduled_timestamp: fc.integer({ min: -10, max: 300 }).map((minutes) => {
      return new Date(Date.parse("2026-01-01T00:00:00Z") + minutes * 60_000).toISOString();
    }),
  },
  { requiredKeys: [] },
);

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("advance" as const), seconds: fc.integer({ min: 0, max: 3000 }) }),
  fc.record({ kind: fc.constant("create" as const), volume: fc.integer({ min: 1, max: 10 }), body: bodies }),
  fc.record({
    kind: fc.constant("act" as const),
    action: fc.constantFrom(...actions),
    serial: fc.integer({ min: 1, max: 12 }),
  }),
  fc.record({ kind: fc.constant("reach" as const), isReachable: fc.boolean() }),
  fc.record({
    kind: fc.constant("slow" as const),
    serial: fc.integer({ min: 1, max: 12 }),
    factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
  }),
);

/** What a step did; a refusal counts as an answer like any other. */
function play(world: TestWorld, step: Step, number: number): unknown {
  const id = `session-${("serial" in step ? step.serial : 0).toString().padStart(6, "0")}`;
  try {
    switch (step.kind) {
      case "advance":
        return world.advance(step.seconds);
      case "create": {
        const source_resource_id = `unity-01-vol-${step.volume.toString().padStart(2, "0")}`;
        const remote_system_id = "rs-unity-01";
        return create(world, { name: `import-${number}`, remote_system_id, source_resource_id, ...step.body });
      }
      case "act":
        return act(world, step.action, id);
      case "reach":
        return world.setReachable("rs-unity-01", step.isReachable);
      case "slow":
        return world.slowCopy(id, step.factor);
    }
  } catch (error) {
    return String(error);
  }
}

const options = { maxActiveSessions: 2, ids: "counted" } as const;

describe("a snapshot", () => {
  /** What of the harsh readings concerns the world. */
  const { lateSeconds: _, lateReads: __, strictToken: ___, ...harsh } = HARSH;
  for (const [name, readings] of [
    ["kind", {}],
    ["harsh", harsh],
  ] as const) {
    it(`of a ${name} array, restored at any instant into another world, leads to the same future`, () => {
      fc.assert(
        fc.property(fc.array(steps, { maxLength: 40 }), fc.array(steps, { maxLength: 40 }), (past, future) => {
          const world = createWorld({ ...options, ...readings });
          past.forEach((step, index) => {
            play(world, step, index);
          });
          const twin = createWorld({ ...options, ...readings, start: "2000-01-01T00:00:00Z", sources: [] });
          twin.restore(JSON.parse(JSON.stringify(world.snapshot())));
          future.forEach((step, index) => {
            assert.deepEqual(play(twin, step, 1000 + index), play(world, step, 1000 + index));
            assert.deepEqual(twin.rows("import_session"), world.rows("import_session"));
          });
          world.advance(1e6);
          twin.advance(1e6);
          assert.deepEqual(twin.snapshot(), world.snapshot());
        }),
        { numRuns: 200 },
      );
    });
  }

  it("is plain JSON, and says which format it has", () => {
    const world = createWorld();
    createMany(world, 9);
    const snapshot = world.snapshot();
    assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot);
    assert.equal((snapshot as { format: number }).format, 1);
  });

  it("does not change with the world it was taken of, nor the world with it", () => {
    const world = createWorld();
    const id = create(world);
    const snapshot = world.snapshot() as { collections: { import_session: { name: string }[] } };
    const text = JSON.stringify(snapshot);
    world.advance(100);
    assert.equal(JSON.stringify(snapshot), text);
    world.restore(snapshot);
    for (const record of snapshot.collections.import_session) record.name = "changed";
    assert.equal(session(world, id).name, "import-1");
  });

  it("keeps timers to the millisecond", () => {
    const world = createWorld();
    const id = create(world);
    world.advance(29.999);
    world.restore(world.snapshot());
    assert.equal(session(world, id).state, "In_Progress");
    world.advance(0.001);
    assert.equal(session(world, id).state, "Copy_In_Progress");
  });

  type Editable = {
    format: number;
    now: unknown;
    serials: { session: number; volume: number };
    queue: string[];
    agenda: { at: number; collection: string; id: string }[];
    collections: { [name: string]: Record<string, unknown>[] };
  };
  const first = (snapshot: Editable, collection: string): Record<string, unknown> =>
    snapshot.collections[collection]?.[0] ?? assert.fail(`${collection} has a record`);

  /** A job beside the sessions. */
  const addJob = (snapshot: Editable, job: Record<string, unknown>): void => {
    const now = Number(snapshot.now);
    snapshot.agenda.push({ at: now, collection: "job", id: "job-1" });
    const queued = { id: "job-1", phase: "Queued", operation: "POST /host", target: "", body: {} };
    snapshot.collections.job = [{ ...queued, ...job }];
  };

  const broken: readonly { name: string; edit: (snapshot: Editable) => void; says: RegExp }[] = [
    { name: "another format", edit: (s) => Object.assign(s, { format: 2 }), says: /\/format/ },
    { name: "a clock that is no number", edit: (s) => Object.assign(s, { now: "noon" }), says: /\/now/ },
    {
      name: "a clock behind the end of the calendar",
      edit: (s) => Object.assign(s, { now: 9e15 }),
      says: /\/now must be <= 8640000000000000/,
    },
    {
      name: "a serial that no other one comes after",
      edit: (s) => Object.assign(s.serials, { volume: 2 ** 53 }),
      says: /\/serials\/volume must be <=/,
    },
    {
      name: "a job of an operation that does not exist",
      edit: (s) => addJob(s, { operation: "POST /hots" }),
      says: /\/collections\/job\/0\/operation/,
    },
    {
      name: "a job under way of which nothing has come",
      edit: (s) => addJob(s, { phase: "In_Progress" }),
      says: /\/collections\/job\/0\/outcome/,
    },
    {
      name: "a copy that begins later",
      edit(s) {
        const session = first(s, "import_session");
        const copy = { ...(session.copy as object), running_since: Number(s.now) + 1 };
        Object.assign(session, { state: "Copy_In_Progress", copy });
      },
      says: /\/0\/copy\/running_since lies after/,
    },
    {
      name: "a collection that does not exist",
      edit: (s) => Object.assign(s.collections, { hots: [] }),
      says: /\/collections .*hots/,
    },
    {
      name: "a state that does not exist",
      edit: (s) => Object.assign(first(s, "import_session"), { state: "Done" }),
      says: /\/collections\/import_session\/0\/state/,
    },
    {
      name: "a property that sessions have not",
      edit: (s) => Object.assign(first(s, "import_session"), { progres: 1 }),
      says: /\/collections\/import_session\/0 .*progres/,
    },
    {
      name: "a source without a size",
      edit: (s) => delete first(s, "import_unity_volume").size,
      says: /\/collections\/import_unity_volume\/0 .*size/,
    },
    {
      name: "a remote system of a type that does not exist",
      edit: (s) => Object.assign(first(s, "remote_system"), { type: "Floppy" }),
      says: /\/collections\/remote_system\/0\/type/,
    },
    {
      name: "an id that is there twice",
      edit: (s) => s.collections.host?.push({ ...first(s, "host") }),
      says: /\/collections\/host\/6\/id repeats host-01/,
    },
    {
      name: "a session name that is there twice",
      edit: (s) => Object.assign(s.collections.import_session?.[1] ?? {}, { name: "IMPORT-01" }),
      says: /\/collections\/import_session\/1\/name/,
    },
    {
      name: "a serial that would give an id a second time",
      edit: (s) => Object.assign(s.serials, { session: 1 }),
      says: /\/serials\/session .*session-000002/,
    },
    { name: "a queue that forgets a session", edit: (s) => s.queue.pop(), says: /\/queue .*session-000003/ },
    { name: "a queue with a stranger", edit: (s) => s.queue.push("session-9"), says: /\/queue .*session-9/ },
    { name: "a timer that is missing", edit: (s) => s.agenda.pop(), says: /\/agenda .*session-000002/ },
    {
      name: "a timer in the past",
      edit: (s) => Object.assign(s.agenda[0] ?? {}, { at: 0 }),
      says: /\/agenda\/0\/at/,
    },
    {
      name: "a session on an unknown array",
      edit: (s) => Object.assign(first(s, "import_session"), { remote_system_id: "rs-9" }),
      says: /\/0\/remote_system_id/,
    },
    {
      name: "a session of an unknown source",
      edit: (s) => Object.assign(first(s, "import_session"), { source_resource_id: "sv_1" }),
      says: /\/0\/source_resource_id/,
    },
    {
      name: "a session of another array's source",
      edit: (s) => Object.assign(first(s, "import_session"), { source_resource_id: "xtremio-01-vol-01" }),
      says: /\/0\/source_resource_id/,
    },
    {
      name: "a destination that is not there",
      edit: (s) => Object.assign(first(s, "import_session"), { destination_resource_id: "volume-000001" }),
      says: /\/0\/destination_resource_id/,
    },
    {
      name: "a copy that stands still while in progress",
      edit: (s) => Object.assign(first(s, "import_session"), { state: "Copy_In_Progress" }),
      says: /\/0\/copy\/running_since/,
    },
  ];
  for (const { name, edit, says } of broken) {
    it(`is refused with the place named, and nothing changed, for ${name}`, () => {
      const world = createWorld(options);
      createMany(world, 3);
      const before = world.snapshot();
      const edited = structuredClone(before) as Editable;
      edit(edited);
      assert.throws(() => world.restore(edited), { name: "TypeError", message: says });
      assert.deepEqual(world.snapshot(), before);
    });
  }

  for (const nonsense of [null, undefined, 1, "x", [], {}]) {
    it(`is refused where it is ${JSON.stringify(nonsense)}`, () => {
      assert.throws(() => createWorld().restore(nonsense), TypeError);
    });
  }

  it("may be edited by hand: another size, another criteria", () => {
    const world = createWorld();
    const snapshot = world.snapshot() as Editable;
    Object.assign(first(snapshot, "import_unity_volume"), { size: 8192, health: "Degraded" });
    world.restore(snapshot);
    const row = world.row("import_unity_volume", "unity-01-vol-01");
    assert.deepEqual([row?.size, row?.health, row?.health_l10n], [8192, "Degraded", "Degraded"]);
  });
});
