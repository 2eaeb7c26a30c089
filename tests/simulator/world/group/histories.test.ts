import assert from "node:assert/strict";
import fc from "fast-check";
import { HARSH } from "../../../../simulator/src";
import type { Row } from "../../../../simulator/src/api/contract";
import { createWorld, type FaultState, type SessionState } from "../../../../simulator/src/world";
import { act, create, createGroup, type TestWorld } from "../fixtures";
import { actions, expectations } from "../session/allowedActions";

const states = Object.keys(expectations) as SessionState[];
const arrays = ["unity-01", "xtremio-01"] as const;
/** The first group and its members have the first four; ids that are not there are asked for now and then. */
const serials = fc.oneof({ arbitrary: fc.integer({ min: 1, max: 4 }), weight: 3 }, fc.integer({ min: 5, max: 12 }));

/** One thing that a client, an administrator or trouble does to the world; refusals are answers like others. */
type Step = (world: TestWorld, number: number) => unknown;

function idOf(serial: number): string {
  return `session-${serial.toString().padStart(6, "0")}`;
}

const creation: fc.Arbitrary<Step> = fc
  .record({
    array: fc.constantFrom(...arrays),
    source: fc.constantFrom("cg-01", "cg-02", "vol-01"),
    type: fc.constantFrom("Agentless", "Non_Disruptive"),
    automatic_cutover: fc.boolean(),
    volume_group_id: fc.option(fc.constant("volume-group-01")),
    delay: fc.option(fc.integer({ min: -60, max: 7200 })),
  })
  .map(({ array, source, delay, ...body }) => (world: TestWorld, number: number) => {
    const schedule = delay === null ? {} : { scheduled_timestamp: new Date(world.now() + delay * 1000).toISOString() };
    const names = { remote_system_id: `rs-${array}`, source_resource_id: `${array}-${source}` };
    return create(world, { name: `import-${number}`, ...names, ...schedule, ...body });
  });

const action: fc.Arbitrary<Step> = fc
  .record({ name: fc.constantFrom(...actions), serial: serials, force: fc.boolean() })
  .map(
    ({ name, serial, force }) =>
      (world: TestWorld) =>
        act(world, name, idOf(serial), { force }),
  );

const time: fc.Arbitrary<Step> = fc
  .constantFrom(0, 1, 15, 20, 30, 600, 8000)
  .map((seconds) => (world: TestWorld) => world.advance(seconds));

const trouble: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ array: fc.constantFrom(...arrays), isReachable: fc.boolean() }).map(
    ({ array, isReachable }) =>
      (world: TestWorld) =>
        world.setReachable(`rs-${array}`, isReachable),
  ),
  fc.record({ serial: serials, state: fc.constantFrom(...states) }).map(
    ({ serial, state }) =>
      (world: TestWorld) =>
        world.failSession(idOf(serial), { state: state as FaultState }),
  ),
  fc.record({ serial: serials, percentage: fc.integer({ min: 0, max: 100 }) }).map(
    ({ serial, percentage }) =>
      (world: TestWorld) =>
        world.failCopyAt(idOf(serial), percentage),
  ),
  serials.map((serial) => (world: TestWorld) => world.failCutover(idOf(serial))),
  serials.map((serial) => (world: TestWorld) => world.failCancel(idOf(serial), 1)),
  serials.map((serial) => (world: TestWorld) => world.purgeSession(idOf(serial))),
);

const force: fc.Arbitrary<Step> = fc.record({ serial: serials, state: fc.constantFrom(...states) }).map(
  ({ serial, state }) =>
    (world: TestWorld) =>
      world.forceState(idOf(serial), state),
);

const onTheWay = ["In_Progress", "Mirror_Enabled", "Ready_To_Start_Copy", "Copy_In_Progress", "Paused"];
const passing = ["Cancel_In_Progress", "Cleanup_In_Progress", "Cutover_In_Progress"];
const gone = ["Cancelled", "Failed"];
const lost = [...gone, "Cleanup_Failed", "Invalid"];

/** What must hold between a group's state and those of its members, written down from [ARRAY transitions, groups]. */
const agreements: Partial<Record<SessionState, (members: readonly string[]) => boolean>> = {
  Scheduled: (members) => members.every((state) => ["Scheduled", ...passing, ...lost].includes(state)),
  Queued: (members) => members.every((state) => ["Queued", ...passing, ...lost].includes(state)),
  In_Progress: (members) => members.some((state) => [...onTheWay, ...passing].includes(state)),
  Paused: (members) =>
    members.some((state) => ["Paused", ...passing].includes(state)) && !members.includes("Copy_In_Progress"),
  Ready_For_Cutover: (members) => members.some((state) => ["Ready_For_Cutover", ...passing].includes(state)),
  Import_Completed: (members) => members.every((state) => state === "Import_Completed"),
  Import_Completed_With_Errors: (members) =>
    members.includes("Import_Completed") && members.every((state) => ["Import_Completed", ...lost].includes(state)),
  Cancelled: (members) => members.every((state) => ["Import_Completed", ...gone].includes(state)),
  Failed: (members) => members.includes("Failed") && members.every((state) => gone.includes(state)),
};

const never = ["Mirror_Enabled", "Ready_To_Start_Copy", "Copy_In_Progress"];

function requireFamily(rows: readonly Row[], parent: Row): void {
  const members = rows.filter(({ parent_session_id }) => parent_session_id === parent.id);
  const family = members.map(({ state }) => String(state));
  const place = `${parent.id} is ${parent.state}, its members ${family.join(", ")}`;
  assert.ok(members.length === (String(parent.source_resource_id).endsWith("cg-01") ? 3 : 5), place);
  assert.ok(!never.includes(String(parent.state)), place);
  assert.ok(agreements[parent.state as SessionState]?.(family) ?? true, place);
  if (family.some((state) => onTheWay.includes(state))) {
    assert.ok(["In_Progress", "Paused"].includes(String(parent.state)), place);
  }
  const hasGroup = parent.destination_resource_id !== null;
  assert.equal(parent.destination_resource_type, hasGroup ? "volume_group" : null);
  if (members.some((member) => member.destination_resource_id !== null)) assert.ok(hasGroup, place);
}

/** Volumes and volume groups are those of sessions, or were imported by sessions whose records are gone. */
function requireDestinations(world: TestWorld, rows: readonly Row[], imported: Set<unknown>): void {
  const used = new Set<unknown>(["volume-group-01"]);
  for (const row of rows) {
    const { state, destination_resource_id, parent_session_id, source_resource_id } = row;
    const isVolume = String(source_resource_id).includes("-vol-");
    if (isVolume && gone.includes(String(state))) assert.equal(destination_resource_id, null, "no live destination");
    if (destination_resource_id !== null) used.add(destination_resource_id);
    // What was cut over stays, and so does the volume group that it is in, whatever becomes of the rest; and so does
    // what nobody can clean up, when the record of its group is deleted.
    const isKept =
      String(state).startsWith("Import_Completed") || ["Cleanup_Failed", "Invalid"].includes(String(state));
    if (isKept) imported.add(destination_resource_id).add(row.volume_group_id);
    if (parent_session_id !== null) assert.ok(world.row("import_session", String(parent_session_id)), "has its parent");
  }
  for (const { id } of [...(world.rows("volume") ?? []), ...(world.rows("volume_group") ?? [])]) {
    assert.ok(used.has(id) || imported.has(id), `${id} belongs to nobody`);
  }
}

function requireSources(world: TestWorld, rows: readonly Row[]): void {
  for (const { source_resource_id: source, state } of rows) {
    const collection = String(source).replace(/^(unity|xtremio)-01-(cg|vol)-\d+$/, (_, array, kind) => {
      return `import_${array}_${kind === "cg" ? "consistency_group" : "volume"}`;
    });
    const criteria = world.row(collection, String(source))?.importable_criteria;
    if (String(state).startsWith("Import_Completed")) assert.equal(criteria, "Imported", `${source}`);
    else if (!gone.includes(String(state))) assert.equal(criteria, "In_Progress", `${source} in ${state}`);
  }
}

/** No more volumes than the histories speak of: each step is followed by a snapshot of all there is. */
const sources = [
  { name: "Unity-01", type: "Unity", volumes: 1, groups: [3, 5] },
  { name: "XtremIO-01", type: "XtremIO", volumes: 1, groups: [3, 5] },
] as const;

/** Made once: a snapshot brings all that a world is. */
const judge = createWorld({ sources: [] });
let judged = "";

/** What a step left as it was has been judged already. */
function requireRestorable(world: TestWorld): void {
  const text = JSON.stringify(world.snapshot());
  if (text !== judged) judge.restore(JSON.parse(text));
  judged = text;
}

function requireSound(world: TestWorld, imported: Set<unknown>): void {
  const rows = world.rows("import_session") ?? [];
  for (const row of rows) if (String(row.source_resource_id).includes("-cg-")) requireFamily(rows, row);
  requireDestinations(world, rows, imported);
  requireSources(world, rows);
  requireRestorable(world);
}

function play(world: TestWorld, step: Step, number: number): unknown {
  try {
    return step(world, number);
  } catch (error) {
    assert.ok(error instanceof RangeError || (error as Error).name === "ApiError", String(error));
    return String(error);
  }
}

/** Every history begins with a group, at once or scheduled, so that there is something to happen to. */
const first: fc.Arbitrary<Step> = fc
  .record({
    type: fc.constantFrom("Agentless", "Non_Disruptive"),
    automatic_cutover: fc.boolean(),
    scheduled_timestamp: fc.constantFrom(undefined, undefined, "2026-01-01T00:10:00Z"),
  })
  .map((body) => (world: TestWorld) => createGroup(world, body));

function histories(steps: fc.Arbitrary<Step>): fc.Arbitrary<Step[]> {
  return fc.tuple(first, fc.array(steps, { maxLength: 40, size: "max" })).map(([begin, rest]) => [begin, ...rest]);
}

const common = [
  { arbitrary: creation, weight: 1 },
  { arbitrary: action, weight: 8 },
  { arbitrary: time, weight: 4 },
  { arbitrary: trouble, weight: 2 },
];

/** What of the harsh readings concerns the world. */
const { lateSeconds: _, lateReads: __, strictToken: ___, ...harsh } = HARSH;

describe("any history of groups and volumes", () => {
  it("leaves families, destinations and sources in agreement, and places in the queue respected", () => {
    const steps = histories(fc.oneof(...common));
    fc.assert(
      fc.property(steps, (history) => {
        const world = createWorld({ sources, maxActiveSessions: 2 });
        const imported = new Set<unknown>();
        history.forEach((step, number) => {
          play(world, step, number);
          requireSound(world, imported);
          const active = (world.rows("import_session") ?? []).filter(
            ({ parent_session_id, state }) => parent_session_id === null && onTheWay.includes(String(state)),
          );
          assert.ok(active.length <= 2, `${active.length} are active`);
        });
      }),
      { numRuns: 100 },
    );
  });

  it("does so even when somebody forces states upon sessions", () => {
    const steps = histories(fc.oneof(...common, { arbitrary: force, weight: 4 }));
    fc.assert(
      fc.property(steps, (history) => {
        const world = createWorld({ sources });
        const imported = new Set<unknown>();
        history.forEach((step, number) => {
          play(world, step, number);
          requireSound(world, imported);
        });
      }),
      { numRuns: 100 },
    );
  });

  it("leaves families and sources in agreement on a harsh array, where destinations stay behind", () => {
    const steps = histories(fc.oneof(...common, { arbitrary: force, weight: 2 }));
    fc.assert(
      fc.property(steps, (history) => {
        const world = createWorld({ ...harsh, sources, maxActiveSessions: 2 });
        history.forEach((step, number) => {
          play(world, step, number);
          const rows = world.rows("import_session") ?? [];
          for (const row of rows) if (String(row.source_resource_id).includes("-cg-")) requireFamily(rows, row);
          requireSources(world, rows);
          requireRestorable(world);
        });
      }),
      { numRuns: 100 },
    );
  });

  for (const [name, readings] of [
    ["kind", {}],
    ["harsh", harsh],
  ] as const) {
    it(`goes on from a snapshot of a ${name} array as it would have gone on`, () => {
      const steps = histories(fc.oneof(...common, { arbitrary: force, weight: 2 }));
      fc.assert(
        fc.property(steps, steps, (past, future) => {
          const world = createWorld({ ...readings, sources, maxActiveSessions: 2 });
          past.forEach((step, number) => {
            play(world, step, number);
          });
          const twin = createWorld({ ...readings, maxActiveSessions: 2, sources: [] });
          twin.restore(JSON.parse(JSON.stringify(world.snapshot())));
          future.forEach((step, number) => {
            assert.deepEqual(play(twin, step, 1000 + number), play(world, step, 1000 + number));
            assert.deepEqual(twin.rows("import_session"), world.rows("import_session"));
          });
          world.advance(1e6);
          twin.advance(1e6);
          assert.deepEqual(twin.snapshot(), world.snapshot());
        }),
        { numRuns: 100 },
      );
    });
  }
});
