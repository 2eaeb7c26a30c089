import type { InvokeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { CheckFailure, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { queryFunctions } from "../../lifecycle/functions";
import type { QueryFunction } from "../../lifecycle/operation/queryFunction";
import { PLUGIN_TYPE } from "../../surface/resourceType";
import type { Plugin } from "../plugin";
import { RequestError } from "../serviceErrors";
import { toStruct } from "../values/toStruct";
import { argumentsOf } from "./arguments";

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
