import { comparableName } from "../../../powerstore/http/endpoint";
import { isKnownText, marksIn } from "../../arrayObject/marks";
import type { Wish } from "../../engineRun/facts";
import type { RawInputs } from "../../operation/handler";

/** By what a remote system is found: its id, its name, and the box that it leads to, which can have only one. Prefixed: other resources have names, too. */

const { id: idMark, name: nameMark, reference: referenceMark } = marksIn("remote_system");

export { nameMark };

/** The box; undefined as long as type and address are not known. A VNX may be there for its files alone. */
export function boxMark({ type, managementAddress, fileConnectionAddress }: RawInputs): string | undefined {
  const address = managementAddress ?? fileConnectionAddress;
  return isKnownText(type) && isKnownText(address) ? `remote_system:box:${type}/${comparableName(address)}` : undefined;
}

export function wishOf(inputs: RawInputs): Wish {
  const { name, adoptRemoteSystemId: adopted } = inputs;
  const reference = isKnownText(adopted) ? [referenceMark(adopted)] : [];
  const box = boxMark(inputs);
  return {
    exact: [...(isKnownText(name) ? [nameMark(name)] : []), ...reference],
    likely: box === undefined ? [] : [box],
  };
}

export function marksOf(id: string, recorded: RawInputs): readonly string[] {
  const box = boxMark(recorded);
  return [
    idMark(id),
    ...(isKnownText(recorded.name) ? [nameMark(recorded.name)] : []),
    ...(box === undefined ? [] : [box]),
  ];
}
