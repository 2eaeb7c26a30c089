/** Which resource of the list a request of the engine is about. */

import type { ResourceDefinition, Resources } from "../../lifecycle/operation/definition";
import { PLUGIN_TYPE, resourceOfType, typeInUrn } from "../../surface/resourceType";
import { RequestError } from "../serviceErrors";

type Listing = { readonly resources: Resources };

/** The resource that a request is about. Old engines send no type of its own, but every URN holds it. */
export function resourceOf(listing: Listing, request: { getType(): string; getUrn(): string }): ResourceDefinition {
  return namedResource(listing, request.getType() || typeInUrn(request.getUrn()));
}

export function namedResource({ resources }: Listing, type: string): ResourceDefinition {
  const known = resourceOfType(resources, type, PLUGIN_TYPE);
  if (known) return known;
  const types = Object.keys(resources).map((name) => PLUGIN_TYPE + name);
  const wrong = type ? `there is no resource type ${type}` : "the request names no resource type";
  throw new RequestError(`${wrong} in this version of powerstore-import; there is ${types.join(", ")}.`);
}
