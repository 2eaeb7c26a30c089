import { nothingText } from "../arrays/missing";
import { csvText } from "../output/csv";
import { asMarkdown, markdownTable } from "../output/markdown";
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

const nothing = ({ arrays }: Discover) => `${nothingText("There is nothing to import", arrays)}\n`;

/** A line for each source, and what it comes to; before that the waves, where they were asked for. */
export function discoverText(
  document: Discover,
  look: { readonly style: Style; readonly width: number | undefined },
  isWide = false,
): string {
  const { sources, plan } = document;
  if (sources.length === 0) return nothing(document);
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
  if (sources.length === 0) return nothing(document);
  const waves = plan ? `${markdownTable(asMarkdown(planColumns(plan.waves)), plan.waves)}\n` : "";
  return `${waves}${markdownTable(asMarkdown(columnsFor(document)), sources)}\n${sumText(sources)}\n`;
}

/** What a row of the CSV has, in its order. */
const rowOf = (source: Source) => ({
  array: source.array,
  remoteSystemId: source.remoteSystemId,
  remoteSystem: source.remoteSystem,
  sourceType: source.sourceType,
  kind: source.kind,
  sourceResourceId: source.id,
  name: source.name,
  wwn: source.wwn,
  sizeBytes: source.sizeBytes,
  isReady: source.isReady,
  importType: source.importType,
  importableCriteria: source.importableCriteria,
  reason: source.reason,
  hosts: source.hosts.join("; "),
  sessionId: source.session?.id,
  sessionState: source.session?.state,
  members: source.members?.map(({ id }) => id).join("; "),
  wave: source.wave,
});

const csvColumns = [
  ...["array", "remoteSystemId", "remoteSystem", "sourceType", "kind", "sourceResourceId", "name", "wwn", "sizeBytes"],
  ...["isReady", "importType", "importableCriteria", "reason", "hosts", "sessionId", "sessionState", "members", "wave"],
];

export const discoverCsv = ({ sources }: Discover): string => csvText(csvColumns, sources.map(rowOf));
