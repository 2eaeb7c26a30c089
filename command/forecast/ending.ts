/** With which session a play leaves an import, and in which state. Pure. */

import { isCompleted, isKnownState } from "../../provider/lifecycle/importSession/decide/states";
import { NOT_STARTED } from "../../provider/lifecycle/importWave/decide/phase";
import type { ImportSessionState, ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import type { SessionHistory } from "./history";
import type { RecordedSession } from "./play";

/** What is known of an import. */
export type Known = {
  /** Of its session, as the program wants it. */
  readonly name: string;
  /** Its session on the real array. */
  readonly present: ListedSession | undefined;
  /** What the last run of the play has recorded: another session, where that one was begun anew. */
  readonly played: RecordedSession | undefined;
  /** Whether its session is gone from the real array because it is done. */
  readonly isGoneAndDone?: boolean;
};

export type Ending = {
  /** In the present. */
  readonly state: string;
  readonly endState: string;
  /** Of the session that it ends with; absent where the play has none of it. */
  readonly history: SessionHistory | undefined;
};

export function endingFinder(histories: readonly SessionHistory[]): (known: Known) => Ending {
  const byName = new Map(histories.map((history) => [history.name.toLowerCase(), history]));
  const byId = new Map(histories.map((history) => [history.id, history]));
  return ({ name, present, played, isGoneAndDone = false }) => {
    const found = played ? byId.get(played.id) : ((present && byId.get(present.id)) ?? byName.get(name.toLowerCase()));
    // It made room for a new one that no run could begin.
    const isLost = !played && found?.isGone === true;
    const history = isLost ? undefined : found;
    const past = history ? undefined : (stateOfPast(played) ?? (isGoneAndDone ? COMPLETED : undefined));
    return {
      state: present?.state ?? past ?? NOT_STARTED,
      endState: history?.state ?? (isLost ? undefined : present?.state) ?? past ?? NOT_STARTED,
      history,
    };
  };
}

const COMPLETED: ImportSessionState = "Import_Completed";

/** The array has forgotten what is completed; of anything else that is gone, a record says nothing. */
function stateOfPast(played: RecordedSession | undefined): string | undefined {
  return isKnownState(played?.state) && isCompleted(played.state) ? played.state : undefined;
}
