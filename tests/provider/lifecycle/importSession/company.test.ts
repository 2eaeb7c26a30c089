import assert from "node:assert/strict";
import { Company } from "../../../../provider/lifecycle/importSession/sessions/company";
import { clockFrom } from "../../../clock";

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("A look at the progress of a session, as the engine brings operations one by one", () => {
  let now: number;
  let wake: () => void;
  let waiting: number;
  let company: Company;

  beforeEach(() => {
    now = 0;
    wake = () => {};
    waiting = 0;
    const clock = clockFrom(
      () => now,
      (seconds, signal) =>
        new Promise((resolve, reject) => {
          const until = now + seconds * 1000;
          wake = () => now >= until && resolve();
          signal?.addEventListener("abort", () => reject(signal.reason));
        }),
    );
    company = new Company(clock);
  });

  /** So many have come, the last of them just now. */
  function come(count: number): void {
    waiting = count;
    company.sees(count);
  }

  function pass(seconds: number): void {
    now += seconds * 1000;
    wake();
  }

  async function isSent(gathered: Promise<void>): Promise<boolean> {
    return Promise.race([gathered.then(() => true), turn().then(() => false)]);
  }

  /** What came at once is asked for, and answered. */
  async function afterBurstOf(count: number): Promise<void> {
    come(count);
    await company.gathered(() => waiting);
    company.asks();
    waiting = 0;
  }

  it("is sent at once where none was ever in company", async () => {
    await afterBurstOf(1);
    come(1);
    assert.ok(await isSent(company.gathered(() => waiting)));
  });

  it("is sent with half of as many as were seen together, for the others are busy elsewhere", async () => {
    await afterBurstOf(8);
    come(1);
    const gathered = company.gathered(() => waiting);
    assert.equal(await isSent(gathered), false, "with one");
    come(3);
    assert.equal(await isSent(gathered), false, "with three");
    come(4);
    assert.ok(await isSent(gathered), "with four");
  });

  it("is sent half a second after the one before, whoever came", async () => {
    await afterBurstOf(8);
    pass(0.2);
    come(1);
    const gathered = company.gathered(() => waiting);
    pass(0.29);
    assert.equal(await isSent(gathered), false, "after 0.49 s");
    pass(0.01);
    assert.ok(await isSent(gathered), "after 0.5 s");
  });

  it("is sent at once where the one before is that long ago", async () => {
    await afterBurstOf(8);
    pass(0.5);
    come(1);
    assert.ok(await isSent(company.gathered(() => waiting)));
  });

  it("is sent at once with one that is asked for for the first time", async () => {
    await afterBurstOf(8);
    assert.ok(await isSent(company.gathered(() => Number.POSITIVE_INFINITY)));
  });
});
