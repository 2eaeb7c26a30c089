import assert from "node:assert/strict";
import { filtered } from "../../../command/fleet/filter";
import { unaskedImports } from "../../../command/fleet/unasked";
import type { ManagedImport } from "../../../command/stack/managedImports";

const on = (clusterId: string | undefined, count: number, array?: string): readonly ManagedImport[] =>
  Array.from({ length: count }, (_, index) => ({
    urn: "urn",
    resource: `${clusterId}-${index}`,
    ...(clusterId !== undefined && { clusterId }),
    inputs: array === undefined ? {} : { array },
    recorded: {},
    ignored: [],
  }));

type Row = {
  readonly title: string;
  readonly managed: readonly (readonly ManagedImport[])[];
  readonly silent?: readonly string[];
  readonly unasked: number;
};

const rows: readonly Row[] = [
  { title: "are those of clusters that have not answered", managed: [on("A", 5), on("B", 3), on("C", 2)], unasked: 5 },
  { title: "are none that have no array yet", managed: [on(undefined, 4)], unasked: 0 },
  {
    title: "are not those of an array that is silent, by the connection that they name",
    managed: [on("B", 3, "paris"), on("C", 30, "madrid")],
    silent: ["paris"],
    unasked: 30,
  },
  {
    title: "are the fewer ones where nothing says whose array is silent: no more than is sure",
    managed: [on("B", 3), on("C", 30)],
    silent: ["paris"],
    unasked: 3,
  },
  {
    title: "are none where as many arrays are silent as clusters are missing",
    managed: [on("B", 3), on("C", 30)],
    silent: ["paris", "madrid"],
    unasked: 0,
  },
  {
    title: "are told where one silent array is named, and another one is anybody's",
    managed: [on("B", 3, "paris"), on("C", 30), on("D", 2)],
    silent: ["paris", "madrid"],
    unasked: 2,
  },
];

describe("The imports of a stack that nobody has asked for", () => {
  for (const { title, managed, silent = [], unasked } of rows) {
    it(title, () => {
      assert.equal(unaskedImports(managed.flat(), new Set(["A"]), silent).length, unasked);
    });
  }

  it("are those of a wave where a wave is asked for, and of any state: nobody knows theirs", () => {
    const elsewhere = [{ resource: "database" }, { resource: 'night["a"]', wave: "night" }];
    const fleet = { at: 0, arrays: [], sessions: [], absent: [], elsewhere, waves: ["night"], windows: [] };
    const of = (filter: object) => filtered(fleet, filter).elsewhere.map(({ resource }) => resource);
    assert.deepEqual(of({ wave: ["night"] }), ['night["a"]']);
    assert.deepEqual(of({ state: ["Failed"] }), ["database", 'night["a"]']);
  });
});
