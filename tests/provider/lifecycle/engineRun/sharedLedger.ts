import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import type { Ledger } from "../../../../provider/lifecycle/engineRun/ledger";

/**
 * The processes of one run, without a file: each call opens another process's ledger.
 * @param left what earlier runs have left to later ones; grows. @param killed processes that are no more and have not said so
 */
export function sharedLedger(left: (readonly Fact[])[] = [], killed: ReadonlySet<string> = new Set()): () => Ledger {
  const written: { readonly by: symbol; readonly fact: Fact }[] = [];
  const abandoned = [...left];
  let opened = 0;
  return () => {
    const self = Symbol("process");
    const name = `process ${++opened}`;
    let read = 0;
    return {
      self: name,
      isThere: (other) => !killed.has(other),
      unshared: undefined,
      append: (fact) => void written.push({ by: self, fact }),
      readOthers: () => {
        const news = written.slice(read).filter(({ by }) => by !== self);
        read = written.length;
        return news.map(({ fact }) => fact);
      },
      readAbandoned: () => abandoned,
      settle: (closing) => void left.splice(0, left.length, ...left.map((facts) => [...facts, ...closing(facts)])),
      close: (keep) => {
        if (keep) left.push(written.filter(({ by }) => by === self).map(({ fact }) => fact));
      },
    };
  };
}
