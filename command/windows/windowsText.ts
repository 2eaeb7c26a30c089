import { csvText } from "../output/csv";
import type { Style } from "../text/style";
import type { Column } from "../text/table";
import { renderTable } from "../text/table";
import { durationText } from "../text/units";
import { wrapped } from "../text/wrap";
import type { Opening, WindowsDocument } from "./document";

type Look = { readonly style: Style; readonly width: number | undefined };

export function windowsText({ lists, localZone }: WindowsDocument, look: Look): string {
  if (lists.length === 0) return "There are no windows: everything may be done at any time.\n";
  const blocks = lists.map(({ of, list, openings, isOver }) => {
    const title = wrapped(of === "" ? list : `${of}: ${list}`, look.width, 0);
    const end = isOver ? `${openings.length === 0 ? "They never open again." : "There are no more."}\n` : "";
    const table = openings.length === 0 ? "" : renderTable(openings, columnsOf(localZone), look);
    return `${look.style("title", title)}\n${table}${changeTexts(openings, look)}${end}`;
  });
  return blocks.join("\n");
}

function columnsOf(localZone: string): readonly Column<Opening>[] {
  return [
    { title: "OPENS", rank: 1, cell: ({ opensByItsClock }) => opensByItsClock },
    { title: "CLOSES", rank: 3, cell: ({ closesByItsClock = "never" }) => closesByItsClock },
    { title: "FOR", rank: 2, cell: ({ minutes }) => (minutes === undefined ? "" : durationText(minutes * 60)) },
    {
      title: localZone.toUpperCase(),
      rank: 0,
      cell: ({ opensByLocalClock, isOpen }) => (isOpen ? { text: "open now", tone: "good" } : opensByLocalClock),
    },
    { title: "UNTIL", rank: 0, cell: ({ closesByLocalClock = "never" }) => closesByLocalClock },
  ];
}

function changeTexts(openings: readonly Opening[], { width }: Look): string {
  const texts = openings.flatMap(({ opensByItsClock, clockChanges }) =>
    clockChanges.map(({ at, zone, minutes }) => {
      const by = durationText(Math.abs(minutes) * 60);
      return `${opensByItsClock}: clocks of ${zone} go ${minutes > 0 ? "forward" : "back"} by ${by} at ${at}`;
    }),
  );
  return texts.map((text) => `${wrapped(`! ${text}`, width, 0)}\n`).join("");
}

/** A row for each opening. */
export function windowsCsv({ lists, localZone }: WindowsDocument): string {
  const rows = lists.flatMap(({ of, list, openings }) =>
    openings.map(({ clockChanges, ...opening }) => ({
      of,
      list,
      ...opening,
      localZone,
      clockChanges: clockChanges.map(({ at, zone, minutes }) => `${zone} ${minutes} min at ${at}`).join("; "),
    })),
  );
  return csvText(fields, rows);
}

const fields = [
  "of",
  "list",
  "opensAt",
  "closesAt",
  "isOpen",
  "opensByItsClock",
  "closesByItsClock",
  "localZone",
  "opensByLocalClock",
  "closesByLocalClock",
  "minutes",
  "clockChanges",
] as const;
