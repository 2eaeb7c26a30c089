import { buildReport, type Seen } from "../content/build";
import { emptyHistory } from "../history/schema";
import { reportHtml } from "./page";

/** The same page of one look alone, for whoever keeps no history. */
export const statusHtml = (status: Seen): string => reportHtml(buildReport(emptyHistory, status).report);
