import assert from "node:assert/strict";
import { privateLedger } from "../../../provider/lifecycle/engineRun/ledger";
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import { untilCalled } from "../../../provider/terraform/process/called";
import { TerraformRun } from "../../../provider/terraform/run/terraformRun";
import { clockFrom } from "../../clock";

/** So long Terraform waits after it has said that it has no more to ask. */
const KILLED_AFTER_SECONDS = 2;

describe("The end of a run in Terraform", () => {
  let milliseconds: number;
  let events: string[];
  beforeEach(() => {
    milliseconds = 0;
    events = [];
  });

  function runBeside(logOut: (seconds: number) => number): TerraformRun {
    const clock = clockFrom(
      () => milliseconds,
      async (seconds) => {
        milliseconds += seconds * 1000;
      },
    );
    const powerStore = {
      endpoint: "https://array.example.com/api/rest",
      remoteSystems: {},
      close: async (seconds: number) => {
        milliseconds += logOut(seconds) * 1000;
        events.push("logged out");
      },
    };
    const ledger = { ...privateLedger(), close: () => void events.push("account closed") };
    const run = new TerraformRun({
      environment: {},
      clock,
      connect: () => powerStore as unknown as PowerStore,
      ledger: () => ledger,
    });
    run.configure({ endpoint: powerStore.endpoint, username: "u", password: "p" });
    run.array(run.messages());
    return run;
  }

  it("is well before Terraform kills it, although a call hangs and the array does not let it go", async () => {
    const run = runBeside((seconds) => seconds);
    void run.track(new Promise(() => undefined));
    await run.end(1.4, false);
    assert.ok(milliseconds <= 1400, `${milliseconds} ms`);
    assert.ok(milliseconds / 1000 < KILLED_AFTER_SECONDS);
  });

  it("has written its account before it asks the array for anything: that may be when it is killed", async () => {
    const run = runBeside(() => 0);
    await run.end(1.4, false);
    assert.deepEqual(events, ["account closed", "logged out"]);
  });

  it("leaves the whole time to the log-out where nothing is under way", async () => {
    let given = 0;
    const run = runBeside((seconds) => {
      given = seconds;
      return 0;
    });
    await run.end(1.4, false);
    assert.equal(given, 1.4);
  });
});

describe("A process that Terraform has started", () => {
  const startedWith = (left: string[]) => {
    let listener: (() => void) | undefined;
    const called = untilCalled(
      (_, given) => {
        listener = given;
        return () => {
          listener = undefined;
        };
      },
      () => left.push("left"),
    );
    return { called, timePasses: () => listener?.() };
  };

  it("ends where nobody ever comes: Terraform was killed before any stream could tell", () => {
    const left: string[] = [];
    startedWith(left).timePasses();
    assert.deepEqual(left, ["left"]);
  });

  it("goes on where somebody has come", () => {
    const left: string[] = [];
    const { called, timePasses } = startedWith(left);
    called();
    timePasses();
    assert.deepEqual(left, []);
  });
});
