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

describe("what a table is to have and nobody has looked at", () => {
  const ids = ["a", "b", "c", "d", "e"];
  const make = (id: string): Stored => ({ id, name: `N-${id}`, owner_id: "x" });

  it("is made once, by the first look at it", () => {
    const made: string[] = [];
    const table = new Table<Stored>();
    for (const id of ids) {
      table.plan(id, (each) => {
        made.push(each);
        return make(each);
      });
    }
    assert.equal(table.size, 5);
    assert.deepEqual(made, []);
    assert.equal(table.get("c"), table.get("c"));
    assert.deepEqual(table.part(3, 1), [make("d")]);
    assert.deepEqual(made, ["c", "d"]);
    assert.deepEqual(
      [...table.values()],
      ids.map((id) => make(id)),
    );
    assert.deepEqual(made, ["c", "d", "a", "b", "e"]);
  });

  it("is found as if it had been made at once, whatever happened to it and to the others", () => {
    const id = fc.constantFrom(...ids);
    const name = fc.constantFrom("N-a", "N-b", "other");
    const step = fc.oneof(
      fc.record({ plan: id }),
      fc.record({ put: id, name, owner_id: fc.constantFrom("x", "y") }),
      fc.record({ remove: id }),
      fc.record({ find: name }),
      fc.record({ refer: fc.constantFrom("x", "y") }),
      fc.record({ get: id }),
      fc.record({ offset: fc.nat(5), limit: fc.nat(5) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const planned = new Table<Stored>();
        const made = new Table<Stored>();
        const both = <T>(look: (table: Table<Stored>) => T) => assert.deepEqual(look(planned), look(made));
        for (const each of steps) {
          if ("plan" in each) {
            planned.plan(each.plan, make);
            made.put(make(each.plan));
          } else if ("put" in each) both((table) => table.put({ ...make(each.put), ...each, put: 0 } as Stored));
          else if ("remove" in each) both((table) => table.delete(each.remove));
          else if ("find" in each) both((table) => table.getByName(each.find));
          else if ("refer" in each) both((table) => table.referring("owner_id", each.refer));
          else if ("get" in each) both((table) => table.get(each.get));
          else both((table) => table.part(each.offset, each.limit));
          both((table) => table.size);
        }
        both((table) => [...table.values()]);
      }),
    );
  });
});
