import type { InvokeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { CheckFailure, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import * as z from "zod";
import { booleanFromText } from "../../lifecycle/booleanText";
import { queryFunctions } from "../../lifecycle/functions";
import type { QueryFunction } from "../../lifecycle/functions/queryFunction";
import { hasUnknown } from "../../lifecycle/unknown";
import { RequestError } from "../errors";
import type { Plugin } from "../plugin";
import { fromStruct } from "../values/fromStruct";
import { toStruct } from "../values/toStruct";

const PREFIX = "powerstore-import:index:";

export async function invoke(plugin: Plugin, request: InvokeRequest): Promise<InvokeResponse> {
  const query = functionOf(request.getTok());
  const { values } = fromStruct(request.getArgs());
  // Engines do not call with unknowns; an answer to one would be made up.
  if (hasUnknown(values)) throw new RequestError(`calling ${request.getTok()}: an argument is not known yet.`);
  const given = Object.entries(values).map(([name, value]) => [name, booleanFromText(query.inputs[name], value)]);
  const parsed = z.strictObject(query.inputs).safeParse(Object.fromEntries(given));
  if (!parsed.success) return new InvokeResponse().setFailuresList(parsed.error.issues.map(toFailure));
  const answer = await plugin.run.ask(plugin, (array, signal) => query.run(parsed.data, array, signal));
  return new InvokeResponse().setReturn(toStruct(answer));
}

function functionOf(token: string): QueryFunction {
  const name = token.startsWith(PREFIX) ? token.slice(PREFIX.length) : "";
  if (Object.hasOwn(queryFunctions, name)) return queryFunctions[name as keyof typeof queryFunctions];
  const known = Object.keys(queryFunctions).map((each) => PREFIX + each);
  throw new RequestError(
    `there is no function ${token} in this version of powerstore-import; there are ${known.join(", ")}.`,
  );
}

function toFailure(issue: z.core.$ZodIssue): CheckFailure {
  const names = issue.code === "unrecognized_keys" ? issue.keys : issue.path;
  const reason = issue.code === "unrecognized_keys" ? "is not an argument of this function" : issue.message;
  return new CheckFailure().setProperty(names.map(String).join(".")).setReason(reason);
}
