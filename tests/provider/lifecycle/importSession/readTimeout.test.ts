import assert from "node:assert/strict";
import { onAbort } from "../../../../provider/abort";
import type { Clock } from "../../../../provider/clock";
import { importSessionHandler as handler } from "../../../../provider/lifecycle/importSession/importSession";
import type { ArrayAccess, OperationContext } from "../../../../provider/lifecycle/operation/handler";
import { InterruptedError, WaitTimeoutError } from "../../../../provider/lifecycle/operation/lifecycleErrors";
import { withinReadTimeout } from "../../../../provider/lifecycle/operation/readTimeout";
import { clockFrom } from "../../../clock";

const about = { id: "17", recorded: { name: "db-01" } };
const array = { powerStore: { endpoint: "https://array.example/api/rest" } } as ArrayAccess;

describe("A read under customTimeouts.read", () => {
  let sleeps: { seconds: number; pass(): void; signal: AbortSignal | undefined }[];
  let engineStop: AbortController;
  beforeEach(() => {
    sleeps = [];
    engineStop = new AbortController();
  });

  const sleep: Clock["sleep"] = (seconds, signal) =>
    new Promise((pass, reject) => {
      sleeps.push({ seconds, pass, signal });
      if (signal) onAbort(signal, () => reject(signal.reason));
    });

  const context = (timeoutSeconds?: number) =>
    ({
      array: () => array,
      clock: clockFrom(() => 0, sleep),
      signal: engineStop.signal,
      ...(timeoutSeconds && { timeoutSeconds }),
    }) as OperationContext;

  /** An array that never answers: the read ends by its signal alone, with words of its own. */
  const silence = ({ signal }: OperationContext) =>
    new Promise<never>((_, reject) => void onAbort(signal, () => reject(new InterruptedError("stopped"))));

  it("ends with an error that names session, array and the option when the time is up, and stops asking", async () => {
    let asked: AbortSignal | undefined;
    const read = withinReadTimeout(handler, about, context(5), (limited) => {
      asked = limited.signal;
      return silence(limited);
    });
    assert.deepEqual(
      sleeps.map(({ seconds }) => seconds),
      [5],
    );
    sleeps[0]?.pass();
    await assert.rejects(read, (error) => {
      assert.ok(error instanceof WaitTimeoutError);
      assert.match(error.message, /^reading import session "db-01" \(17\) on https:\/\/array\.example\/api\/rest: /);
      assert.match(
        error.message,
        /not answered within 5 s.*stays as it was.*Run the same command again.*customTimeouts\.read/,
      );
      return true;
    });
    assert.equal(asked?.aborted, true);
  });

  it("ends even where what it waits for is everybody's and goes on", async () => {
    const read = withinReadTimeout(handler, about, context(5), () => new Promise<never>(() => undefined));
    sleeps[0]?.pass();
    await assert.rejects(read, WaitTimeoutError);
  });

  it("answers as without, and leaves no timer behind", async () => {
    assert.equal(await withinReadTimeout(handler, about, context(5), async () => "read"), "read");
    assert.equal(sleeps[0]?.signal?.aborted, true);
    assert.equal(engineStop.signal.aborted, false);
  });

  it("fails with the array's own words where that comes first", async () => {
    const failing = withinReadTimeout(handler, about, context(5), () =>
      Promise.reject(new Error("the array answered 404")),
    );
    await assert.rejects(failing, /the array answered 404/);
  });

  it("ends with the read's words when the engine stops it", async () => {
    const read = withinReadTimeout(handler, about, context(5), silence);
    engineStop.abort();
    await assert.rejects(read, InterruptedError);
  });

  it("waits as long as the array takes where the option says nothing", async () => {
    assert.equal(await withinReadTimeout(handler, about, context(), async ({ signal }) => signal), engineStop.signal);
    assert.deepEqual(sleeps, []);
  });
});
