import { plainWave } from "../../../simulation/waves/plain";
import { byHand, clock, cutOver, fails, timePasses, type WavePart, windows } from "./events";

/** Three and four imports: more states than there is time for. */

const twoAtATime = { ...windows, maxActive: 2 } as const;

export const three: WavePart = {
  name: "wave of three imports in their windows",
  programs: {
    plain: plainWave(3, twoAtATime),
    "cut over": plainWave(3, { ...twoAtATime, ...cutOver, maxFailures: 0 }),
    "one left": plainWave(2, { ...twoAtATime, onRemove: "leave" }),
  },
  events: [...timePasses(3), clock, byHand("pause"), fails(1)],
};

export const four: WavePart = {
  name: "wave of four imports in their windows",
  programs: {
    plain: plainWave(4, twoAtATime),
    "cut over": plainWave(4, { ...twoAtATime, ...cutOver, maxFailures: 1 }),
    "cut over, held": plainWave(4, { ...twoAtATime, ...cutOver, hold: true }),
    "two cancelled": plainWave(2, { ...twoAtATime, onRemove: "cancel" }),
  },
  events: [...timePasses(4), clock, byHand("pause", 2), fails()],
};
