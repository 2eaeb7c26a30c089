import type { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import { CheckFailure, CheckRequest as CheckRequestMessage, CheckResponse } from "@pulumi/pulumi/proto/provider_pb";
import { withoutDynamicOnly } from "../../lifecycle/importSession/inputs/dynamicOnly";
import type { NamingRule } from "../../lifecycle/operation/autonaming";
import { applyNamingRule } from "../../lifecycle/operation/autonaming";
import type { Plugin } from "../plugin";
import { fromStruct } from "../values/fromStruct";
import { toStruct } from "../values/toStruct";
import { assertImportSession } from "./resourceType";

export async function check(plugin: Plugin, request: CheckRequest): Promise<CheckResponse> {
  assertImportSession(request);
  const { run, handler } = plugin;
  const olds = fromStruct(request.getOlds()).values;
  const { values, secrets } = fromStruct(request.getNews());
  const recorded = Object.keys(olds).length > 0 ? olds : undefined;
  const given = withoutDynamicOnly(values);
  const named = applyNamingRule(recorded, given.inputs, namingRule(request));
  const urn = request.getUrn();
  const checked = handler.check(recorded, named.inputs, {
    run: run.engineRun,
    settings: run.runSettings,
    ...(urn === "" ? {} : { urn }),
  });
  const failures = [...given.failures, ...named.failures, ...checked.failures].map(({ property, reason }) =>
    new CheckFailure().setProperty(property).setReason(reason),
  );
  return new CheckResponse().setInputs(toStruct(checked.inputs, secrets)).setFailuresList(failures);
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
