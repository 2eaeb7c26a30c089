/** How an import is shown: its place in the totals, which a colour stands for. */

import type { Standing } from "../../sessions/standing";
import { standingOf } from "../../sessions/standing";
import { countOfStanding } from "../../sessions/totals";

export const tones = ["done", "running", "queued", "held", "failed", "cancelled"] as const;
export type Tone = (typeof tones)[number];

export const toneOfStanding: Readonly<Record<Standing, Tone>> = countOfStanding;

export const toneOfState = (state: string): Tone => toneOfStanding[standingOf(state).standing];

/** `Ready for cutover`: the array's word, to be read. */
export const stateWords = (state: string): string => sentence(state.replaceAll("_", " ").toLowerCase());

export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
