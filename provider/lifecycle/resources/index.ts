import { importSession } from "../importSession/importSession";
import type { ResourceDefinition, Resources } from "../operation/definition";

/** All resources there are, by the last part of their tokens. A new one is a line here and nothing in any surface. */
export const resources: Resources = listOf(importSession);

export function listOf(...definitions: readonly ResourceDefinition[]): Resources {
  return Object.fromEntries(definitions.map((definition) => [definition.name, definition]));
}
