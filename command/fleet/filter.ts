/** Which sessions are asked for. */
import * as z from "zod";
import { NOT_STARTED } from "../../provider/lifecycle/importWave/decide/phase";
import { importSessionStates } from "../../provider/powerstore/api/schemas/importSession";
import { UsageError } from "../process/exits";
import type { SessionView } from "../sessions/sessionView";
import { withoutMembers } from "../sessions/totals";
import { secretIn } from "../stack/secretWaves";
import { countText } from "../text/units";
import type { Fleet } from "./observeFleet";

export type SessionFilter = {
  readonly state?: readonly string[];
  readonly wave?: readonly string[];
  readonly stack?: string;
};

/** Absent where it is of all, and in documents of earlier versions. */
export const partSchema = z
  .object({
    states: z.array(z.string()).optional().describe("Imports in these states."),
    waves: z.array(z.string()).optional().describe("Imports of these ImportWaves."),
  })
  .optional()
  .describe("What was asked for, where that is a part: nothing of this tells of the other imports.");

export type Part = NonNullable<z.infer<typeof partSchema>>;

/** Undefined for all of them. */
export function partOf({ state, wave }: SessionFilter): Part | undefined {
  if (state === undefined && wave === undefined) return undefined;
  return { ...(state && { states: [...state] }), ...(wave && { waves: [...wave] }) };
}

/** What cannot be meant, before anything is asked. */
export function checkFilter({ wave, stack, state = [] }: SessionFilter): void {
  if (wave !== undefined && stack === undefined) throw new UsageError("--wave: only a stack knows waves; add --stack");
  // A newer array may have states that this version does not know; they have the same form.
  const strange = state.filter((each) => !/^[A-Z][A-Za-z]*(_[A-Z][A-Za-z]*)*$/.test(each));
  if (strange.length > 0) {
    throw new UsageError(
      `--state: no array calls a state ${strange.join(", ")}; there are ${importSessionStates.join(", ")}`,
    );
  }
}

/**
 * A consistency group is there with all its members, or not at all: where it is asked for, or one of them.
 * @throws UsageError for a wave that the stack does not have, and for a state that nobody knows.
 */
export function filtered(fleet: Fleet, { state, wave }: SessionFilter): Fleet {
  if (state === undefined && wave === undefined) return fleet;
  const strange = wave?.find((each) => !fleet.waves.includes(each));
  if (strange !== undefined) {
    throw new UsageError(`--wave: the stack has no ${strange}; its waves: ${fleet.waves.join(", ") || "none"}`);
  }
  requireStates(state ?? [], fleet);
  const isOfWave = (one: { readonly wave?: string | undefined }) => wave?.includes(one.wave ?? "") ?? true;
  const isMeant = (session: Pick<SessionView, "state" | "wave">) =>
    (state?.includes(session.state) ?? true) && isOfWave(session);
  const groupOf = ({ array, id, parentSessionId = id }: SessionView) => `${array}\n${parentSessionId}`;
  const meant = new Set(fleet.sessions.filter(isMeant).map(groupOf));
  return {
    ...fleet,
    sessions: fleet.sessions.filter((session) => meant.has(groupOf(session))),
    absent: fleet.absent.filter(isMeant),
    // In which state they are nobody knows.
    elsewhere: fleet.elsewhere.filter(isOfWave),
    ...(fleet.cleared && {
      cleared: fleet.cleared.filter(({ wave: of }) => isMeant({ state: "Import_Completed", wave: of })),
    }),
    ...(fleet.secret && {
      secret: fleet.secret.filter(isOfWave).flatMap((each) => (state ? (secretIn(each, state) ?? []) : each)),
    }),
    windows: fleet.windows.filter(isOfWave),
  };
}

/** What no version knows and nobody is in, is mistyped. */
function requireStates(wanted: readonly string[], { arrays, sessions, absent, secret = [] }: Fleet): void {
  if (arrays.some(({ failure }) => failure !== undefined)) return;
  const counted = secret.flatMap(({ states = {} }) => Object.keys(states));
  const seen = [...sessions, ...absent].map(({ state }) => state);
  const known = new Set<string>([...importSessionStates, ...seen, ...counted]);
  const strange = wanted.find((state) => !known.has(state) && state !== NOT_STARTED);
  if (strange === undefined) return;
  throw new UsageError(
    `--state: no array calls a state ${strange}, and no import is in it; there are ${importSessionStates.join(", ")}`,
  );
}

/** What to say where nothing is left, and there are others. */
export function leftOutText(fleet: Fleet, shown: Fleet, { state, wave }: SessionFilter): string | undefined {
  if (shown.sessions.length + shown.absent.length > 0 || fleet.sessions.length === 0) return undefined;
  const options = [...(state ? ["--state"] : []), ...(wave ? ["--wave"] : [])];
  return `${countText(withoutMembers(fleet.sessions).length, "import")} left out by ${options.join(" and ")}`;
}
