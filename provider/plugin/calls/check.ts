import { isDeepStrictEqual } from "node:util";
import type { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import { CheckFailure, CheckRequest as CheckRequestMessage, CheckResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { NamingRule } from "../../lifecycle/operation/autonaming";
import { applyNamingRule } from "../../lifecycle/operation/autonaming";
import { withoutDynamicOnly } from "../../lifecycle/operation/definition";
import type { Plugin } from "../plugin";
import { fromStruct } from "../values/fromStruct";
import { toStruct } from "../values/toStruct";
import { resourceOf } from "./requestedResource";

export async function check(plugin: Plugin, request: CheckRequest): Promise<CheckResponse> {
  const definition = resourceOf(plugin, request);
  const { run } = plugin;
  const olds = fromStruct(request.getOlds());
  const { values, secrets } = fromStruct(request.getNews());
  const recorded = Object.keys(olds.values).length > 0 ? olds.values : undefined;
  const given = withoutDynamicOnly(definition, values);
  const rule = Object.hasOwn(definition.inputs, "name") ? namingRule(request) : undefined;
  const named = applyNamingRule(recorded, given.inputs, rule);
  const urn = request.getUrn();
  const checked = definition.handler.check(recorded, named.inputs, {
    run: run.engineRun,
    settings: run.runSettings,
    ...(urn === "" ? {} : { urn }),
  });
  const failures = [...given.failures, ...named.failures, ...checked.failures].map(({ property, reason }) =>
    new CheckFailure().setProperty(property).setReason(reason),
  );
  // What the program gives no more, such as a name, is filled in from the record: as secret as it is there.
  const isFilledIn = (name: string) =>
    !Object.hasOwn(values, name) && isDeepStrictEqual(checked.inputs[name], olds.values[name]);
  const kept = [...olds.secrets].filter(isFilledIn);
  return new CheckResponse()
    .setInputs(toStruct(checked.inputs, new Set([...secrets, ...definition.secrets, ...kept])))
    .setFailuresList(failures);
}

function namingRule(request: CheckRequest): NamingRule | undefined {
  const options = request.getAutonaming();
  if (!options) return undefined;
  const { Mode } = CheckRequestMessage.AutonamingOptions;
  if (options.getMode() === Mode.DISABLE) return { mode: "disable" };
  return {
    mode: options.getMode() === Mode.ENFORCE ? "enforce" : "propose",
    proposedName: options.getProposedName(),
  };
}
