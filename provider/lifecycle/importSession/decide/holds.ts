/** Why something that the program wants is not done yet, though nothing on the array stands in its way. */
export type Hold = {
  /** What holds it back, and until when, as a clause. */
  readonly reason: string;
  /** When that comes by itself, ISO 8601; absent where somebody has to do something. */
  readonly until?: string;
};

/** What is held of a session: each is what a goal of the program would do now if it were not. */
export type Holds = {
  /** It may not start. */
  readonly start?: Hold;
  /** Its background copy is to stand still, although the program does not say `paused`. */
  readonly copy?: Hold;
  /** It may not pass a gate. */
  readonly gate?: Hold;
};

/** `the cut-over is held until cutoverWindows open at 2026-12-05T21:00:00Z (2026-12-05 22:00 Europe/Berlin); run "pulumi up" then.` */
export function heldText({ reason, until }: Hold): string {
  return until === undefined ? `${reason}.` : `${reason}; run "pulumi up" then.`;
}
