import type { SessionView } from "../sessions/sessionView";
import type { Style, Tone } from "../text/style";
import type { Column } from "../text/table";
import { renderTable } from "../text/table";
import { percentText } from "../text/units";
import type { Status } from "./document";

const tones: Readonly<Record<SessionView["standing"], Tone>> = {
  attention: "attention",
  gate: "attention",
  paused: "attention",
  held: "quiet",
  running: "busy",
  waiting: "quiet",
  completed: "good",
  ended: "quiet",
};

const columns: readonly Column<SessionView>[] = [
  { title: "NAME", rank: 0, cell: ({ name, id }) => name ?? id },
  { title: "ARRAY", rank: 2, cell: ({ array }) => array },
  { title: "STATE", rank: 0, cell: ({ state, standing }) => ({ text: state, tone: tones[standing] }) },
  {
    title: "DONE",
    rank: 1,
    align: "right",
    cell: ({ progressPercentage }) => (progressPercentage === undefined ? "" : percentText(progressPercentage)),
  },
  { title: "TO DO", rank: 3, cell: ({ todo }) => todo ?? "" },
];

/** The sessions of all arrays, a line each. */
export function statusText(
  { sessions }: Status,
  look: { readonly style: Style; readonly width: number | undefined },
): string {
  return sessions.length === 0 ? "There are no import sessions.\n" : renderTable(sessions, columns, look);
}
