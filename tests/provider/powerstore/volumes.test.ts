import assert from "node:assert/strict";
import { failureOf, withClient } from "./client";
import { arrayError, json, loggedIn, type Script } from "./scriptedServer";

const answering = (rows: readonly object[]): Script => loggedIn((_, response) => json(response, 200, rows));

describe("the sizes of volumes", () => {
  it("are asked for by ids in one request, and are those that the array says", async () => {
    const rows = [{ id: "v-1", size: 8192 }, { id: "v-2", size: null }, { id: "v-3" }, { id: "v-4", size: "8 KB" }];
    await withClient(answering(rows), async ({ server, array }) => {
      const sizes = await array.volumes.listVolumeSizes(["v-1", "v-2", "v-3", "v-4", "v-5"]);
      assert.deepEqual([...sizes], [["v-1", 8192]]);
      const paths = server.work().map(({ path }) => new URL(path, "https://array").searchParams);
      assert.deepEqual(
        paths.map((query) => [query.get("select"), query.get("id")]),
        [["id,size", "in.(v-1,v-2,v-3,v-4,v-5)"]],
      );
    });
  });

  it("are asked for without ids where these do not fit into a URL, and others are left out", async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `v-${index}`);
    const rows = [...ids.map((id) => ({ id, size: 8192 })), { id: "of somebody else", size: 1 }];
    await withClient(answering(rows), async ({ server, array }) => {
      assert.equal((await array.volumes.listVolumeSizes(ids)).size, 1000);
      const [request, ...others] = server.work().map(({ path }) => new URL(path, "https://array").searchParams);
      assert.deepEqual([others.length, request?.get("id"), request?.get("limit")], [0, null, "2000"]);
    });
  });

  it("are not asked for where there are no volumes", async () => {
    await withClient(answering([]), async ({ server, array }) => {
      assert.equal((await array.volumes.listVolumeSizes([])).size, 0);
      assert.equal(server.received.length, 0);
    });
  });

  it("fail where the role may not see volumes", async () => {
    const forbidden = loggedIn((_, response) => arrayError(response, 403, "No privilege."));
    await withClient(forbidden, async ({ array }) => {
      assert.equal((await failureOf(array.volumes.listVolumeSizes(["v-1"]))).name, "ForbiddenError");
    });
  });
});
