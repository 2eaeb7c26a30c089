import type { InvokeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { CheckFailure, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as z from "zod";
import { queryFunctions } from "../../lifecycle/functions";
import { booleanFromText } from "../../lifecycle/operation/checkInputs";
import type { QueryFunction } from "../../lifecycle/operation/queryFunction";
import { hasUnknown } from "../../lifecycle/operation/unknown";
import { PLUGIN_TYPE } from "../../surface/resourceType";
import type { Plugin } from "../plugin";
import { RequestError } from "../serviceErrors";
import { fromStruct } from "../values/fromStruct";
import { toStruct } from "../values/toStruct";

export async function invoke(plugin: Plugin, request: InvokeRequest): Promise<InvokeResponse> {
  const query = functionOf(request.getTok());
  const args = argumentsOf(query, request.getArgs());
  // Engines do not call with unknowns; an answer to one would be made up.
  if (args.kind === "unknown") throw new RequestError(`calling ${request.getTok()}: an argument is not known yet.`);
  if (args.kind === "wrong") {
    const failures = args.failures.map(({ property, reason }) =>
      new CheckFailure().setProperty(property).setReason(reason),
    );
    return new InvokeResponse().setFailuresList(failures);
  }
  const answer = await plugin.run.ask(plugin, (array, signal) => query.run(args.values, array, signal));
  return new InvokeResponse().setReturn(toStruct(answer));
}

function functionOf(token: string): QueryFunction {
  const name = token.startsWith(PLUGIN_TYPE) ? token.slice(PLUGIN_TYPE.length) : "";
  if (Object.hasOwn(queryFunctions, name)) return queryFunctions[name as keyof typeof queryFunctions];
  const known = Object.keys(queryFunctions).map((each) => PLUGIN_TYPE + each);
  throw new RequestError(
    `there is no function ${token} in this version of powerstore-import; there are ${known.join(", ")}.`,
  );
}

/** What a query was asked with: checked, with its defaults; or what is wrong; or not known before something else is. */
export type Arguments =
  | { readonly kind: "known"; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: "unknown" }
  | { readonly kind: "wrong"; readonly failures: readonly { readonly property: string; readonly reason: string }[] };

export function argumentsOf({ inputs }: QueryFunction, sent: Struct | undefined): Arguments {
  const { values } = fromStruct(sent);
  if (hasUnknown(values)) return { kind: "unknown" };
  const given = Object.entries(values).map(([name, value]) => [name, booleanFromText(inputs[name], value)]);
  const parsed = z.strictObject(inputs).safeParse(Object.fromEntries(given));
  if (parsed.success) return { kind: "known", values: parsed.data };
  return { kind: "wrong", failures: parsed.error.issues.map(toFailure) };
}

function toFailure(issue: z.core.$ZodIssue) {
  const names = issue.code === "unrecognized_keys" ? issue.keys : issue.path;
  const reason = issue.code === "unrecognized_keys" ? "is not an argument of this function" : issue.message;
  return { property: names.map(String).join("."), reason };
}
