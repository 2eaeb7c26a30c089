import { Account } from "./account";
import type { Fact } from "./facts";

/** A request that makes an object with a mark. */
export type Making = Omit<Extract<Fact, { kind: "making" }>, "kind">;

/** Whether these facts end with it open what became of the request. */
export function leavesOpen(facts: readonly Fact[], { urn, clusterId, mark }: Making): boolean {
  const making = new Account(facts).resource(urn)?.making;
  return making?.clusterId === clusterId && making.mark === mark;
}

/** The same facts, with nothing of it open any more. */
export const withoutOpen = (facts: readonly Fact[], making: Making): readonly Fact[] =>
  leavesOpen(facts, making) ? [...facts, { kind: "notMade", urn: making.urn }] : facts;
