/** What of the imports of a wave is known before an update is made: who uses their volumes need not wait for it. */

import { importSession } from "../../importSession/importSession";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { hasUnknown, UNKNOWN } from "../../operation/unknown";
import { memberOrigin, wishesOf } from "../inputs/member";
import type { MemberStatus, Members } from "../inputs/outputs";
import { lastingNames, memberNames } from "../inputs/outputs";

type Asking = Pick<OperationContext, "run" | "urn" | "nameOrigin" | "settings">;

/** The keys, and of those that are to stay the very sessions what lasts; nothing where the map itself is not known. */
export function lastingMembers(recorded: RawInputs, inputs: RawInputs, context: Asking): RawInputs {
  const { sessions } = inputs;
  if (typeof sessions !== "object" || sessions === null) return {};
  const members = (recorded.members ?? {}) as Members;
  const ahead = Object.keys(sessions).map((key) => {
    const { [key]: status = {} } = members;
    const wishes = wishesOf(inputs, key);
    const { urn } = memberOrigin(context, key);
    const object = { id: status.id ?? "", clusterId: recorded.clusterId as string | undefined };
    const isThere = status.id !== undefined && !context.run.isPlannedToReplace(urn, object);
    return [key, wishes && isThere && isKnown(wishes) ? lastingOf(status, wishes) : UNKNOWN];
  });
  return { members: Object.fromEntries(ahead) };
}

/** Whether nothing may turn out to be something else that makes the session anew. */
const isKnown = (wishes: RawInputs) => !importSession.replacing.some((name) => hasUnknown(wishes[name]));

function lastingOf(status: MemberStatus, { name = status.name }: RawInputs): RawInputs {
  const lasting: readonly string[] = ["id", ...(name === status.name ? ["name"] : []), ...lastingNames];
  return Object.fromEntries(
    memberNames.map((each) => [each, (lasting.includes(each) ? status[each] : undefined) ?? UNKNOWN]),
  );
}
