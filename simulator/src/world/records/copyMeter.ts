import { type Instant, LAST_INSTANT } from "./instants";

/** How far a copy is. It knows no ticks: between two changes, everything is a function of the clock. */
export type CopyMeter = {
  readonly total_bytes: number;
  /** Up to the last stop, without what was copied since. */
  readonly copied_bytes: number;
  /** Time spent copying up to the last stop, pauses left out. */
  readonly copied_milliseconds: number;
  /** Since when it runs; null while it stands still. */
  readonly running_since: Instant | null;
  /** 1 is the world's ordinary speed, 2 takes twice as long. */
  readonly slowness: number;
  /** Where a simulated fault waits. */
  readonly fails_at_percentage: number | null;
};

/** The world's ordinary speed; 0 copies in no time. */
export type BytesPerSecond = number;

export function newCopyMeter(totalBytes: number): CopyMeter {
  return {
    total_bytes: totalBytes,
    copied_bytes: 0,
    copied_milliseconds: 0,
    running_since: null,
    slowness: 1,
    fails_at_percentage: null,
  };
}

export function copiedBytes(meter: CopyMeter, now: Instant, speed: BytesPerSecond): number {
  if (meter.running_since === null || speed === 0) return meter.copied_bytes;
  const copied = Math.floor((((now - meter.running_since) / 1000) * speed) / meter.slowness);
  return Math.min(meter.total_bytes, meter.copied_bytes + copied);
}

export function startMeter(meter: CopyMeter, now: Instant): CopyMeter {
  return { ...meter, running_since: now };
}

/** Keeps what was copied until now; no effect on one that stands still. */
export function stopMeter(meter: CopyMeter, now: Instant, speed: BytesPerSecond): CopyMeter {
  if (meter.running_since === null) return meter;
  return {
    ...meter,
    copied_bytes: copiedBytes(meter, now, speed),
    copied_milliseconds: meter.copied_milliseconds + now - meter.running_since,
    running_since: null,
  };
}

/** Back to nothing copied; the simulated trouble stays in wait. */
export function emptyMeter(meter: CopyMeter): CopyMeter {
  return { ...meter, copied_bytes: 0, copied_milliseconds: 0, running_since: null };
}

export function fillMeter(meter: CopyMeter): CopyMeter {
  return { ...meter, copied_bytes: meter.total_bytes, running_since: null };
}

export function percentage(meter: CopyMeter, now: Instant, speed: BytesPerSecond): number {
  return Math.floor((copiedBytes(meter, now, speed) * 100) / meter.total_bytes);
}

function instantOf(bytes: number, meter: CopyMeter, since: Instant, speed: BytesPerSecond): Instant {
  if (speed === 0) return since;
  const milliseconds = Math.ceil(((bytes - meter.copied_bytes) * 1000 * meter.slowness) / speed);
  return Math.min(LAST_INSTANT, since + Math.max(0, milliseconds));
}

/** When a running copy is through, were it not for faults. */
export function completionOf(meter: CopyMeter, since: Instant, speed: BytesPerSecond): Instant {
  return instantOf(meter.total_bytes, meter, since, speed);
}

/** The next thing that happens to a running copy. */
export function copyEvent(
  meter: CopyMeter,
  since: Instant,
  speed: BytesPerSecond,
): { readonly at: Instant; readonly outcome: "Copied" | "Fault" } {
  if (meter.fails_at_percentage === null) return { at: completionOf(meter, since, speed), outcome: "Copied" };
  const bytes = Math.ceil((meter.total_bytes * meter.fails_at_percentage) / 100);
  return { at: instantOf(bytes, meter, since, speed), outcome: "Fault" };
}

/** Bytes per second; both null unless the copy runs [API current_transfer_rate]. */
export function transferRates(
  meter: CopyMeter,
  now: Instant,
  speed: BytesPerSecond,
): { readonly average_transfer_rate: number | null; readonly current_transfer_rate: number | null } {
  if (meter.running_since === null) return { average_transfer_rate: null, current_transfer_rate: null };
  const seconds = (meter.copied_milliseconds + now - meter.running_since) / 1000;
  return {
    average_transfer_rate: seconds === 0 ? 0 : Math.floor(copiedBytes(meter, now, speed) / seconds),
    current_transfer_rate: Math.floor(speed / meter.slowness),
  };
}
