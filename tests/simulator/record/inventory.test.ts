import assert from "node:assert/strict";
import { createRecordedInventory } from "../../../simulator/src/record/recordedInventory";

/** What a GET of the collection answered, and what is written of it. */
function recorded(collection: string, row: Readonly<Record<string, unknown>>): unknown {
  const inventory = createRecordedInventory();
  inventory.take(`/${collection}`, [{ id: "1", ...row }]);
  return inventory.toSeed().collections[collection]?.[0];
}

describe("what is recorded of an array's row", () => {
  const cases = [
    {
      name: "leaves out names of accounts, wherever they are",
      collection: "host",
      row: {
        name: "h",
        host_initiators: [{ port_name: "iqn.a", chap_single_username: "u", chap_mutual_username: "v" }],
      },
      kept: { name: "h", host_initiators: [{ port_name: "iqn.a" }] },
    },
    {
      name: "leaves out the account on a source array",
      collection: "remote_system",
      row: { name: "Old-01", user_name: "import", vnx_file_username: "file" },
      kept: { name: "Old-01" },
    },
    {
      name: "keeps whether CHAP is used, which is no secret",
      collection: "remote_system",
      row: { discovery_chap_mode: "Mutual", session_chap_mode: "Single" },
      kept: { discovery_chap_mode: "Mutual", session_chap_mode: "Single" },
    },
    {
      name: "leaves out what the vendor's definition does not know, for it could be anything",
      collection: "volume",
      row: { name: "v", encryption_key: "k" },
      kept: { name: "v" },
    },
  ];
  for (const { name, collection, row, kept } of cases) {
    it(name, () => assert.deepEqual(recorded(collection, row), { ...kept, id: "1" }));
  }

  it("is nothing for sessions of people who are logged in, and for jobs", () => {
    assert.equal(recorded("login_session", { user: "admin" }), undefined);
    assert.equal(recorded("job", { user: "admin" }), undefined);
  });
});
