import { importHostSystem } from "../importHostSystem/importHostSystem";
import { importSession } from "../importSession/importSession";
import { importWait } from "../importWait/importWait";
import { importWave } from "../importWave/importWave";
import type { ResourceDefinition, Resources, Surface } from "../operation/definition";
import { remoteSystem } from "../remoteSystem/remoteSystem";
import { universalConsistencyGroup } from "../universalConsistencyGroup/universalConsistencyGroup";

/** All resources there are. A new one is a line here and nothing in any surface. */
const all = [importSession, importWave, remoteSystem, importHostSystem, universalConsistencyGroup, importWait];

/** Those of a surface, by the last part of their tokens. */
export const resourcesOf: Readonly<Record<Surface, Resources>> = {
  pulumi: listFor("pulumi"),
  terraform: listFor("terraform"),
};

/** Those of both surfaces of Pulumi, of the schema and of the SDKs. */
export const resources = resourcesOf.pulumi;

function listFor(surface: Surface): Resources {
  return listOf(...all.filter(({ surfaces }) => surfaces.includes(surface)));
}

export function listOf(...definitions: readonly ResourceDefinition[]): Resources {
  return Object.fromEntries(definitions.map((definition) => [definition.name, definition]));
}
