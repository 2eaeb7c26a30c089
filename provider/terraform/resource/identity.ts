import type { OperationContext, RawInputs } from "../../lifecycle/operation/handler";
import { hasUnknown, UNKNOWN } from "../../lifecycle/operation/unknown";
import type { ResourceSchema } from "../schema/resourceSchema";

/** Who a resource is in the account of a run and in generated names, where the engine tells no address [TERRAFORM addresses]. */
export type Identity = Pick<OperationContext, "urn" | "nameOrigin" | "nameStem">;

export type Origin = Pick<Identity, "nameOrigin" | "nameStem">;

const isText = (part: unknown): part is string => typeof part === "string";

const PLACE = "urn:pulumi:terraform::powerstore-import";

/**
 * What generated names are made from: for a session its remote system and source, for the others the name that they must be given. It is the same in each run
 * and configuration, so that a create which nobody recorded finds its session again; what two configurations both claim, the account and the array tell apart.
 * @param properties inputs, and what this surface adds to them
 */
export function originOf({ definition }: ResourceSchema, properties: RawInputs): Origin {
  const parts = definition.identity.map((name) => properties[name]);
  if (parts.length === 0) return {};
  if (parts.some(hasUnknown)) return { nameOrigin: UNKNOWN };
  if (!parts.every(isText)) return {};
  const stem = parts.at(-1);
  return {
    nameOrigin: `${PLACE}::powerstore-import:index:${definition.name}::${parts.map(escaped).join("/")}`,
    ...(stem !== undefined && { nameStem: stem }),
  };
}

/** A name may hold what stands between two: then theirs must not look like those of others. */
const escaped = (part: string): string => part.replace(/[%/]/g, encodeURIComponent);

/** Of a resource that has no object yet. */
export function identityToCreate(origin: Origin): Identity {
  return typeof origin.nameOrigin === "string" ? { ...origin, urn: origin.nameOrigin } : origin;
}

/**
 * Of one that is recorded: another one in the account than what a create of the same would be, so that a create before the delete does not take over what it
 * is to replace.
 */
export function recordedIdentity(schema: ResourceSchema, { nameOrigin, nameStem }: Origin, id: string): Identity {
  const base =
    typeof nameOrigin === "string" ? nameOrigin : `${PLACE}::powerstore-import:index:${schema.definition.name}::`;
  return { nameOrigin: base, ...(nameStem !== undefined && { nameStem }), urn: `${base}#${id}` };
}
