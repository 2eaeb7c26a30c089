import assert from "node:assert/strict";
import { readSeed } from "../../../simulator/src/seed/seedFile";
import { createWorld } from "../../../simulator/src/world";
import { call, create, rowOf, stateOf } from "../world/fixtures";
import { useFolder } from "./temporaryFolder";

const yaml = `# Two arrays, and hosts of our own
format: 1
start: 2026-03-01T00:00:00Z
cluster: { name: Lab-01, globalId: PSLAB }
sources:
  - name: Old-Unity
    type: Unity
    volumes: 3
    groups: [2]
  - { name: Pure, type: Universal, volumes: 2 }
collections:
  host:
    - id: host-a
      name: Host-A
      os_type: Linux
      description: null
`;

describe("a seed file", () => {
  const file = useFolder();

  it("makes the world that it describes, in YAML", () => {
    const world = createWorld(readSeed(file("seed.yaml", yaml)));
    assert.equal(new Date(world.now()).toISOString(), "2026-03-01T00:00:00.000Z");
    assert.equal(rowOf(world, "cluster", "0").global_id, "PSLAB");
    assert.deepEqual(
      world.rows("host")?.map(({ name }) => name),
      ["Host-A"],
    );
    assert.deepEqual(
      world.rows("remote_system")?.map(({ id }) => id),
      ["rs-old-unity", "rs-pure"],
    );
    assert.equal(world.rows("import_unity_volume")?.length, 5);
    assert.equal(world.rows("volume_group")?.length, 1, "what is not given is as always");
  });

  it("does so in JSON, and a list in it is its sources", () => {
    const sources = [{ name: "Old-01", type: "VNX", volumes: 1 }];
    assert.deepEqual(readSeed(file("seed.json", JSON.stringify({ format: 1, sources }))), { sources });
    assert.deepEqual(readSeed(file("sources.json", JSON.stringify(sources))), { sources });
  });

  const misfits = [
    { name: "no format", edit: ["format: 1\n", ""], line: 1, says: "format" },
    { name: "another format", edit: ["format: 1", "format: 2"], line: 2, says: "must be 1" },
    {
      name: "a type that does not exist",
      edit: ["type: Unity", "type: Floppy"],
      line: 7,
      says: "sources/0/type must be one of",
    },
    { name: "a missing number", edit: ["    volumes: 3\n", ""], line: 6, says: "volumes" },
    { name: "a misspelled key", edit: ["groups:", "group:"], line: 9, says: "must not have group" },
    { name: "a negative number", edit: ["volumes: 2 }", "volumes: -2 }"], line: 10, says: "sources/1/volumes" },
    { name: "a literal that does not exist", edit: ["Linux", "Lindows"], line: 15, says: "os_type" },
    { name: "a property that hosts have not", edit: ["name: Host-A", "colour: red"], line: 14, says: "colour" },
    { name: "a collection that nobody can give", edit: ["  host:", "  job:"], line: 12, says: "must not have job" },
    { name: "broken YAML", edit: ["groups: [2]", "groups: [2"], line: 10, says: "" },
    { name: "a start that is no date", edit: ["2026-03-01T00:00:00Z", "tomorrow"], line: 3, says: "start" },
  ] as const;
  for (const { name, edit, line, says } of misfits) {
    it(`is refused with line ${line} for ${name}`, () => {
      const path = file("seed.yaml", yaml.replace(edit[0], edit[1]));
      assert.throws(
        () => readSeed(path),
        (error: Error) => error.message.startsWith(`${path}:${line}: `) && error.message.includes(says),
      );
    });
  }

  it("may be one half of what an array has, if it says so", () => {
    const path = file(
      "seed.yaml",
      `format: 1\npartial: true\ncollections:\n  host:\n    - { id: h, host_group_id: gone }\n`,
    );
    const world = createWorld(readSeed(path));
    assert.equal(rowOf(world, "host", "h").host_group_id, "gone");
    assert.deepEqual(world.related("host", "h", "host_group"), []);
  });

  it("leaves nothing that was made up with the name of an object whose place it took", () => {
    const path = file("seed.yaml", "format: 1\ncollections:\n  host_group: []\n  appliance:\n    - { id: A7 }\n");
    const world = createWorld(readSeed(path));
    assert.equal(rowOf(world, "host", "host-03").host_group_id, null);
    assert.equal(rowOf(world, "cluster", "0").primary_appliance_id, "A7");
    const [appliance] = world.related("software_installed", "2", "appliance");
    assert.equal(appliance?.id, "A7");
  });

  it("may bring rows of a real array along, from which imports start", () => {
    const collections = {
      remote_system: [
        { id: "r1", name: "U1", type: "Unity", state: "OK", serial_number: "S1" },
        { id: "r2", name: "U2", type: "Unity", state: "OK", serial_number: "S2" },
      ],
      import_unity: [
        { id: "S2", serial_number: "S2", supported_import_type: "Non_Disruptive_And_Agentless" },
        { id: "S1", serial_number: "S1", supported_import_type: "Non_Disruptive_And_Agentless" },
      ],
      import_unity_volume: [
        { id: "a", name: "a", size: 8192, import_unity_id: "S2", importable_criteria: "In_Progress" },
        { id: "b", name: "b", size: 8192, import_unity_id: "S1", importable_criteria: "Imported" },
      ],
    };
    const world = createWorld({ collections, setUpSeconds: 0 });
    assert.equal(world.rows("import_xtremio_volume")?.length, 0, "nothing is made up beside it");
    const id = create(world, { remote_system_id: "r2", source_resource_id: "a" });
    assert.equal(stateOf(world, id), "Copy_In_Progress");
    assert.equal(rowOf(world, "import_unity_volume", "b").importable_criteria, "Imported");
  });

  it("never leads to an id a second time", () => {
    const world = createWorld({
      ids: "counted",
      collections: { volume: [{ id: "volume-000007", name: "v", size: 8192 }] },
    });
    const { body } = call(world, "POST /volume", "", { name: "w", size: 1048576 });
    assert.deepEqual(body, { id: "volume-000008" });
  });
});
