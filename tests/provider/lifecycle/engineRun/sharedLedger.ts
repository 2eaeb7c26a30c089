import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import type { Ledger } from "../../../../provider/lifecycle/engineRun/ledger";
import { closingOf } from "../../../../provider/lifecycle/engineRun/openMaking";

/**
 * The processes of one run, without a file: each call opens another process's ledger.
 * @param left what earlier runs have left to later ones; grows.
 */
export function sharedLedger(left: (readonly Fact[])[] = []): () => Ledger {
  const written: { readonly by: symbol; readonly fact: Fact }[] = [];
  const abandoned = [...left];
  return () => {
    const self = Symbol("process");
    let read = 0;
    return {
      unshared: undefined,
      append: (fact) => void written.push({ by: self, fact }),
      readOthers: () => {
        const news = written.slice(read).filter(({ by }) => by !== self);
        read = written.length;
        return news.map(({ fact }) => fact);
      },
      readAbandoned: () => abandoned,
      settle: (making) =>
        void left.splice(0, left.length, ...left.map((facts) => [...facts, ...closingOf(facts, making)])),
      close: (keep) => {
        if (keep) left.push(written.filter(({ by }) => by === self).map(({ fact }) => fact));
      },
    };
  };
}
