import type { WaveClick } from "../../../simulation/waves/clicks";
import type { WaveEvent, WaveModel } from "../waveModel";

/** A part of what can be, before somebody says on which array and what goes wrong in it. */
export type WavePart = Omit<WaveModel, "reading" | "troubles">;

export const timePasses = (sessions: number): readonly WaveEvent[] =>
  Array.from({ length: sessions }, (_, session) => ({ event: "timePasses", session }) as const);

export const clock: WaveEvent = { event: "clock" };

export const byHand = (click: "pause" | "cancel" | "purge", of = 0): WaveClick => ({ click, of });

export const fails = (of = 0): WaveClick => ({ click: "fail", of, state: "Failed" });

export const cutOver = { advanceTo: "Import_Completed" } as const;

/** Each is open at one of the moments; cut-overs when no copy goes on. */
export const windows = { start: "night", copy: "notNoon", cutover: "noon" } as const;
