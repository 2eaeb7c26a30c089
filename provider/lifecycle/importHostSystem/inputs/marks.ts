import { comparableName } from "../../../powerstore/http/endpoint";
import type { Wish } from "../../engineRun/facts";
import type { RawInputs } from "../../operation/handler";
import { hasUnknown } from "../../operation/unknown";

/** By what a host system is found: its id, and the address of its agent. Prefixed: other resources have ids, too. */

const idMark = (id: string) => `import_host_system:id:${id}`;
export const addressMark = (address: string) => `import_host_system:agent:${comparableName(address)}`;

const known = (value: unknown): value is string => typeof value === "string" && !hasUnknown(value);

export const wishOf = ({ agentAddress, adoptImportHostSystemId: adopted }: RawInputs): Wish => ({
  exact: [...(known(agentAddress) ? [addressMark(agentAddress)] : []), ...(known(adopted) ? [idMark(adopted)] : [])],
  likely: [],
});

export const marksOf = (id: string, { agentAddress }: RawInputs): readonly string[] => [
  idMark(id),
  ...(known(agentAddress) ? [addressMark(agentAddress)] : []),
];
