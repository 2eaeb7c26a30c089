import type { ArrayAccess, RawInputs } from "../handler";
import type { InputName } from "./inputs";
import type { ImportSessionOutputs } from "./outputs";

const collections = {
  remoteSystemId: "remote_system",
  volumeGroupId: "volume_group",
  protectionPolicyId: "policy",
} as const;

/** Whether another spelling or an outdated record is all that differs: compared with what the array shows now. */
export async function meansTheSame(
  name: InputName,
  recorded: Partial<ImportSessionOutputs>,
  inputs: RawInputs,
  session: Readonly<Record<string, unknown>>,
  array: ArrayAccess,
): Promise<boolean> {
  const wanted = inputs[name];
  if (name === "remoteSystemId" || name === "volumeGroupId" || name === "protectionPolicyId") {
    if (typeof wanted !== "string") return session[name] === undefined;
    return (await array.resolve(collections[name], wanted)) === session[name];
  }
  if (name === "hostIds" || name === "hostGroupIds") {
    const collection = name === "hostIds" ? "host" : "host_group";
    const ids = async (list: unknown) =>
      new Set(
        await Promise.all(
          (Array.isArray(list) ? (list as string[]) : []).map((entry) => array.resolve(collection, entry)),
        ),
      );
    const [one, other] = [await ids(recorded[name]), await ids(wanted)];
    return one.size === other.size && [...one].every((entry) => other.has(entry));
  }
  if (name === "consistencyGroupMembers") return false;
  return session[name] === wanted;
}
