/** Reports of made-up migrations, for whatever reads them. */
import { buildReport, type Seen } from "../../../command/report/content/build";
import type { Report } from "../../../command/report/content/document";
import { emptyHistory, type History } from "../../../command/report/history/schema";
import type { SessionView } from "../../../command/sessions/sessionView";
import { totalsOf } from "../../../command/sessions/totals";
import { inOrderOfNeed } from "../../../command/status/document";
import { sessionView } from "../sessions/sessions";

export const START = Date.UTC(2026, 10, 28, 18);
const HOUR = 3_600_000;

/** `2026-11-28T20:30:00.000Z` for 2.5. */
export const hour = (hours: number): string => new Date(START + hours * HOUR).toISOString();

/** What `status` says at an hour of the migration. */
export function seen(hours: number, sessions: readonly SessionView[], more: Partial<Seen> = {}): Seen {
  const names = [...new Set(["berlin", ...sessions.map(({ array }) => array)])];
  return {
    at: hour(hours),
    arrays: names.map((name) => ({
      name,
      endpoint: `https://${name}.example/api/rest`,
      totals: totalsOf(sessions, 0),
    })),
    totals: totalsOf(sessions, START + hours * HOUR),
    sessions: inOrderOfNeed(sessions),
    absent: [],
    windows: [],
    ...more,
  };
}

/** The report after several observations, and its history. */
export function reportAfter(...all: readonly Seen[]): { readonly report: Report; readonly history: History } {
  const [first, ...others] = all;
  if (first === undefined) throw new Error("somebody has to have looked once");
  return others.reduce((told, each) => buildReport(told.history, each), buildReport(emptyHistory, first));
}

/** One that has been there for some hours and has many imports in most of their states, each with a past. */
export function largeReport(count: number): Report {
  const path = ["Scheduled", "Queued", "In_Progress", "Copy_In_Progress", "Ready_For_Cutover", "Import_Completed"];
  const at = (index: number, hours: number): SessionView => {
    const state =
      index % 50 === 7 && hours > 2
        ? "Failed"
        : (path[Math.min(5, Math.floor(hours / 2 + (index % 7)) - 2)] ?? "Scheduled");
    return sessionView({
      array: ["berlin", "hamburg", "munich"][index % 3] ?? "",
      id: `${String(index).padStart(8, "0")}-4f2e-4c1a-9b7d-0c5f3a9e1d22`,
      name: `sap-prd-${["db", "log", "app"][index % 3]}-${String(index).padStart(4, "0")}`,
      state,
      type: "Non_Disruptive",
      size: 100e9,
      lastUpdateTimestamp: hour(hours - 0.1),
      ...(state === "Copy_In_Progress" && {
        progressPercentage: (index + hours * 7) % 100,
        currentTransferRate: 104e6,
        estimatedCompletionTimestamp: hour(hours + 2),
      }),
      ...(state === "Failed" && {
        error: { code: "0xE0302003001E", message: "The connection to the source array was lost." },
      }),
    });
  };
  const looks = [0, 1, 2, 3, 4, 5, 6].map((hours) =>
    seen(
      hours,
      Array.from({ length: count }, (_, index) => at(index, hours)),
    ),
  );
  return reportAfter(...looks).report;
}
