import * as z from "zod";
import type { SourceType } from "../../powerstore/api/sourceKinds";
import { sourceTypes } from "../../powerstore/api/sourceKinds";
import { comparableName } from "../../powerstore/http/endpoint";
import type { ArrayAccess } from "../operation/handler";
import { withoutUndefined } from "../operation/jsonValues";
import { ReferenceNotFoundError } from "../operation/lifecycleErrors";
import { queryFunction } from "../operation/queryFunction";
import { judgeCriteria } from "./criteria";
import { ownedBy } from "./owner";

const inputs = {
  remoteSystemId: z
    .string("must be a string")
    .optional()
    .describe("Only sources on this remote system: an id, or name:<name>. All remote systems if not given."),
  name: z
    .string("must be a string")
    .optional()
    .describe("Only those with this name on the source; case does not matter."),
  onlyImportable: z
    .boolean("must be true or false")
    .default(false)
    .describe("Whether to leave out what cannot be imported now."),
};

const groupShape = {
  id: z.string().describe("What ImportSession takes as sourceResourceId."),
  name: z.string().optional().describe("Name on the source array; universal volumes may have none."),
  sourceType: z.string().describe("Type of the source array, as in its remote system: Unity, PowerMax_VMAX, ..."),
  importableCriteria: z.string().optional().describe("What the array says of it, such as Ready or Host_Not_Added."),
  isImportable: z.boolean().describe("Whether an import can be started now."),
  reason: z.string().optional().describe("Why it cannot be imported, in words."),
} as const;

const volumeShape = {
  ...groupShape,
  sizeBytes: z.number().optional().describe("Size in bytes."),
  wwn: z.string().optional().describe("World wide name."),
} as const;

export const getImportableVolumes = queryFunction({
  description: "The volumes that the array has discovered on its source arrays, and whether each can be imported.",
  inputs,
  outputs: {
    volumes: z
      .array(z.object(volumeShape).meta({ title: "ImportableVolume" }))
      .describe("The volumes, by type of source and id."),
  },
  run: async ({ remoteSystemId, name, onlyImportable }, array, signal) => {
    const { sources } = array.powerStore;
    const volumes = await collect(remoteSystemId, array, signal, (type) => sources.listSourceVolumes(type, { signal }));
    const shown = volumes.map(({ size, wwn, type, ...source }) =>
      withoutUndefined({ ...describe(source, type), sizeBytes: size, wwn }),
    );
    return { volumes: shown.filter(isAskedFor(name, onlyImportable)) };
  },
});

export const getImportableGroups = queryFunction({
  description:
    "The consistency and storage groups that the array has discovered, and whether each can be imported as one.",
  inputs,
  outputs: {
    groups: z
      .array(z.object(groupShape).meta({ title: "ImportableGroup" }))
      .describe("The groups, by type of source and id."),
  },
  run: async ({ remoteSystemId, name, onlyImportable }, array, signal) => {
    const { sources } = array.powerStore;
    const groups = await collect(remoteSystemId, array, signal, (type) => sources.listSourceGroups(type, { signal }));
    const shown = groups.map(({ type, ...source }) => withoutUndefined(describe(source, type)));
    return { groups: shown.filter(isAskedFor(name, onlyImportable)) };
  },
});

function isAskedFor(name: string | undefined, onlyImportable: boolean) {
  return (found: { readonly name?: string | undefined; readonly isImportable: boolean }) =>
    (found.isImportable || !onlyImportable) &&
    (name === undefined || (found.name !== undefined && comparableName(found.name) === comparableName(name)));
}

/** The rows of one remote system, or of all types of source. */
async function collect<Row extends { readonly ownerId?: string | undefined }>(
  reference: string | undefined,
  array: ArrayAccess,
  signal: AbortSignal,
  list: (type: SourceType) => Promise<readonly Row[]>,
): Promise<readonly (Row & { readonly type: SourceType })[]> {
  const of = async (type: SourceType) => (await list(type)).map((row) => ({ ...row, type }));
  if (reference === undefined) return (await Promise.all(sourceTypes.map(of))).flat();
  const { sources, endpoint } = array.powerStore;
  const id = await array.resolve("remote_system", reference, signal);
  const type = await sources.getRemoteSystemType(id, { signal });
  if (type === undefined)
    throw new ReferenceNotFoundError(`reading remote system (${id}): there is none on ${endpoint}.`);
  const known = sourceTypes.find((each) => each === type);
  return known === undefined ? [] : ownedBy(id, known, await of(known), sources, { signal });
}

type Source = {
  readonly id: string;
  readonly name?: string | undefined;
  readonly importableCriteria?: string | undefined;
};

function describe(source: Source, sourceType: SourceType) {
  const { id, name, importableCriteria = "Undetermined" } = source;
  const { isImportable, reason } = judgeCriteria(importableCriteria);
  return { id, name, sourceType, importableCriteria, isImportable, reason };
}
