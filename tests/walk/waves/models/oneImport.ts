import { plainWave } from "../../../simulation/waves/plain";
import { byHand, clock, cutOver, fails, timePasses, type WavePart, windows } from "./events";

/** What a wave adds to the life of a session: brakes, and a map that keeps what has no session any more. */
export const life: WavePart = {
  name: "wave of one import",
  programs: {
    plain: plainWave(1),
    paused: plainWave(1, { paused: true }),
    "cut over": plainWave(1, cutOver),
    held: plainWave(1, { ...cutOver, hold: true }),
  },
  events: [...timePasses(1), byHand("pause"), byHand("cancel"), fails(), byHand("purge")],
};

/** Windows that open, close, come into the program and leave it. */
export const inWindows: WavePart = {
  name: "wave of one import in its windows",
  programs: {
    plain: plainWave(1, windows),
    "cut over": plainWave(1, { ...windows, ...cutOver }),
    "cut over, held": plainWave(1, { ...windows, ...cutOver, hold: true }),
    "cut over without windows": plainWave(1, cutOver),
  },
  events: [...timePasses(1), clock, byHand("pause")],
};
