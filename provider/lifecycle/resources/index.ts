import { importHostSystem } from "../importHostSystem/importHostSystem";
import { importSession } from "../importSession/importSession";
import { importWave } from "../importWave/importWave";
import type { ResourceDefinition, Resources } from "../operation/definition";
import { remoteSystem } from "../remoteSystem/remoteSystem";
import { universalConsistencyGroup } from "../universalConsistencyGroup/universalConsistencyGroup";

/** All resources there are, by the last part of their tokens. A new one is a line here and nothing in any surface. */
export const resources: Resources = listOf(
  importSession,
  importWave,
  remoteSystem,
  importHostSystem,
  universalConsistencyGroup,
);

export function listOf(...definitions: readonly ResourceDefinition[]): Resources {
  return Object.fromEntries(definitions.map((definition) => [definition.name, definition]));
}
