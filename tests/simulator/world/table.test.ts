import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Table } from "../../../simulator/src/world/array/table";
import type { Stored } from "../../../simulator/src/world/records/records";

describe("the references into a table", () => {
  it("are what a walk through all of it would find, in the order of creation, whatever happened to it", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e");
    const owner = fc.constantFrom("x", "y", null, undefined);
    const step = fc.oneof(
      fc.record({ put: id, owner_id: owner, group_id: owner }),
      fc.record({ remove: id }),
      fc.record({ look: fc.constantFrom("owner_id", "group_id") }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const table = new Table<Stored>();
        const check = (key: string) => {
          for (const value of ["x", "y", "z"]) {
            const walked = [...table.values()].filter((record) => record[key] === value);
            assert.deepEqual(table.referring(key, value), walked);
          }
        };
        for (const each of steps) {
          if ("put" in each) table.put({ id: each.put, owner_id: each.owner_id, group_id: each.group_id });
          else if ("remove" in each) table.delete(each.remove);
          else check(each.look);
        }
        check("owner_id");
        check("group_id");
      }),
    );
  });
});
