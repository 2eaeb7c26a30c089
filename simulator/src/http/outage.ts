/** A restart of the array: for a while nobody answers; its data and its imports live on, logins do not. */
export interface Outage {
  /** Begins now and lasts so many seconds on the virtual clock. */
  begin(seconds: number): void;
  isOver(): boolean;
  clear(): void;
}

export function createOutage(now: () => number): Outage {
  let end = Number.NEGATIVE_INFINITY;
  return {
    begin(seconds) {
      end = now() + seconds * 1000;
    },
    isOver: () => now() >= end,
    clear() {
      end = Number.NEGATIVE_INFINITY;
    },
  };
}
