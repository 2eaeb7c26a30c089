import { comparableName } from "../../../powerstore/http/endpoint";
import { OutcomeUnknownError } from "../../../powerstore/http/powerStoreErrors";
import { firstToName, type VolumeNames } from "../../arrayObject/volumeNames";
import { changeOptions } from "../../operation/customTimeouts";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import { unseenVolumesText } from "../decide/texts";

/** A name whose answer was lost is sent this often at most, each time after a look. */
const MAX_TRIES = 3;
const LOOK_SECONDS = 3;

/** The names that the volumes of a universal source have, of those whose WWN is among the wanted ones. */
export async function readVolumeNames(
  id: string,
  wanted: VolumeNames,
  array: ArrayAccess,
  signal: AbortSignal,
): Promise<VolumeNames> {
  if (Object.keys(wanted).length === 0) return {};
  const named = await volumesOf(id, wanted, array, signal);
  return Object.fromEntries(named.flatMap(({ wwn, name }) => (name === undefined ? [] : [[wwn, name]])));
}

/** Gives volumes of a universal source the names that the program says. What is called so already is left alone; nothing takes a name away. */
export async function nameVolumes(
  {
    id,
    label,
    wanted = {},
  }: { readonly id: string; readonly label: string; readonly wanted?: VolumeNames | undefined },
  array: ArrayAccess,
  deadline: number,
  context: OperationContext,
): Promise<void> {
  if (Object.keys(wanted).length === 0) return;
  const triesOf = new Map<string, number>();
  for (;;) {
    const volumes = await volumesOf(id, wanted, array, context.signal);
    const unseen = Object.keys(wanted).filter((wwn) => !volumes.some((volume) => volume.wwn === wwn));
    let lost: OutcomeUnknownError | undefined;
    let tries = 0;
    const wishOf = ({ wwn }: { readonly wwn: string }) => wanted[wwn];
    for (let left = volumes, next = firstToName(left, wishOf); next; next = firstToName(left, wishOf)) {
      const { id: volumeId } = next;
      const wish = wishOf(next) ?? "";
      left = left.filter((each) => each.id !== volumeId);
      try {
        await array.powerStore.universalGroups.nameUniversalVolume(volumeId, wish, changeOptions(context, deadline));
      } catch (error) {
        if (!(error instanceof OutcomeUnknownError) || context.signal.aborted) throw error;
        lost = error;
        tries = (triesOf.get(volumeId) ?? 0) + 1;
        triesOf.set(volumeId, tries);
        // Another one may wait for the name that this one has: it is looked at first.
        break;
      }
    }
    if (lost === undefined && unseen.length > 0) throw new RefusalError(`${label} ${unseenVolumesText(unseen)}`);
    if (lost === undefined) return;
    if (tries === MAX_TRIES) throw lost;
    await context.clock.sleep(LOOK_SECONDS, context.signal);
  }
}

/** Under the WWNs as the program spells them: case means nothing. */
async function volumesOf(id: string, wanted: VolumeNames, array: ArrayAccess, signal: AbortSignal) {
  const volumes = await array.powerStore.universalGroups.listUniversalVolumes(id, { signal });
  return Object.keys(wanted).flatMap((wwn) => {
    const volume = volumes.find((each) => each.wwn !== undefined && comparableName(each.wwn) === comparableName(wwn));
    return volume === undefined ? [] : [{ id: volume.id, wwn, name: volume.name }];
  });
}
