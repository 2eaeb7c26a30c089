import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import type { PowerStore } from "../../../provider/powerstore/contract";
import * as errors from "../../../provider/powerstore/errors";
import { failureOf, withClient } from "./client";
import { arrayError, json, loggedIn, wireSession } from "./scriptedServer";

type Answer = (response: ServerResponse) => void;
type ErrorClass = abstract new (...args: never) => Error;

const page: Answer = (response) => {
  response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>Sign in</title>");
};
const status =
  (code: number, body = ""): Answer =>
  (response) =>
    void response.writeHead(code).end(body);
const refusal =
  (code: number, text = "Not now."): Answer =>
  (response) =>
    arrayError(response, code, text);
const body =
  (code: number, value: unknown): Answer =>
  (response) =>
    json(response, code, value);
const redirect: Answer = (response) => {
  response.writeHead(302, { Location: "https://someone:topsecret@sso.example/login?ticket=topsecret" }).end();
};

type Case = {
  readonly name: string;
  readonly answer: Answer;
  readonly read: ErrorClass;
  readonly change: ErrorClass;
  readonly reason: string;
};

const { NotFoundError, NotPowerStoreError, OutcomeUnknownError, ReadFailedError, RefusedError, BusyError } = errors;

// The change is a pause: an action on an object, whose answer has no body.
const cases: readonly Case[] = [
  { name: "400", answer: refusal(400), read: RefusedError, change: RefusedError, reason: "refused before execution" },
  {
    name: "422",
    answer: refusal(422),
    read: RefusedError,
    change: RefusedError,
    reason: "which of 400 and 422 varies",
  },
  {
    name: "405",
    answer: refusal(405),
    read: RefusedError,
    change: RefusedError,
    reason: "any other 4xx of the array is a refusal",
  },
  {
    name: "404",
    answer: refusal(404, "Instance with id a was not found."),
    read: NotFoundError,
    change: NotFoundError,
    reason: "there is no such object",
  },
  {
    name: "404 of a wrong path",
    answer: refusal(404, "The REST endpoint [GET /api/rest/x] cannot be found."),
    read: NotPowerStoreError,
    change: NotPowerStoreError,
    reason: "a mistyped endpoint must not look like gone",
  },
  {
    name: "404 page",
    answer: status(404, "<html>Not Found</html>"),
    read: NotPowerStoreError,
    change: NotPowerStoreError,
    reason: "a proxy's page must not look like gone",
  },
  {
    name: "404 without a body",
    answer: status(404),
    read: NotPowerStoreError,
    change: NotPowerStoreError,
    reason: "nothing shows that the array said it",
  },
  {
    name: "404 with JSON of somebody else",
    answer: body(404, { detail: "Not Found" }),
    read: NotPowerStoreError,
    change: NotPowerStoreError,
    reason: "another service's JSON must not look like gone",
  },
  {
    name: "404 with an empty list of messages",
    answer: body(404, { messages: [] }),
    read: NotPowerStoreError,
    change: NotPowerStoreError,
    reason: "nothing shows that the array said it",
  },
  {
    name: "400 page",
    answer: status(400, "<html>Bad Request</html>"),
    read: NotPowerStoreError,
    change: NotPowerStoreError,
    reason: "a proxy refused it before the array saw it",
  },
  {
    name: "redirect",
    answer: redirect,
    read: NotPowerStoreError,
    change: NotPowerStoreError,
    reason: "whoever redirects has not carried it out",
  },
  {
    name: "500 of the array",
    answer: refusal(500),
    read: ReadFailedError,
    change: OutcomeUnknownError,
    reason: "an internal error may come after the work",
  },
  {
    name: "501 of the array",
    answer: refusal(501),
    read: RefusedError,
    change: RefusedError,
    reason: "an operation that does not exist changes nothing",
  },
  {
    name: "502",
    answer: status(502),
    read: ReadFailedError,
    change: OutcomeUnknownError,
    reason: "a gateway may have passed it on",
  },
  {
    name: "503 of the array",
    answer: refusal(503),
    read: BusyError,
    change: BusyError,
    reason: "the array says: wait and try again",
  },
  {
    name: "503 page",
    answer: status(503, "<html>Busy</html>"),
    read: BusyError,
    change: OutcomeUnknownError,
    reason: "a gateway may have passed it on",
  },
  {
    name: "504",
    answer: status(504),
    read: ReadFailedError,
    change: OutcomeUnknownError,
    reason: "a gateway has passed it on",
  },
  {
    name: "200 page",
    answer: page,
    read: NotPowerStoreError,
    change: OutcomeUnknownError,
    reason: "a page is no answer of an array",
  },
  {
    name: "200 with text",
    answer: status(200, "OK"),
    read: NotPowerStoreError,
    change: OutcomeUnknownError,
    reason: "text is no answer of an array",
  },
  {
    name: "200 with JSON that breaks off",
    answer: status(200, '{"id": "a", "na'),
    read: ReadFailedError,
    change: OutcomeUnknownError,
    reason: "the answer was lost on its way",
  },
  {
    name: "dropped connection",
    answer: (response) => void response.socket?.destroy(),
    read: ReadFailedError,
    change: OutcomeUnknownError,
    reason: "a change may be done",
  },
];

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
      NotPowerStoreError,
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
        assert.match(error.message, /nothing listens .*ECONNREFUSED.*3 attempts; check powerstore-import:endpoint/);
      },
    );
  });

  it("say how to trust the certificate's authority", async () => {
    await withClient(
      () => undefined,
      async ({ array }) => {
        const error = await failureOf(read(array));
        assert.ok(error instanceof errors.CertificateError && error instanceof errors.UnreachableError);
        assert.match(error.message, /authority that is not trusted.*powerstore-import:caFile or POWERSTORE_CA_FILE/);
      },
      { connection: { caCertificate: undefined } },
    );
  });
});
