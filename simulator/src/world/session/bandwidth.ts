import type { ArrayState } from "../array/arrayState";
import { speedOfEach } from "../array/options";
import { startMeter, stopMeter } from "../records/copyMeter";
import type { Session } from "../records/session";
import { setTimer } from "./timers";

/** Lets all copies go on at the speed that each of them has now, if it is another one: there are more or fewer than before. */
export function shareBandwidth(array: ArrayState): void {
  const speed = speedOfEach(array.settings, array.copying.size);
  if (speed === array.copySpeed) return;
  const former = array.copySpeed;
  array.copySpeed = speed;
  for (const id of array.copying) {
    const session = array.tables.import_session.get(id);
    if (session === undefined) throw new Error(`session ${id} copies and is not there`);
    const copy = startMeter(stopMeter(session.copy, array.now, former), array.now);
    const shared: Session = { ...session, copy };
    array.tables.import_session.put(shared);
    setTimer(array, shared);
  }
}
