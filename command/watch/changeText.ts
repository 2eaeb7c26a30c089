import { nextText } from "../sessions/needs";
import type { SessionView } from "../sessions/sessionView";
import { totalsText } from "../sessions/totalsText";
import { plain } from "../text/plain";
import type { Change } from "./changes";

/** A line for somebody who reads a log. @param namesArrays whether there are several */
export function changeText(change: Change, namesArrays: boolean): string {
  return plain(`${change.at} ${textOf(change, namesArrays)}`);
}

function textOf(change: Change, namesArrays: boolean): string {
  switch (change.change) {
    case "totals":
      return totalsText(change.totals);
    case "silent":
      return `${change.array}: no answer, is asked again: ${change.message}`;
    case "answers":
      return `${change.array}: answers again`;
    case "gone":
      return `${nameOf(change.session, namesArrays)} ${change.session.state} -> gone`;
    case "state": {
      const { session, from } = change;
      const next = nextText(session);
      const states = from === undefined ? session.state : `${from} -> ${session.state}`;
      return `${nameOf(session, namesArrays)} ${states}${next === "" ? "" : `: ${next}`}`;
    }
  }
}

const nameOf = ({ array, name, id }: SessionView, namesArrays: boolean) =>
  namesArrays ? `${array} ${name ?? id}` : (name ?? id);
