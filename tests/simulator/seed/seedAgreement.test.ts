import assert from "node:assert/strict";
import { readSeed } from "../../../simulator/src/seed/seedFile";
import { createWorld } from "../../../simulator/src/world";
import { useFolder } from "./temporaryFolder";

/** What fits the schema, and makes no sense all the same: `line` is where the culprit is, not where the file begins. */
const misfits = [
  {
    name: "two arrays that become one id",
    text: "format: 1\nsources:\n  - { name: U-1, type: Unity, volumes: 1 }\n  - { name: u 1, type: VNX, volumes: 1 }\n",
    line: 4,
    says: 'sources/1/name "u 1" is not unique: it becomes u-1, as another one does',
  },
  {
    name: "groups on an array that has none",
    text: "format: 1\nsources:\n  - name: N-1\n    type: NetApp\n    volumes: 1\n    groups: [2]\n",
    line: 6,
    says: "sources/0/groups must not be there, for a NetApp has no consistency groups",
  },
  {
    name: "a criteria of a volume that is not there",
    text: "format: 1\nsources:\n  - name: U-1\n    type: Unity\n    volumes: 3\n    criteria:\n      1: Ready\n      4: Ready\n",
    line: 8,
    says: "sources/0/criteria/4 is about none of the 3 single volumes",
  },
  {
    name: "a list of sources whose second one is the first one again",
    text: "- { name: U-1, type: Unity, volumes: 1 }\n- { name: U-1, type: Unity, volumes: 1 }\n",
    line: 2,
    says: '1/name "U-1" is not unique',
  },
  {
    name: "a start that is an instant by its form only",
    text: "format: 1\nstart: 2026-06-30T23:59:60Z\n",
    line: 2,
    says: "start must be an instant in ISO 8601",
  },
  {
    name: "an id twice in one collection",
    text: "format: 1\ncollections:\n  host:\n    - id: a\n      name: A\n    - name: B\n      id: a\n",
    line: 7,
    says: "collections/host/1/id repeats a",
  },
  {
    name: "a name twice where the array wants each once, in any case",
    text: "format: 1\ncollections:\n  volume:\n    - { id: a, name: Data }\n    - { id: b, name: data }\n",
    line: 5,
    says: "collections/volume/1/name repeats data",
  },
  {
    name: "an object that is not in its collection of the file",
    text: "format: 1\ncollections:\n  host_group:\n    - id: g\n  host:\n    - id: h\n      host_group_id: G\n",
    line: 7,
    says: "collections/host/0/host_group_id names the host_group G, which is not there",
  },
  {
    name: "an object of a collection that the file does not give, and that is not made up either",
    text: "format: 1\ncollections:\n  host:\n    - { id: h, host_group_id: host-group-01 }\n    - { id: i, host_group_id: g }\n",
    line: 5,
    says: "collections/host/1/host_group_id names the host_group g",
  },
  {
    name: "a volume of an array that is no remote system's",
    text: [
      "format: 1",
      "collections:",
      "  import_unity_volume:",
      "    - id: v",
      "      name: v",
      "      import_unity_id: S",
      "  import_unity:",
      "    - { id: S, serial_number: S }",
    ].join("\n"),
    line: 6,
    says: "collections/import_unity_volume/0/import_unity_id leads to no remote system of this file",
  },
  {
    name: "a volume that names no array",
    text: "format: 1\ncollections:\n  import_unity_volume:\n    - { id: v, name: v, size: 8192 }\n",
    line: 4,
    says: "collections/import_unity_volume/0 belongs to no remote system of this file",
  },
  {
    name: "remote systems in the place of those of its sources",
    text: "format: 1\nsources:\n  - { name: U-1, type: Unity, volumes: 1 }\ncollections:\n  remote_system: []\n",
    line: 5,
    says: "collections/remote_system would take the place of what sources are made of",
  },
  {
    name: "more than one cluster",
    text: "format: 1\ncollections:\n  cluster:\n    - { id: '0', name: A }\n    - { id: '1', name: B }\n",
    line: 5,
    says: "collections/cluster/1 is one too many",
  },
  {
    name: "no cluster",
    text: "format: 1\ncollections:\n  cluster: []\n",
    line: 3,
    says: "collections/cluster must have one row",
  },
  {
    name: "an alias to nothing",
    text: "format: 1\ncollections:\n  host:\n    - *nobody\n",
    line: 4,
    says: "nobody",
  },
  {
    name: "aliases of aliases of aliases, which would fill the memory",
    text: [
      "format: 1",
      "a: &a [x, x, x, x, x, x, x, x, x, x]",
      "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]",
      "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]",
      "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]",
    ].join("\n"),
    line: 1,
    says: "alias",
  },
  { name: "more volumes than anybody has", text: "- name: U\n  type: Unity\n  volumes: 1e12\n", line: 3, says: "<=" },
  { name: "nothing", text: "", line: 1, says: "the file must be object" },
  { name: "two documents", text: "format: 1\n---\nformat: 1\n", line: 2, says: "" },
] as const;

describe("a seed file whose parts do not agree", () => {
  const file = useFolder();

  for (const { name, text, line, says } of misfits) {
    it(`is refused with line ${line} for ${name}`, () => {
      const path = file("seed.yaml", text);
      assert.throws(
        () => readSeed(path),
        ({ name, message }: Error) => {
          assert.ok(message.startsWith(`${path}:${line}: `) && message.includes(says), message);
          return name === "SeedError";
        },
      );
    });
  }

  it("is a RangeError that names the place where there is no file", () => {
    const rows = { import_unity_volume: [{ id: "v", name: "v", size: 8192, import_unity_id: "nobody" }] };
    assert.throws(() => createWorld({ collections: rows }), {
      name: "RangeError",
      message: "collections/import_unity_volume/0/import_unity_id names the import_unity nobody, which is not there",
    });
  });

  it("is one only together with the arrays that the command line puts in its place", () => {
    const path = file(
      "seed.yaml",
      `format: 1
sources:
  - { name: U-1, type: Unity, volumes: 1 }
collections:
  import_unity_volume:
    - { id: v, name: v, size: 8192, import_unity_id: SRC00000000001 }
`,
    );
    assert.equal(createWorld(readSeed(path)).rows("import_unity_volume")?.length, 1);
    const others = [{ name: "X-1", type: "XtremIO", volumes: 1 }] as const;
    assert.throws(
      () => readSeed(path, others),
      ({ message }: Error) => message.startsWith(`${path}:6: collections/import_unity_volume/0/import_unity_id names`),
    );
  });
});
