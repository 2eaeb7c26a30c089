import type { ServerResponse } from "node:http";
import * as errors from "../../../provider/powerstore/http/powerStoreErrors";
import { arrayError, json } from "./scriptedServer";

export type Answer = (response: ServerResponse) => void;
export type ErrorClass = abstract new (...args: never) => Error;

const page: Answer = (response) => {
  response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>Sign in</title>");
};
const status =
  (code: number, body = ""): Answer =>
  (response) =>
    void response.writeHead(code).end(body);
export const refusal =
  (code: number, text = "Not now."): Answer =>
  (response) =>
    arrayError(response, code, text);
export const body =
  (code: number, value: unknown): Answer =>
  (response) =>
    json(response, code, value);
export const redirect: Answer = (response) => {
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
export const cases: readonly Case[] = [
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
    change: OutcomeUnknownError,
    reason: "a proxy's page must not look like gone, and may come from a way back that lost the answer",
  },
  {
    name: "404 without a body",
    answer: status(404),
    read: NotPowerStoreError,
    change: OutcomeUnknownError,
    reason: "nothing shows that the array said it",
  },
  {
    name: "404 with JSON of somebody else",
    answer: body(404, { detail: "Not Found" }),
    read: NotPowerStoreError,
    change: OutcomeUnknownError,
    reason: "another service's JSON must not look like gone",
  },
  {
    name: "404 with an empty list of messages",
    answer: body(404, { messages: [] }),
    read: NotPowerStoreError,
    change: OutcomeUnknownError,
    reason: "nothing shows that the array said it",
  },
  {
    name: "400 page",
    answer: status(400, "<html>Bad Request</html>"),
    read: NotPowerStoreError,
    change: OutcomeUnknownError,
    reason: "a page says nothing about what the array has seen",
  },
  {
    name: "403 page",
    answer: status(403, "<html>Forbidden</html>"),
    read: NotPowerStoreError,
    change: OutcomeUnknownError,
    reason: "what is in between forbids, the role's privileges are another matter",
  },
  {
    name: "redirect",
    answer: redirect,
    read: NotPowerStoreError,
    change: OutcomeUnknownError,
    reason: "whoever redirects the answer may have passed the request on",
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
