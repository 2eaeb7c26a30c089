/** Who of a program is on the array, and in which order a wave begins the others. Pure. */
import { inOrder } from "../../provider/lifecycle/importWave/decide/places";
import type { WaveMember } from "../../provider/lifecycle/importWave/inputs/inputs";
import { isMeantBy } from "../../provider/lifecycle/operation/reference";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import type { ProgramResource, WantedImport } from "../program/program";

export function presentOf(
  { sessionId, inputs }: WantedImport,
  there: readonly ListedSession[],
): ListedSession | undefined {
  if (sessionId !== undefined) return there.find(({ id }) => id === sessionId);
  return there.find(isMeantBy(inputs.adoptSessionId ?? `name:${inputs.name}`));
}

/** Those that the wave has yet to begin, in the order in which it does: 1 is the next. */
export function wavePlaces(
  { name, inputs }: ProgramResource,
  imports: readonly WantedImport[],
  there: readonly ListedSession[],
): ReadonlyMap<string, number> {
  const sessions = (inputs.sessions ?? {}) as Readonly<Record<string, WaveMember>>;
  const waiting = imports.filter((wanted) => wanted.sessionId === undefined && !presentOf(wanted, there));
  const keyed = waiting.map(({ label }) => ({ label, key: keyIn(name, label) }));
  const inTurn = inOrder(keyed.map(({ label, key }) => ({ label, key, priority: sessions[key]?.priority })));
  return new Map(inTurn.map(({ label }, index) => [label, index + 1]));
}

/** The name of a wave may have a slash in it, as its keys may. */
export const keyIn = (wave: string, label: string): string => label.slice(wave.length + 1);
