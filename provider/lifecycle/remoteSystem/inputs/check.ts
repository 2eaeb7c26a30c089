import { checkInputs } from "../../operation/checkInputs";
import type { CheckContext, CheckResult, RawInputs } from "../../operation/handler";
import { withName } from "../../operation/names";
import { hasUnknown, UNKNOWN } from "../../operation/unknown";
import { inputShape } from "./inputs";
import { isFileOnly, rules } from "./rules";
import { needsOf } from "./sourceTypes";

const DEFAULT_PORT = 5443;

/** Validates inputs and fills in defaults and the name. Pure: nothing is sent, unknown values pass. */
export function checkRemoteSystem(
  recorded: RawInputs | undefined,
  given: RawInputs,
  context: Pick<CheckContext, "urn" | "settings">,
): CheckResult {
  const of = { name: "RemoteSystem", inputs: inputShape };
  return withName(checkInputs({ of, rules }, withDefaults(given), recorded), recorded, context);
}

/** What follows from other inputs; said in full, so that what is recorded is what was sent. */
function withDefaults(given: RawInputs): RawInputs {
  const connection = given.dataConnectionType ?? defaultConnection(given);
  const needsPort = given.type === "PowerMax_VMAX" && given.managementPort === undefined;
  return {
    ...given,
    ...(connection !== undefined && { dataConnectionType: connection }),
    ...(needsPort && { managementPort: DEFAULT_PORT }),
  };
}

function defaultConnection(given: RawInputs): unknown {
  if (given.iscsiAddresses !== undefined && given.iscsiAddresses !== null) return "iSCSI";
  if (given.fcTargets !== undefined && given.fcTargets !== null) return "FC";
  if (hasUnknown(given.type)) return UNKNOWN;
  const connections = needsOf(given.type)?.connections;
  return connections?.length === 1 && !isFileOnly(given) ? connections[0] : undefined;
}
