import assert from "node:assert/strict";
import { accessArray } from "../../../provider/lifecycle/arrayAccess";
import { InterruptedError } from "../../../provider/lifecycle/errors";
import type { PowerStore } from "../../../provider/powerstore/contract";
import { connect } from "../../../provider/powerstore/powerStore";

const connection = {
  endpoint: "https://127.0.0.1:1/api/rest",
  username: "admin",
  password: "not-a-secret",
  insecure: false,
  timeoutSeconds: 1,
};

describe("Asking an array for what is asked once", () => {
  it("ends with Ctrl-C at once, also where the array does not answer; the shared request goes on for others", async () => {
    let answer: (id: string) => void = () => undefined;
    const silent = new Promise<string>((resolve) => {
      answer = resolve;
    });
    const client = connect(connection);
    const powerStore: PowerStore = { ...client, inventory: { ...client.inventory, getClusterId: () => silent } };
    const array = accessArray(powerStore);
    const stop = new AbortController();
    const stopped = array.clusterId(stop.signal);
    const other = array.clusterId(new AbortController().signal);
    stop.abort();
    await assert.rejects(stopped, InterruptedError);
    answer("PS1");
    assert.equal(await other, "PS1");
  });
});
