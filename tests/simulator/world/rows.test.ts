import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createWorld, type SessionState } from "../../../simulator/src/world";
import { act, create, createGroup, session, type TestWorld } from "./fixtures";

type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly "x-display_enum_text"?: Readonly<Record<string, string>>;
};

const file = join(__dirname, "../../../simulator/spec/powerstore-4.1-import.facts.json");
const { definitions } = JSON.parse(readFileSync(file, "utf8")) as { definitions: Record<string, Schema> };

const collections = [
  "cluster",
  "appliance",
  "software_installed",
  "policy",
  "host",
  "host_group",
  "volume_group",
  "volume",
  "remote_system",
  "import_unity",
  "import_unity_volume",
  "import_unity_consistency_group",
  "import_xtremio",
  "import_xtremio_volume",
  "import_xtremio_consistency_group",
  "import_storage_center",
  "import_storage_center_volume",
  "import_storage_center_consistency_group",
  "import_session",
];

function resolve(schema: Schema): Schema {
  const target = schema.$ref === undefined ? undefined : definitions[schema.$ref.split("/").at(-1) ?? ""];
  return target ?? schema;
}

/** A validator of its own, so that the simulator's half that knows the definitions is not its own judge. */
function requireFit(value: unknown, schema: Schema, place: string): void {
  if (value === null) return;
  const { type, enum: values, items, properties, format } = resolve(schema);
  if (values !== undefined) {
    assert.ok(values.includes(value as string), `${place} is ${value}`);
  } else if (type === "array") {
    assert.ok(Array.isArray(value), place);
    for (const item of value) requireFit(item, items ?? {}, `${place}[]`);
  } else if (properties !== undefined) {
    assert.deepEqual(Object.keys(value as object).sort(), Object.keys(properties).sort(), place);
    for (const [name, item] of Object.entries(value as object))
      requireFit(item, properties[name] ?? {}, `${place}.${name}`);
  } else if (type === "integer") {
    assert.ok(Number.isSafeInteger(value), `${place} is ${value}`);
  } else {
    assert.equal(typeof value, type, place);
    if (format === "date-time") assert.match(value as string, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/, place);
  }
}

function requireTwins(row: Readonly<Record<string, unknown>>, schema: Schema, place: string): void {
  for (const name of Object.keys(schema.properties ?? {}).filter((name) => name.endsWith("_l10n"))) {
    const property = schema.properties?.[name.slice(0, -"_l10n".length)];
    const texts = resolve(property?.items ?? property ?? {})["x-display_enum_text"];
    const value = row[name.slice(0, -"_l10n".length)];
    const expected = Array.isArray(value) ? value.map((item) => texts?.[item]) : (texts?.[value as string] ?? null);
    assert.deepEqual(row[name], expected, `${place}.${name}`);
  }
}

function requireRowsFit(world: TestWorld): void {
  for (const collection of collections) {
    const rows = world.rows(collection);
    assert.ok(rows, `${collection} is there`);
    for (const row of rows) {
      const definition = definitions[`${collection}_instance`] ?? {};
      requireFit(row, definition, collection);
      requireTwins(row, definition, collection);
      assert.deepEqual(world.row(collection, row.id), row);
      if (typeof row.name === "string") assert.ok(world.rowByName(collection, row.name.toUpperCase()), row.name);
    }
  }
}

const sources = [
  { name: "Unity-01", type: "Unity", volumes: 2, groups: [2] },
  { name: "XtremIO-01", type: "XtremIO", volumes: 2, groups: [2] },
  { name: "SC-01", type: "Storage_Center", volumes: 2, groups: [1] },
] as const;

describe("the rows of a world", () => {
  it("have exactly the properties of the vendor's definitions, with its values and display texts", () => {
    const world = createWorld({ sources });
    for (const collection of collections.filter((name) => name !== "volume" && name !== "import_session")) {
      assert.notEqual(world.rows(collection)?.length, 0, `${collection} has a row to check`);
    }
    requireRowsFit(world);
  });

  for (const state of (definitions.ImportSessionStateEnum?.enum ?? []) as SessionState[]) {
    it(`fit in every collection while sessions of each kind are ${state}`, () => {
      const world = createWorld({ sources });
      const ids = [
        create(world, { protection_policy_id: "policy-01", description: "d", volume_group_id: "volume-group-01" }),
        create(world, { name: "x", type: "Agentless", host_ids: ["host-01"] }),
        create(world, { name: "s", remote_system_id: "rs-sc-01", source_resource_id: "sc-01-vol-01" }),
      ];
      for (const id of ids) world.forceState(id, state);
      if (!["Mirror_Enabled", "Ready_To_Start_Copy", "Copy_In_Progress"].includes(state)) {
        world.forceState(createGroup(world).id, state);
        world.forceState(createGroup(world, { name: "group-x", type: "Agentless" }).id, state);
      }
      requireRowsFit(world);
      world.advance(7);
      requireRowsFit(world);
    });
  }

  it("are unknown for collections that the simulator has not, also by inherited names", () => {
    const world = createWorld();
    for (const collection of ["nas_server", "toString", "__proto__"]) {
      assert.equal(world.rows(collection), undefined);
      assert.equal(world.row(collection, "0"), undefined);
      assert.equal(world.rowByName(collection, "0"), undefined);
    }
  });

  it("come in the order of creation, also after changes", () => {
    const world = createWorld();
    const ids = ["01", "02", "03"].map((number) =>
      create(world, { name: `import-${number}`, source_resource_id: `unity-01-vol-${number}` }),
    );
    world.forceState(ids[0] ?? "", "Copy_In_Progress");
    act(world, "pause", ids[0] ?? "");
    assert.deepEqual(
      world.rows("import_session")?.map(({ id }) => id),
      ids,
    );
  });

  it("stay what they were in the hand of a reader", () => {
    const world = createWorld();
    const id = create(world);
    const row = session(world, id);
    const copy = { ...row };
    world.advance(1000);
    assert.deepEqual(row, copy);
    assert.notEqual(session(world, id).state, row.state);
  });
});

describe("the default inventory", () => {
  const world = createWorld();

  it("has an array for both types and one for Agentless only, found by readable ids", () => {
    const systems = world.rows("remote_system")?.map(({ id, name, type }) => ({ id, name, type }));
    assert.deepEqual(systems, [
      { id: "rs-unity-01", name: "Unity-01", type: "Unity" },
      { id: "rs-xtremio-01", name: "XtremIO-01", type: "XtremIO" },
    ]);
    assert.equal(world.rows("import_unity")?.[0]?.supported_import_type, "Non_Disruptive_And_Agentless");
    assert.equal(world.rows("import_xtremio")?.[0]?.supported_import_type, "Agentless");
  });

  for (const [collection, slug] of [
    ["import_unity_volume", "unity-01"],
    ["import_xtremio_volume", "xtremio-01"],
  ] as const) {
    it(`gives ${slug} ten volumes to import, two that cannot be, and groups of three and five`, () => {
      const rows = world.rows(collection) ?? [];
      const ready = rows.filter(({ importable_criteria }) => String(importable_criteria).startsWith("Ready"));
      assert.deepEqual([rows.length, ready.length], [20, 18]);
      assert.equal(rows[0]?.id, `${slug}-vol-01`);
      const members = rows.filter((row) => row[`${collection.replace("_volume", "")}_consistency_group_id`] !== null);
      assert.deepEqual(
        members.map(({ id }) => id),
        [13, 14, 15, 16, 17, 18, 19, 20].map((number) => `${slug}-vol-${number}`),
      );
    });
  }

  it("has sizes that a PowerStore can take, and no WWN twice", () => {
    const rows = [...(world.rows("import_unity_volume") ?? []), ...(world.rows("import_xtremio_volume") ?? [])];
    assert.ok(rows.every(({ size }) => (size as number) % 8192 === 0));
    assert.equal(new Set(rows.map(({ wwn }) => wwn)).size, rows.length);
    assert.equal(rows[0]?.size, 100 * 1024 ** 3);
  });
});
