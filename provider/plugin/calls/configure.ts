import type { CheckRequest, ConfigureRequest, DiffRequest } from "@pulumi/pulumi/proto/provider_pb";
import { CheckFailure, CheckResponse, ConfigureResponse, DiffResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ConfigurationError } from "../../lifecycle/operation/lifecycleErrors";
import { checkSettings } from "../../lifecycle/settings/checkSettings";
import { resolveConnection } from "../../lifecycle/settings/config";
import { isDefaultProvider } from "../../lifecycle/settings/environment";
import type { Settings } from "../../lifecycle/settings/settings";
import {
  changedSettings,
  currentSettings,
  misnamedProvider,
  placeOf,
  secretSettings,
  settingsOf,
  unknownArguments,
} from "../configuration";
import type { Plugin } from "../plugin";
import { missingKeysError } from "../serviceErrors";
import { fromStruct } from "../values/fromStruct";
import { toStruct } from "../values/toStruct";
import { abilities } from "./handshake";

/**
 * Wrong and unknown settings are failures of their own properties. The password goes back as a secret even if it came as plain text; nothing is filled in from the
 * environment, which would end in the state.
 */
export async function checkConfig({ options }: Plugin, request: CheckRequest): Promise<CheckResponse> {
  const { values, secrets } = fromStruct(request.getNews());
  const { arrays, ...inputs } = values;
  const settings = settingsOf(values);
  const urn = request.getUrn();
  const wrong = [
    ...checkSettings(settings),
    ...unknownArguments(Object.keys(values), urn),
    ...misnamedProvider(urn, settings, options.environment),
  ];
  const failures = wrong.map(({ property, reason }) => new CheckFailure().setProperty(property).setReason(reason));
  return new CheckResponse()
    .setInputs(toStruct(inputs, new Set([...secrets, ...secretSettings])))
    .setFailuresList(failures);
}

export async function diffConfig(_: Plugin, request: DiffRequest): Promise<DiffResponse> {
  const changed = changedSettings(fromStruct(request.getOlds()).values, fromStruct(request.getNews()).values);
  return new DiffResponse()
    .setChanges(changed.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE)
    .setDiffsList([...changed]);
}

/** Finds out what is missing before any resource is touched. Nothing is sent: the first real request logs in. */
export async function configure(plugin: Plugin, request: ConfigureRequest): Promise<ConfigureResponse> {
  const urn = request.getUrn();
  const isDefault = isDefaultProvider(urn);
  const given = settingsOf(fromStruct(request.getArgs()).values);
  const settings = isDefault ? withCurrent(given, currentSettings(plugin.options.environment)) : given;
  const place = placeOf(urn);
  try {
    const { endpoint } = resolveConnection(settings, plugin.options.environment, place);
    plugin.begin({ settings, place, ...(urn === "" ? {} : { urn }) }, endpoint);
  } catch (error) {
    // For the arguments of an explicit provider, "pulumi config set" would be wrong advice.
    if (error instanceof ConfigurationError && error.missingKeys.length > 0 && isDefault) throw missingKeysError(error);
    throw error;
  }
  return new ConfigureResponse()
    .setAcceptsecrets(abilities.secrets)
    .setAcceptresources(abilities.resources)
    .setAcceptoutputs(abilities.outputs)
    .setSupportspreview(true)
    .setSupportsAutonamingConfiguration(abilities.autonaming);
}

/**
 * A current configuration that names the array is all there is: what was recorded beside it and taken out since, such as a force flag or a
 * certificate, must not come back. One that does not (another checkout, everything in the environment) only adds to what was recorded.
 */
function withCurrent(recorded: Settings, current: Settings): Settings {
  return current.endpoint === undefined ? { ...recorded, ...current } : current;
}
