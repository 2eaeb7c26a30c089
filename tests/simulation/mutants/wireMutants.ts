import { Metadata } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Value } from "google-protobuf/google/protobuf/struct_pb";
import type { History, Step } from "../history";
import { plainProgram } from "../program";
import type { Call, Method, Request, Response } from "../surfaces/call";
import type { Mutant } from "./mutant";

/** A wire on which each request, or each answer, is tampered with before it gets there. */
const tamper =
  (tampering: { request?(request: unknown): void; response?(response: unknown): void; error?(error: unknown): void }) =>
  (call: Call): Call =>
  async <Name extends Method>(name: Name, request: Request<Name>): Promise<Response<Name>> => {
    tampering.request?.(request);
    try {
      const response = await call(name, request);
      tampering.response?.(response);
      return response;
    } catch (error) {
      tampering.error?.(error);
      throw error;
    }
  };

/** An up that waits for the end of a copy, with something to cut it short. */
const cutShort = (what: Partial<Extract<Step, { step: "up" }>>): History => ({
  program: { ...plainProgram, waitFor: "Ready_For_Cutover" },
  steps: [{ step: "up", replace: false, incidents: [], ...what }],
});

/** One thing lost or changed between the engine and the lifecycle in each. */
export const wireMutants: readonly Mutant[] = [
  {
    name: "is told no time to end in",
    caughtBy: ["sameStory"],
    example: cutShort({ timeoutSeconds: 20 }),
    surface: "plugin",
    mutation: {
      call: tamper({
        request(request) {
          if (request instanceof proto.CreateRequest || request instanceof proto.UpdateRequest) request.setTimeout(0);
        },
      }),
    },
  },
  {
    name: "never hears of Ctrl-C",
    caughtBy: ["sameStory"],
    example: cutShort({ incidents: [{ at: 6, times: 1, effect: { stop: true } }] }),
    surface: "plugin",
    mutation: {
      call: (call) => async (name, request) => (name === "cancel" ? (new Empty() as never) : call(name, request)),
    },
  },
  {
    name: "answers errors without their details",
    caughtBy: ["idKept"],
    surface: "plugin",
    mutation: {
      call: tamper({
        error: (error) => void Object.assign(Object(error), { metadata: new Metadata() }),
      }),
    },
  },
  {
    name: "answers what was a secret in clear text",
    caughtBy: ["soundAnswers"],
    surface: "plugin",
    mutation: {
      call: tamper({
        response(response) {
          if (!(response instanceof proto.CreateResponse)) return;
          const fields = response.getProperties()?.getFieldsMap();
          if (fields?.has("description")) fields.set("description", new Value().setStringValue("one"));
        },
      }),
    },
  },
  {
    name: "calls a replacement an update in the detailed diff",
    caughtBy: ["soundAnswers"],
    surface: "plugin",
    mutation: {
      call: tamper({
        response(response) {
          if (!(response instanceof proto.DiffResponse)) return;
          response.getDetaileddiffMap().forEach((detail) => void detail.setKind(proto.PropertyDiff.Kind.UPDATE));
        },
      }),
    },
  },
  {
    name: "says in a preview that nothing will move",
    caughtBy: ["soundAnswers"],
    surface: "plugin",
    mutation: {
      call: (call) => async (name, request) => {
        const response = await call(name, request);
        if (request instanceof proto.UpdateRequest && request.getPreview() && response instanceof proto.UpdateResponse)
          response.setProperties(request.getOlds());
        return response;
      },
    },
  },
];
