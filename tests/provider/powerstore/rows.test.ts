import assert from "node:assert/strict";
import { accountSchema } from "../../../provider/powerstore/api/schemas/inventory";
import { withClient } from "./client";
import { json, loggedIn } from "./scriptedServer";

describe("listRows", () => {
  it("shows the rows of a collection as they are, with the columns that are asked for", async () => {
    const rows = [{ id: "v-1", name: "db", logical_used: null }];
    const script = loggedIn((_, response) => json(response, 200, rows));
    await withClient(script, async ({ server, array }) => {
      assert.deepEqual(await array.rows.listRows("volume", ["id", "name", "logical_used"]), rows);
      assert.deepEqual(await array.rows.listRows("volume"), rows);
      const selects = server.work().map(({ path }) => /select=([^&]+)/.exec(decodeURIComponent(path))?.[1]);
      assert.deepEqual(selects, ["id,name,logical_used", "*"]);
    });
  });
});

describe("getAccount", () => {
  const cases: [name: string, row: object, account: object][] = [
    [
      "a user with roles",
      { id: "1", user: "admin", role_ids: ["1"], is_password_change_required: false },
      { user: "admin", roleIds: ["1"], mustChangePassword: false },
    ],
    [
      "one that has to change the password",
      { id: "1", user: "op", role_ids: ["4", "5"], is_password_change_required: true },
      { user: "op", roleIds: ["4", "5"], mustChangePassword: true },
    ],
    ["one of whom the array tells nothing", { id: "1" }, { user: undefined, roleIds: [], mustChangePassword: false }],
  ];
  for (const [name, row, account] of cases) {
    it(`is ${name}`, () => assert.deepEqual(accountSchema.parse([row]), account));
  }

  it("is read by the login that there is", async () => {
    const script = loggedIn((_, response) => json(response, 200, [{ id: "0", global_id: "PS1" }]));
    await withClient(script, async ({ array }) => {
      await array.inventory.getClusterId();
      const { user, mustChangePassword } = await array.inventory.getAccount();
      assert.deepEqual([user, mustChangePassword], ["admin", false]);
    });
  });
});
