import { Account } from "./account";
import type { Fact, Making } from "./facts";

/** Whether these facts end with it open what became of the request. */
function leavesOpen(facts: readonly Fact[], { urn, clusterId, mark }: Making): boolean {
  const making = new Account(facts).resource(urn)?.making;
  return making?.clusterId === clusterId && making.mark === mark;
}

/** What to add to these facts, so that nothing of it is open any more. */
export const closingOf = (facts: readonly Fact[], making: Making): readonly Fact[] =>
  leavesOpen(facts, making) ? [{ kind: "notMade", urn: making.urn }] : [];

/** What to add to these facts, so that the job is over. */
export const answerTo = (facts: readonly Fact[], urn: string, jobId: string): readonly Fact[] =>
  new Account(facts).resource(urn)?.asked.some(({ request }) => request.jobId === jobId)
    ? [{ kind: "answered", urn, jobId }]
    : [];
