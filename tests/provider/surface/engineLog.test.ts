import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { reportTo } from "../../../provider/surface/engineLog";

const urn = "urn:pulumi:prod::shop::powerstore-import:index:ImportWave::night-1";

/** An engine that answers each message when it is told to. */
function slowEngine() {
  const texts: string[] = [];
  const answers: ((error?: Error) => void)[] = [];
  const report = reportTo(({ text }) => {
    texts.push(text);
    return new Promise((resolve, reject) => answers.push((error) => (error ? reject(error) : resolve())));
  }, urn);
  const answer = async (place: number, error?: Error) => {
    answers[place]?.(error);
    await turn();
  };
  return { texts, report, answer };
}

describe("Messages to the engine", () => {
  it("arrive on a row in the order in which they were said", async () => {
    const { texts, report, answer } = slowEngine();
    report.progress("39 under way");
    report.info("40 completed");
    await turn();
    assert.deepEqual(texts, ["39 under way"]);
    await answer(0);
    assert.deepEqual(texts, ["39 under way", "40 completed"]);
  });

  it("do not wait for those of another row", async () => {
    const { texts, report } = slowEngine();
    report.progress("all");
    report.rowOf(`${urn}-1`).progress("one");
    await turn();
    assert.deepEqual(texts, ["all", "one"]);
  });

  it("do not wait for each other once the engine has not taken one", async () => {
    const { texts, report, answer } = slowEngine();
    report.info("first");
    await answer(0, new Error("DEADLINE_EXCEEDED"));
    report.info("second");
    report.info("third");
    await turn();
    assert.deepEqual(texts, ["first", "second", "third"]);
    await Promise.all([answer(1), answer(2)]);
    await report.settled();
  });
});
