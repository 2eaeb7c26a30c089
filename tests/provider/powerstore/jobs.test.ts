import assert from "node:assert/strict";
import { inspect } from "node:util";
import {
  JobPendingError,
  OutcomeUnknownError,
  RefusedError,
  StoppedError,
} from "../../../provider/powerstore/http/powerStoreErrors";
import { failureOf, withClient } from "./client";
import { arrayError, json, loggedIn, type Script } from "./scriptedServer";

type JobRow = Readonly<Record<string, unknown>>;

/** Answers each change 202 with job 17, and each look at the job with the next of its rows; the last one stays. */
function withJob(...rows: readonly (JobRow | "gone")[]): Script {
  let looks = 0;
  return loggedIn(({ method, path }, response) => {
    if (method !== "GET") return json(response, 202, { id: "17" });
    assert.match(path, /\/job\/17\?/);
    const row = rows[Math.min(looks++, rows.length - 1)];
    if (row === "gone") return arrayError(response, 404, "0xE04040020009", "Instance with id 17 was not found.");
    json(response, 200, { id: "17", ...row });
  });
}

const approval = { phase: "Waiting_Approval", state: "WAITING_APPROVAL" };
const created = { phase: "Completed", response_body: { response_type: "create_response", id: "rs-9" } };
const unity = { type: "Unity", name: "u", password: "source-Passw0rd" };

describe("A change that the array makes a job of", () => {
  it("is a create with the id of what was made, not that of the job", async () => {
    await withClient(withJob({ phase: "Queued" }, { phase: "In_Progress" }, created), async ({ array, server }) => {
      assert.equal(await array.remoteSystems.createRemoteSystem(unity), "rs-9");
      assert.equal(server.work().filter(({ method }) => method === "POST").length, 1);
    });
  });

  const done: [why: string, row: JobRow][] = [
    ["has the id in resource_id only", { phase: "Completed", resource_id: "rs-9", response_body: null }],
    ["tells its state in the words of before 1.0.2", { phase: null, state: "COMPLETED", resource_id: "rs-9" }],
  ];
  for (const [why, row] of done) {
    it(`is done where its job ${why}`, async () => {
      await withClient(withJob(row), async ({ array }) => {
        assert.equal(await array.remoteSystems.createRemoteSystem(unity), "rs-9");
      });
    });
  }

  it("is any change: of a session, too", async () => {
    await withClient(withJob({ phase: "In_Progress" }, { phase: "Completed" }), async ({ array, server }) => {
      await array.importSessions.actOnImportSession("a", "pause");
      assert.equal(server.work().filter(({ path }) => path.includes("/job/")).length, 2);
    });
  });

  const failed: [why: string, row: JobRow, text: RegExp][] = [
    [
      "fails, in the array's words",
      { phase: "Failed", response_body: { messages: [{ code: "0xE0A1", message_l10n: "No such luck." }] } },
      /the array made job 17 of it, which ended Failed: No such luck \(0xE0A1\)/,
    ],
    ["cannot be recovered", { phase: "Unrecoverable_Failed" }, /which ended Unrecoverable_Failed/],
    [
      "is rejected",
      { ...approval, mpa_decision: { decision: "Rejected" } },
      /was rejected by the person who was asked/,
    ],
    ["expires", { ...approval, mpa_decision: { decision: "Expired" } }, /was not approved in time/],
  ];
  for (const [why, row, text] of failed) {
    it(`is refused where its job ${why}`, async () => {
      await withClient(withJob({ phase: "Queued" }, row), async ({ array }) => {
        const failure = await failureOf(array.remoteSystems.deleteRemoteSystem("rs-9"));
        assert.ok(failure instanceof RefusedError);
        assert.match(failure.message, text);
      });
    });
  }

  it("may have been carried out before its job was refused, where the array had answered that it is busy", async () => {
    const follow = withJob({ phase: "Failed" });
    let isBusy = true;
    const script: Script = (request, response) => {
      if (request.method === "GET" || !isBusy) return follow(request, response);
      isBusy = false;
      arrayError(response, 503, "Wait and try again.");
    };
    await withClient(script, async ({ array }) => {
      const failure = await failureOf(array.remoteSystems.createRemoteSystem(unity));
      assert.ok(failure instanceof RefusedError && failure.isRepetition, failure.message);
    });
    await withClient(follow, async ({ array }) => {
      const failure = await failureOf(array.remoteSystems.createRemoteSystem(unity));
      assert.ok(failure instanceof RefusedError && !failure.isRepetition, failure.message);
    });
  });

  it("says that a second person has to approve it, and goes on when they have", async () => {
    const said: string[] = [];
    await withClient(withJob(approval, approval, { phase: "In_Progress" }, created), async ({ array }) => {
      const job = { progress: (text: string) => void said.push(text) };
      assert.equal(await array.remoteSystems.createRemoteSystem(unity, { job }), "rs-9");
    });
    assert.deepEqual(said, ["job 17 still waits for the approval of a second person", "job 17 is In_Progress"]);
  });

  it("names the job, what it waits for, and what to do, when time is up; and is not sent again", async () => {
    await withClient(withJob(approval), async ({ array, server }) => {
      const failure = await failureOf(array.remoteSystems.createRemoteSystem(unity, { job: { timeoutSeconds: 60 } }));
      assert.ok(failure instanceof JobPendingError);
      assert.match(failure.message, /job 17 of it, which still waits for the approval of a second person after 60 s/);
      assert.match(
        failure.message,
        /let somebody approve or reject job 17 on the array, then run the same command again/,
      );
      assert.equal(server.work().filter(({ method }) => method === "POST").length, 1);
    });
  });

  it("takes a phase that it does not know for one under way", async () => {
    await withClient(withJob({ phase: "Contemplating" }, created), async ({ array }) => {
      assert.equal(await array.remoteSystems.createRemoteSystem(unity), "rs-9");
    });
  });

  it("does not know the outcome where the job is gone, or was never named", async () => {
    await withClient(withJob("gone"), async ({ array }) => {
      assert.ok((await failureOf(array.remoteSystems.deleteRemoteSystem("a"))) instanceof OutcomeUnknownError);
    });
    const nameless = loggedIn((_, response) => json(response, 202, {}));
    await withClient(nameless, async ({ array }) => {
      assert.ok((await failureOf(array.remoteSystems.deleteRemoteSystem("a"))) instanceof OutcomeUnknownError);
    });
  });

  it("stops waiting when the caller stops, and says that the outcome is not known", async () => {
    const stop = new AbortController();
    await withClient(withJob(approval), async ({ array }) => {
      const job = { signal: stop.signal, progress: () => stop.abort() };
      const failure = await failureOf(array.remoteSystems.deleteRemoteSystem("a", { job }));
      assert.ok(failure instanceof StoppedError && failure.isOutcomeUnknown);
    });
  });

  it("does not know the outcome either where the caller stops while it looks at the job", async () => {
    const stop = new AbortController();
    const script = loggedIn(({ method }, response) => {
      if (method !== "GET") return json(response, 202, { id: "17" });
      stop.abort();
    });
    await withClient(script, async ({ array }) => {
      const failure = await failureOf(array.remoteSystems.createRemoteSystem(unity, { job: { signal: stop.signal } }));
      assert.ok(failure instanceof StoppedError && failure.isOutcomeUnknown, failure.message);
    });
  });

  const passing: [what: string, look: Script][] = [
    ["it is busy", (_, response) => arrayError(response, 503, "0xE01010010005", "Try again later.")],
    ["a page comes in its place", (_, response) => void response.writeHead(200).end("<html>Please wait.</html>")],
    ["it fails", (_, response) => arrayError(response, 500, "0xE01010010001", "An internal error.")],
  ];
  for (const [what, look] of passing) {
    it(`is followed through minutes in which the array's management restarts and ${what}, and is not sent again`, async () => {
      let clockNow = () => 0;
      let restartedAt = Number.NaN;
      await withClient(
        loggedIn((request, response) => {
          if (request.method !== "GET") return json(response, 202, { id: "17" });
          const now = clockNow();
          if (Number.isNaN(restartedAt)) restartedAt = now + 1;
          else if (now < restartedAt + 240_000) return look(request, response);
          json(response, 200, { id: "17", ...(now < restartedAt ? approval : created) });
        }),
        async ({ array, server, clock }) => {
          clockNow = () => clock.monotonic();
          const job = { timeoutSeconds: 3600 };
          assert.equal(await array.remoteSystems.createRemoteSystem(unity, { job }), "rs-9");
          assert.equal(server.work().filter(({ method }) => method === "POST").length, 1);
        },
      );
    });
  }
  const unreadable: [why: string, look: Script][] = [
    ["the user may not see it", (_, response) => arrayError(response, 403, "0xE09040010002", "Not authorized.")],
    ["a page comes in its place", (_, response) => void response.writeHead(200).end("<html>Please log in.</html>")],
    ["the array is busy", (_, response) => arrayError(response, 503, "0xE01010010005", "Try again later.")],
  ];
  for (const [why, look] of unreadable) {
    it(`is under way, and not sent again, where ${why}`, async () => {
      const script = loggedIn((request, response) =>
        request.method === "GET" ? look(request, response) : json(response, 202, { id: "17" }),
      );
      await withClient(script, async ({ array, server }) => {
        const failure = await failureOf(array.remoteSystems.createRemoteSystem(unity));
        assert.ok(failure instanceof JobPendingError, failure.message);
        assert.match(
          failure.message,
          /job 17 of it, which could not be read .* run the same command again once job 17/s,
        );
        assert.equal(server.work().filter(({ method }) => method === "POST").length, 1);
      });
    });
  }
});

describe("Secrets of a source", () => {
  const chap = { targetSessionUsername: "ps", targetSessionPassword: 'quoted"-Secret' };
  const body = { ...unity, vnxFilePassword: "nas-Passw0rd", unityServiceAccountPassword: "u4", importChapInfo: chap };
  const secrets = ["source-Passw0rd", "nas-Passw0rd", 'quoted"-Secret'];

  const answers: [how: string, script: Script][] = [
    ["a refusal", ({ body: sent }, response) => arrayError(response, 422, sent, sent)],
    ["a failure", ({ body: sent }, response) => arrayError(response, 500, sent, sent)],
    ["a page", ({ body: sent }, response) => void response.writeHead(422).end(`<html>${sent}</html>`)],
  ];
  for (const [how, script] of answers) {
    it(`do not come back in the error where the array repeats the request in ${how}`, async () => {
      await withClient(loggedIn(script), async ({ array }) => {
        const failures = [
          await failureOf(array.remoteSystems.createRemoteSystem(body)),
          await failureOf(array.remoteSystems.modifyRemoteSystem("a", body)),
        ];
        for (const failure of failures) {
          const text = [failure.message, failure.stack, inspect(failure, { depth: 10, showHidden: true })].join();
          for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} in ${text}`);
        }
      });
    });
  }

  it("do not come back in the words of a job", async () => {
    const messages = [{ message_l10n: "The password source-Passw0rd is wrong." }];
    await withClient(withJob({ phase: "Failed", response_body: { messages } }), async ({ array }) => {
      const failure = await failureOf(array.remoteSystems.createRemoteSystem(body));
      assert.match(failure.message, /The password \[secret\] is wrong/);
    });
  });
});
