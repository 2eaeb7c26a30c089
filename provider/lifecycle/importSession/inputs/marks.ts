import { comparableName } from "../../../powerstore/http/endpoint";
import type { Wish } from "../../engineRun/facts";
import type { RawInputs } from "../../operation/handler";
import { hasUnknown } from "../../operation/unknown";

/** By what a session is found: its id, its name, and the source that can be in one session only. */

const PREFIX = "name:";

const idMark = (id: string) => `id:${id}`;
export const nameMark = (name: string) => `name:${comparableName(name)}`;
const sourceMark = (id: string) => `source:${id}`;

const importMarks = ({ remoteSystemId, sourceResourceId }: RawInputs) =>
  known(remoteSystemId) && known(sourceResourceId) ? [`import:${remoteSystemId}/${sourceResourceId}`] : [];

const known = (value: unknown): value is string => typeof value === "string" && !hasUnknown(value);

/** What a resource with these inputs wants. */
export function wishOf({ name, remoteSystemId, sourceResourceId, adoptSessionId }: RawInputs): Wish {
  const adopted = known(adoptSessionId) ? [referenceMark(adoptSessionId)] : [];
  return {
    exact: [...(known(name) ? [nameMark(name)] : []), ...adopted],
    likely: known(sourceResourceId) ? [sourceMark(sourceResourceId)] : [],
    sole: importMarks({ remoteSystemId, sourceResourceId }),
  };
}

const referenceMark = (reference: string) =>
  reference.startsWith(PREFIX) ? nameMark(reference.slice(PREFIX.length)) : idMark(reference);

/** What the session of this id and recorded state bears. */
export function marksOf(id: string, { name, remoteSystemId, sourceResourceId }: RawInputs): readonly string[] {
  return [
    idMark(id),
    ...(known(name) ? [nameMark(name)] : []),
    ...(known(sourceResourceId) ? [sourceMark(sourceResourceId)] : []),
    ...importMarks({ remoteSystemId, sourceResourceId }),
  ];
}
