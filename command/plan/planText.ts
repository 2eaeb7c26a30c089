import type { Style } from "../text/style";
import type { Column } from "../text/table";
import { renderTable } from "../text/table";
import { bytesText, durationText } from "../text/units";
import type { PlannedWave } from "./document";

/** An array is named where there are several. */
export const planColumns = (waves: readonly PlannedWave[]): readonly Column<PlannedWave>[] => [
  { title: "WAVE", rank: 0, cell: ({ name }) => name },
  ...(new Set(waves.map(({ array }) => array)).size > 1
    ? [{ title: "ARRAY", rank: 1, cell: ({ array }: PlannedWave) => array }]
    : []),
  { title: "IMPORTS", rank: 0, align: "right", cell: ({ sourceIds }) => String(sourceIds.length) },
  { title: "SIZE", rank: 0, align: "right", cell: ({ bytes }) => bytesText(bytes) },
  { title: "TAKES", rank: 0, align: "right", cell: ({ seconds }) => durationText(seconds) },
];

export const planText = (
  waves: readonly PlannedWave[],
  look: { readonly style: Style; readonly width: number | undefined },
): string => (waves.length === 0 ? "There is nothing to plan.\n" : renderTable(waves, planColumns(waves), look));
