import type { CsvColumn } from "../output/csv";
import { csvText } from "../output/csv";
import { markdownTable } from "../output/markdown";
import { planColumns, planText } from "../plan/planText";
import type { Style } from "../text/style";
import type { Column } from "../text/table";
import { renderTable } from "../text/table";
import { bytesText } from "../text/units";
import type { Discover, Source } from "./document";
import { labelOf } from "./document";

const size = ({ sizeBytes }: Pick<Source, "sizeBytes">) => (sizeBytes === undefined ? "" : bytesText(sizeBytes));

const kindOf = ({ kind, members = [] }: Source) => (kind === "group" ? `group of ${members.length}` : "volume");

function columnsFor({ arrays, plan }: Discover): readonly Column<Source>[] {
  return [
    { title: "NAME", rank: 0, least: 16, cell: labelOf },
    { title: "SIZE", rank: 1, align: "right", cell: size },
    {
      title: "READY",
      rank: 0,
      cell: ({ isReady, importType }) =>
        isReady
          ? { text: importType === "Agentless" ? "agentless" : "yes", tone: "good" }
          : { text: "no", tone: "attention" },
    },
    ...(plan ? [{ title: "WAVE", rank: 2, cell: ({ wave }: Source) => wave ?? "" }] : []),
    { title: "KIND", rank: 5, cell: kindOf },
    {
      title: "REMOTE SYSTEM",
      rank: 4,
      least: 12,
      cell: ({ remoteSystem, remoteSystemId }) => remoteSystem ?? remoteSystemId ?? "",
    },
    ...(arrays.length > 1 ? [{ title: "ARRAY", rank: 6, cell: ({ array }: Source) => array }] : []),
    { title: "HOSTS", rank: 3, least: 16, cell: ({ hosts }) => hosts.join(", ") },
    { title: "WHY NOT", rank: 2, least: 20, cell: ({ reason }) => reason ?? "" },
  ];
}

const wideColumns: readonly Column<Source>[] = [
  { title: "ID", rank: 0, cell: ({ id }) => id },
  { title: "WWN", rank: 0, cell: ({ wwn }) => wwn ?? "" },
  { title: "TYPE", rank: 0, cell: ({ sourceType }) => sourceType },
  { title: "CRITERIA", rank: 0, cell: ({ importableCriteria }) => importableCriteria },
  {
    title: "SESSION",
    rank: 0,
    cell: ({ session }) => (session ? `${session.name ?? session.id}: ${session.state}` : ""),
  },
  { title: "MEMBERS", rank: 0, cell: ({ members = [] }) => members.map(labelOf).join(", ") },
];

const NOTHING = "There is nothing to import.\n";

/** A line for each source, and what it comes to; before that the waves, where they were asked for. */
export function discoverText(
  document: Discover,
  look: { readonly style: Style; readonly width: number | undefined },
  isWide = false,
): string {
  const { sources, plan } = document;
  if (sources.length === 0) return NOTHING;
  const columns = isWide ? [...columnsFor(document), ...wideColumns] : columnsFor(document);
  const waves = plan ? `${planText(plan.waves, look)}\n` : "";
  return `${waves}${renderTable(sources, columns, isWide ? { ...look, width: undefined } : look)}${sumText(sources)}\n`;
}

function sumText(sources: readonly Source[]): string {
  const ready = sources.filter(({ isReady }) => isReady);
  const bytes = ready.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  const { format } = new Intl.NumberFormat("en");
  return `${format(ready.length)} of ${format(sources.length)} ready: ${bytesText(bytes)}`;
}

export function discoverMarkdown(document: Discover): string {
  const { sources, plan } = document;
  if (sources.length === 0) return NOTHING;
  const waves = plan ? `${markdownTable(plan.waves, planColumns(plan.waves))}\n` : "";
  return `${waves}${markdownTable(sources, columnsFor(document))}\n${sumText(sources)}\n`;
}

const csvColumns: readonly CsvColumn<Source>[] = [
  { title: "array", cell: ({ array }) => array },
  { title: "remoteSystemId", cell: ({ remoteSystemId }) => remoteSystemId },
  { title: "remoteSystem", cell: ({ remoteSystem }) => remoteSystem },
  { title: "sourceType", cell: ({ sourceType }) => sourceType },
  { title: "kind", cell: ({ kind }) => kind },
  { title: "sourceResourceId", cell: ({ id }) => id },
  { title: "name", cell: ({ name }) => name },
  { title: "wwn", cell: ({ wwn }) => wwn },
  { title: "sizeBytes", cell: ({ sizeBytes }) => sizeBytes },
  { title: "isReady", cell: ({ isReady }) => isReady },
  { title: "importType", cell: ({ importType }) => importType },
  { title: "importableCriteria", cell: ({ importableCriteria }) => importableCriteria },
  { title: "reason", cell: ({ reason }) => reason },
  { title: "hosts", cell: ({ hosts }) => hosts.join("; ") },
  { title: "sessionId", cell: ({ session }) => session?.id },
  { title: "sessionState", cell: ({ session }) => session?.state },
  { title: "members", cell: ({ members }) => members?.map(({ id }) => id).join("; ") },
  { title: "wave", cell: ({ wave }) => wave },
];

export const discoverCsv = ({ sources }: Discover): string => csvText(sources, csvColumns);
