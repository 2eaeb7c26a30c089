/** By what a session is found: its id, its name, and the source that can be in one session only. */

import { comparableName } from "../../../powerstore/http/endpoint";
import { isKnownText } from "../../arrayObject/marks";
import type { Wish } from "../../engineRun/facts";
import type { RawInputs } from "../../operation/handler";
import { nameIn } from "../../operation/reference";

const idMark = (id: string) => `id:${id}`;
export const nameMark = (name: string) => `name:${comparableName(name)}`;

/** Whatever its remote system is called: by its id, by a name, or by another id since it was made anew. */
const sourceMarks = ({ sourceResourceId }: RawInputs) =>
  isKnownText(sourceResourceId) ? [`source:${sourceResourceId}`] : [];

/** What a resource with these inputs wants. */
export function wishOf({ name, sourceResourceId, adoptSessionId }: RawInputs): Wish {
  const adopted = isKnownText(adoptSessionId) ? [referenceMark(adoptSessionId)] : [];
  return {
    exact: [...(isKnownText(name) ? [nameMark(name)] : []), ...adopted],
    likely: sourceMarks({ sourceResourceId }),
    sole: sourceMarks({ sourceResourceId }),
  };
}

function referenceMark(reference: string): string {
  const name = nameIn(reference);
  return name === undefined ? idMark(reference) : nameMark(name);
}

/** What the session of this id and recorded state bears. */
export function marksOf(id: string, { name, sourceResourceId }: RawInputs): readonly string[] {
  return [idMark(id), ...(isKnownText(name) ? [nameMark(name)] : []), ...sourceMarks({ sourceResourceId })];
}
