import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type Row, type Simulator, startSimulator } from "../../../simulator/src";
import { type Ask, checkedRequests, requireFit } from "./answers";
import { type Operation, operations, resolve, type Schema } from "./description";
import { scenarioOptions } from "./scenario";

/** Names are few, so that they collide; `?` is replaced by the id of something that is there. */
const someThing = "?";
const texts = fc.constantFrom("a", "b", "A", "c d", "0", "name:a", someThing, someThing, someThing);

/** Whatever fits a definition: each property or none, numbers at their limits, references to what is there or is not. */
function fittingOf(given: Schema, depth = 3): fc.Arbitrary<unknown> {
  const schema = resolve(given);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number": {
      const { minimum = 0, maximum = 2 ** 40 } = schema;
      return fc.constantFrom(minimum, Math.max(minimum, 8192), Math.min(1048576, maximum), Math.min(maximum, 2 ** 40));
    }
    case "string":
      if (schema.format === "ip-address") return fc.constantFrom("10.1.2.3", "10.9.0.1");
      if (schema.format === "date-time") return fc.constantFrom("2026-01-01T00:10:00Z", "2020-01-01T00:00:00Z");
      return texts.map((text) => text.padEnd(schema.minLength ?? 0, "x"));
    case "array":
      return fc.array(fittingOf(schema.items ?? { type: "string" }, depth - 1), {
        minLength: schema.minItems ?? 0,
        maxLength: 3,
      });
    default: {
      const properties = depth === 0 ? [] : Object.entries(schema.properties ?? {});
      const values = Object.fromEntries(properties.map(([name, inner]) => [name, fittingOf(inner, depth - 1)]));
      return fc.record(values, { requiredKeys: (schema.required ?? []).filter((name) => name in values) });
    }
  }
}

type Step = {
  readonly operation: Operation;
  readonly body: unknown;
  /** Picks one of the objects that there are, each time one is asked for. */
  readonly picks: readonly number[];
  readonly isAsync: boolean;
  readonly seconds: number;
};

const changes = operations.filter(({ method, name }) => method !== "GET" && name !== "POST /logout");

const step: fc.Arbitrary<Step> = fc.constantFrom(...changes).chain((operation) =>
  fc.record({
    operation: fc.constant(operation),
    body: operation.body === undefined ? fc.constant(undefined) : fittingOf(operation.body),
    picks: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
    isAsync: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
    seconds: fc.constantFrom(0, 0, 0, 2, 60, 4000),
  }),
);

/** By the name of the property, what could be meant: `host_ids` are hosts, anything else is anything. */
function collectionFor(property: string, body: unknown): readonly string[] {
  const name = property.replace(/^(add|remove|consistency_group_member)_/, "").replace(/_ids?$/, "");
  if (name === "source_resource") {
    const kinds = ["import_unity_volume", "import_xtremio_volume", "import_unity_consistency_group"];
    return (body as { type?: string }).type === "Agentless"
      ? ["import_netapp_volume", "import_vmax_storage_group", ...kinds]
      : kinds;
  }
  if (name.endsWith("policy")) return ["policy"];
  if (name === "from_object") return ["volume", "volume_group"];
  return [name];
}

function fill(
  simulator: Simulator,
  value: unknown,
  property: string,
  pick: (ids: readonly string[]) => string,
  body = value,
): unknown {
  if (Array.isArray(value)) return value.map((item) => fill(simulator, item, property, pick, body));
  if (value === someThing) {
    return pick(
      collectionFor(property, body).flatMap((name) => (simulator.world.rows(name) ?? []).map(({ id }) => id)),
    );
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, fill(simulator, inner, name, pick, body)]),
  );
}

async function perform(
  simulator: Simulator,
  ask: Ask,
  { operation, body, picks, isAsync, seconds }: Step,
): Promise<number> {
  let turn = 0;
  const pick = (ids: readonly string[]) => ids[(picks[turn++ % picks.length] ?? 0) % ids.length] ?? "nobody";
  const [, collection = ""] = operation.path.split("/");
  const id = pick((simulator.world.rows(collection) ?? []).map((row) => row.id));
  const before = simulator.snapshot();
  const path = operation.path.replace("{id}", encodeURIComponent(id));
  const sent = fill(simulator, body, "", pick);
  const { status, text } = await ask(operation.name, isAsync ? `${path}?is_async=true` : path, sent);
  assert.ok(status < 500, `${operation.name} ${JSON.stringify(sent)}: ${text}`);
  if (status >= 400) assert.deepEqual(simulator.snapshot(), before, `${operation.name} was refused with ${status}`);
  simulator.advance(seconds);
  return status;
}

/** Something of each kind that a new array has none of. */
const beginning: readonly (readonly [operation: string, body: unknown])[] = [
  ["POST /import_session", { name: "s", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" }],
  ["POST /import_session", { name: "g", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-cg-01" }],
  [
    "POST /import_session",
    { name: "t", type: "Agentless", remote_system_id: "rs-netapp-01", source_resource_id: "netapp-01-vol-01" },
  ],
  ["POST /volume", { name: "v", size: 1048576 }],
  ["POST /volume", { name: "w", size: 1048576 }],
  ["POST /volume_group", { name: "vg" }],
  ["POST /import_universal_consistency_group", { name: "u", remote_system_id: "rs-any-01" }],
  [
    "POST /import_host_system",
    { agent_address: "10.1.1.1", agent_port: 1, user_name: "u", password: "p", os_type: "Linux" },
  ],
];

const collections = operations
  .filter(({ method, path }) => method === "GET" && !path.includes("{") && path !== "/login_session")
  .map(({ path }) => path.slice(1));

const targets: Readonly<Record<string, string>> = {
  protection_policy: "policy",
  performance_policy: "policy",
  qos_performance_policy: "policy",
  primary_appliance: "appliance",
  master_appliance: "appliance",
  host_system: "import_host_system",
};

function requireReferences(simulator: Simulator, row: Row): void {
  for (const [property, id] of Object.entries(row)) {
    const name = property.replace(/_id$/, "");
    const target = targets[name] ?? name;
    if (name === property || id === null || !collections.includes(target)) continue;
    assert.ok(simulator.world.row(target, String(id)), `${row.id} names the ${property} ${id}, which is not there`);
  }
}

function requireSound(simulator: Simulator): void {
  for (const collection of collections) {
    const ids = new Set<string>();
    for (const row of simulator.world.rows(collection) ?? []) {
      requireFit(
        { type: "array", items: { $ref: `#/definitions/${collection}_instance` } },
        [row],
        `${collection} ${JSON.stringify(row)}`,
      );
      assert.ok(!ids.has(row.id), row.id);
      // Records of imports that are over stay, whatever becomes of what they name.
      if (collection !== "import_session") requireReferences(simulator, row);
      ids.add(row.id);
    }
  }
  const snapshot = JSON.parse(JSON.stringify(simulator.snapshot()));
  simulator.restore(snapshot);
  assert.deepEqual(JSON.parse(JSON.stringify(simulator.snapshot())), snapshot);
}

describe("any history of the whole surface", function () {
  this.timeout(300_000);

  it("is answered as the vendor describes, refused without a trace, and leaves what a snapshot can hold", async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60, size: "max" }), async (steps) => {
        const simulator = await startSimulator({ ...scenarioOptions, idleTimeoutSeconds: 1e9 });
        try {
          const ask = checkedRequests(simulator, new Map());
          for (const [name, body] of beginning) {
            assert.equal((await ask(name, name.split(" ")[1] ?? "", body)).status, 201, name);
          }
          for (const each of steps) {
            const status = await perform(simulator, ask, each);
            statuses.set(status, (statuses.get(status) ?? 0) + 1);
          }
          requireSound(simulator);
        } finally {
          await simulator.close();
        }
      }),
      { numRuns: 60 },
    );
    console.log(
      `      ${[...statuses]
        .sort()
        .map(([status, count]) => `${status}: ${count}`)
        .join(", ")}`,
    );
  });
});
