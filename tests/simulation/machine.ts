import type { Fact } from "../../provider/lifecycle/engineRun/facts";
import type { Ledger } from "../../provider/lifecycle/engineRun/ledger";

/** Where a stack's runs keep their accounts, without a file: what runs that did not end well have left behind. */
export type Machine = { readonly abandoned: (readonly Fact[])[] };

export const newMachine = (): Machine => ({ abandoned: [] });

/** The accounts of the processes of one run. */
export type RunAccounts = {
  /** Another process of the run. */
  open(): Ledger;
  /** The run is killed, with all its processes. */
  die(): void;
  /** One of its processes is. */
  kill(process: Ledger): void;
};

export function newRun({ abandoned }: Machine): RunAccounts {
  const written: { readonly by: symbol; readonly fact: Fact }[] = [];
  const left = [...abandoned];
  const killed = new Set<string>();
  let opened = 0;
  const leave = (processes: Iterable<symbol>) => {
    for (const process of processes) {
      abandoned.push(written.filter(({ by }) => by === process).map(({ fact }) => fact));
    }
  };
  return {
    die: () => leave(new Set(written.map(({ by }) => by))),
    kill: ({ self }) => void killed.add(self),
    open: () => {
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
        readAbandoned: () => left,
        settle: (closing) =>
          void abandoned.splice(0, abandoned.length, ...abandoned.map((facts) => [...facts, ...closing(facts)])),
        close: (keep) => (keep ? leave([self]) : undefined),
      };
    },
  };
}
