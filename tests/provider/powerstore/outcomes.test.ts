import assert from "node:assert/strict";
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import * as errors from "../../../provider/powerstore/http/powerStoreErrors";
import { failureOf, withClient } from "./client";
import { type Answer, body, cases, type ErrorClass, redirect, refusal } from "./outcomeCases";
import { loggedIn, wireSession } from "./scriptedServer";

const { NotPowerStoreError, OutcomeUnknownError, RefusedError } = errors;

const read = (array: PowerStore) => array.importSessions.getImportSession("a");
const pause = (array: PowerStore) => array.importSessions.actOnImportSession("a", "pause");
const create = (array: PowerStore) =>
  array.importSessions.createImportSession({
    remoteSystemId: "r",
    sourceResourceId: "s",
    name: "db-01",
    type: "Agentless",
  });

async function assertThrows(
  answer: Answer,
  call: (array: PowerStore) => Promise<unknown>,
  expected: ErrorClass,
  reason: string,
) {
  let error = new Error();
  await withClient(
    loggedIn((_, response) => answer(response)),
    async ({ server, array }) => {
      error = await failureOf(call(array));
      assert.equal(error.constructor.name, expected.name, `${reason}: ${error.message}`);
      assert.ok(error instanceof errors.PowerStoreError && error.endpoint === server.endpoint);
    },
  );
  return error;
}

describe("errors of the client", () => {
  for (const { name, answer, read: readError, change, reason } of cases) {
    it(`after ${name}: ${readError.name} for a read, ${change.name} for a change`, async () => {
      const ofRead = await assertThrows(answer, read, readError, reason);
      assert.match(ofRead.message, /^reading import session \(a\) on https:\/\/127.0.0.1:\d+\/api\/rest: /);
      const ofChange = await assertThrows(answer, pause, change, reason);
      assert.match(ofChange.message, /^pausing import session \(a\) on https:/);
      assert.doesNotMatch(ofRead.message + ofChange.message, /topsecret/);
    });
  }

  it("after a 404 to a create is a refusal, for something that it names is missing", async () => {
    const error = await assertThrows(refusal(404, "Remote system r was not found."), create, RefusedError, "not gone");
    assert.match(
      error.message,
      /^creating import session "db-01" on .* answered 404: Remote system r was not found \(0x/,
    );
  });

  it("after a created session without an id leave the outcome open", async () => {
    const error = await assertThrows(body(201, { job: "1" }), create, OutcomeUnknownError, "it may be there");
    assert.match(error.message, /id: .*whether it was carried out is not known/);
  });

  it("carry operation, status and what the array said", async () => {
    const error = await assertThrows(
      refusal(422, "Wrong state."),
      pause,
      RefusedError,
      "all three are for the lifecycle",
    );
    assert.ok(error instanceof RefusedError);
    assert.deepEqual(
      [error.operation, error.status, error.arrayMessages],
      ["POST /import_session/a/pause", 422, [{ code: "0xE0FF00010001", text: "Wrong state." }]],
    );
    assert.match(error.message, /: the array answered 422: Wrong state \(0xE0FF00010001\)$/);
  });

  it("name where a redirect leads", async () => {
    const error = await assertThrows(redirect, read, NotPowerStoreError, "the person can see which login page it is");
    assert.match(error.message, /answered 302, a redirect to https:\/\/sso\.example\/login, which is not followed/);
  });

  it("keep control characters of the other side off the terminal and are bounded", async () => {
    const error = await assertThrows(
      refusal(422, `a\u001b[31m\nb${"x".repeat(5000)}`),
      pause,
      RefusedError,
      "one line",
    );
    assert.match(error.message, /a \[31m b/);
    assert.ok(error.message.length < 1000);
  });

  it("name the field of an answer that does not fit", async () => {
    const error = await assertThrows(
      body(200, wireSession("a", { progress_percentage: "40" })),
      read,
      NotPowerStoreError,
      "shape",
    );
    assert.match(error.message, /progress_percentage: /);
    assert.doesNotMatch(error.message, /management address/);
  });

  it("say that a state of a newer array is not known", async () => {
    const error = await assertThrows(
      body(200, wireSession("a", { state: "Teleporting" })),
      read,
      errors.UnknownValueError,
      "state",
    );
    assert.match(error.message, /state: "Teleporting" is not known here; a newer array may need a newer version/);
  });

  it("say when nothing listens, after three attempts", async () => {
    await withClient(
      () => undefined,
      async ({ server, array }) => {
        await server.stop();
        const error = await failureOf(read(array));
        assert.ok(error instanceof errors.UnreachableError);
        assert.match(
          error.message,
          /nothing listens .*ECONNREFUSED.*3 attempts; check the endpoint .powerstore-import:endpoint/,
        );
      },
    );
  });

  it("say how to trust the certificate's authority", async () => {
    await withClient(
      () => undefined,
      async ({ array }) => {
        const error = await failureOf(read(array));
        assert.ok(error instanceof errors.CertificateError && error instanceof errors.UnreachableError);
        assert.match(error.message, /certificate is not trusted.*powerstore-import:caFile or POWERSTORE_CA_FILE/);
      },
      { connection: { caCertificate: undefined } },
    );
  });
});
