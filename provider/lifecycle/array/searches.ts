import type { ArrayAccess, ArrayService } from "../operation/handler";

/** So long after a discovery, or an agent's first answer, what was found may still be on its way into the lists of what can be imported [I]. */
const FRESH_SECONDS = 600;

/** What this process has an array find out: whoever comes right after it waits, where others are refused. */
export type Searches = {
  /** A source is searched, or a host is asked what it sees. */
  started(): void;
  /** Whether that was a moment ago. */
  isFresh(): boolean;
};

const searchService: ArrayService<Searches> = {
  open: (_, clock) => {
    let at = Number.NEGATIVE_INFINITY;
    return {
      started: () => {
        at = clock.monotonic();
      },
      isFresh: () => clock.monotonic() - at < FRESH_SECONDS * 1000,
    };
  },
};

export const searchesOn = (array: Pick<ArrayAccess, "service">): Searches => array.service(searchService);
