import { comparableName } from "../../../powerstore/http/endpoint";
import type { Wish } from "../../engineRun/facts";
import type { RawInputs } from "../../operation/handler";
import { hasUnknown } from "../../operation/unknown";

/** By what a group is found: its id and its name. Prefixed: other resources have names, too. */

const NAME_PREFIX = "name:";

const idMark = (id: string) => `universal_group:id:${id}`;
export const nameMark = (name: string) => `universal_group:name:${comparableName(name)}`;

const known = (value: unknown): value is string => typeof value === "string" && !hasUnknown(value);

export function wishOf({ name, adoptGroupId: adopted }: RawInputs): Wish {
  const reference = known(adopted) ? [referenceMark(adopted)] : [];
  return { exact: [...(known(name) ? [nameMark(name)] : []), ...reference], likely: [] };
}

const referenceMark = (reference: string) =>
  reference.startsWith(NAME_PREFIX) ? nameMark(reference.slice(NAME_PREFIX.length)) : idMark(reference);

export const marksOf = (id: string, { name }: RawInputs): readonly string[] => [
  idMark(id),
  ...(known(name) ? [nameMark(name)] : []),
];
