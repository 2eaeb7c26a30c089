import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import type { Ledger } from "../../../../provider/lifecycle/engineRun/ledger";

/** The processes of one run, without a file: each call opens another process's ledger. */
export function sharedLedger(): () => Ledger {
  const written: { readonly by: symbol; readonly fact: Fact }[] = [];
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
      readAbandoned: () => [],
      close: () => undefined,
    };
  };
}
