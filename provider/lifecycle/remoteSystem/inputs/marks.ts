import { comparableName } from "../../../powerstore/http/endpoint";
import type { Wish } from "../../engineRun/facts";
import type { RawInputs } from "../../operation/handler";
import { hasUnknown } from "../../operation/unknown";

/** By what a remote system is found: its id, its name, and the box that it leads to, which can have only one. Prefixed: other resources have names, too. */

const NAME_PREFIX = "name:";

const idMark = (id: string) => `remote_system:id:${id}`;
export const nameMark = (name: string) => `remote_system:name:${comparableName(name)}`;

const known = (value: unknown): value is string => typeof value === "string" && !hasUnknown(value);

/** The box; undefined as long as type and address are not known. A VNX may be there for its files alone. */
export function boxMark({ type, managementAddress, fileConnectionAddress }: RawInputs): string | undefined {
  const address = managementAddress ?? fileConnectionAddress;
  return known(type) && known(address) ? `remote_system:box:${type}/${comparableName(address)}` : undefined;
}

export function wishOf(inputs: RawInputs): Wish {
  const { name, adoptRemoteSystemId: adopted } = inputs;
  const reference = known(adopted) ? [referenceMark(adopted)] : [];
  const box = boxMark(inputs);
  return {
    exact: [...(known(name) ? [nameMark(name)] : []), ...reference],
    likely: box === undefined ? [] : [box],
  };
}

const referenceMark = (reference: string) =>
  reference.startsWith(NAME_PREFIX) ? nameMark(reference.slice(NAME_PREFIX.length)) : idMark(reference);

export function marksOf(id: string, recorded: RawInputs): readonly string[] {
  const box = boxMark(recorded);
  return [idMark(id), ...(known(recorded.name) ? [nameMark(recorded.name)] : []), ...(box === undefined ? [] : [box])];
}
