import { comparableName } from "../../powerstore/http/endpoint";
import { nameIn } from "../operation/reference";
import { hasUnknown } from "../operation/unknown";

/** By what an object of a collection is found in the account of a run. Prefixed: others have ids and names, too. */
export const marksIn = (prefix: string) => {
  const id = (value: string) => `${prefix}:id:${value}`;
  const name = (value: string) => `${prefix}:name:${comparableName(value)}`;
  return {
    id,
    name,
    /** Of what an input names by its id, or as `name:<name>`. */
    reference: (reference: string) => {
      const named = nameIn(reference);
      return named === undefined ? id(reference) : name(named);
    },
  };
};

export const isKnownText = (value: unknown): value is string => typeof value === "string" && !hasUnknown(value);
