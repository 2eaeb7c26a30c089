/** By what a session is found: its id, its name, and the source that can be in one session only. */

import { comparableName } from "../../../powerstore/http/endpoint";
import { isKnownText } from "../../arrayObject/marks";
import type { Wish } from "../../engineRun/facts";
import type { RawInputs } from "../../operation/handler";
import { nameIn } from "../../operation/reference";

const idMark = (id: string) => `id:${id}`;
export const nameMark = (name: string) => `name:${comparableName(name)}`;
const sourceMark = (id: string) => `source:${id}`;

const importMarks = ({ remoteSystemId, sourceResourceId }: RawInputs) =>
  isKnownText(remoteSystemId) && isKnownText(sourceResourceId) ? [`import:${remoteSystemId}/${sourceResourceId}`] : [];

/** What a resource with these inputs wants. */
export function wishOf({ name, remoteSystemId, sourceResourceId, adoptSessionId }: RawInputs): Wish {
  const adopted = isKnownText(adoptSessionId) ? [referenceMark(adoptSessionId)] : [];
  return {
    exact: [...(isKnownText(name) ? [nameMark(name)] : []), ...adopted],
    likely: isKnownText(sourceResourceId) ? [sourceMark(sourceResourceId)] : [],
    sole: importMarks({ remoteSystemId, sourceResourceId }),
  };
}

function referenceMark(reference: string): string {
  const name = nameIn(reference);
  return name === undefined ? idMark(reference) : nameMark(name);
}

/** What the session of this id and recorded state bears. */
export function marksOf(id: string, { name, remoteSystemId, sourceResourceId }: RawInputs): readonly string[] {
  return [
    idMark(id),
    ...(isKnownText(name) ? [nameMark(name)] : []),
    ...(isKnownText(sourceResourceId) ? [sourceMark(sourceResourceId)] : []),
    ...importMarks({ remoteSystemId, sourceResourceId }),
  ];
}
