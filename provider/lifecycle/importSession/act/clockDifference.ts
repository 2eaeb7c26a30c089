import type { ArrayAccess, ArrayService, OperationContext, RawInputs } from "../../operation/handler";
import { hasWindows } from "../decide/decideTarget";

/** Clocks that are kept by anybody are closer; beyond it the array's times cannot be compared with a program's windows. */
export const MOST_CLOCK_DIFFERENCE_SECONDS = 300;

/** Whether it was said of this array. */
const sayings: ArrayService<{ said: boolean }> = { open: () => ({ said: false }) };

/** Warns, once for an array, where windows would be judged by another time than the array's: it starts what is scheduled by its own clock. */
export function warnOfClock(array: ArrayAccess, inputs: RawInputs, { report }: OperationContext): void {
  const seconds = array.powerStore.arrayClock.secondsAhead();
  const saying = array.service(sayings);
  if (saying.said || !hasWindows(inputs) || seconds === undefined || Math.abs(seconds) <= MOST_CLOCK_DIFFERENCE_SECONDS)
    return;
  saying.said = true;
  const minutes = Math.round(Math.abs(seconds) / 60);
  report.warning(
    `the clock of ${array.powerStore.endpoint} is ${minutes} min ${seconds > 0 ? "ahead of" : "behind"} this machine's. Windows go by this machine's clock, and what is scheduled starts by the array's: ` +
      `let both be set by NTP.`,
  );
}
