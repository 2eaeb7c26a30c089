/** The context in which a member's operation runs: its URN, its reports and its brake are the wave's. */

import type { SessionContext } from "../../importSession/act/sessionContext";
import type { Hold } from "../../importSession/decide/holds";
import type { ObservedSession } from "../../importSession/decide/observedSession";
import { withoutLabel } from "../../importSession/decide/texts";
import type { OperationContext, Report } from "../../operation/handler";
import { rowUrn } from "../../operation/memberUrn";
import { inMembersWords } from "../decide/memberAdvice";
import { listed, memberPath } from "../inputs/keys";
import { ignoredOf, memberOrigin } from "../inputs/member";

/** So many members have rows of their own in a run, to whose end a row stays [ENGINE messages]; of more, the wave's row tells the sums. */
const MOST_ROWS = 40;
/** So many messages are shown as they come; of more, their number is. */
const MOST_MESSAGES = 20;

/** What the members of a wave have to say, on the wave's row and on their own. */
export class MemberReports {
  readonly #context: OperationContext;
  readonly #rows = new Set<string>();
  /** By what was said of one of them, without its name: of whom the same is to be said, and how. */
  readonly #alike = new Map<string, { readonly keys: string[]; readonly say: (text: string) => void }>();
  readonly #unsaid = new Set<string>();

  constructor(context: OperationContext) {
    this.#context = context;
  }

  of(key: string): Report {
    return {
      warning: (text) => this.#say(key, inMembersWords(text), (said) => this.#context.report.warning(said)),
      info: (text) => this.#say(key, inMembersWords(text), (said) => this.#context.report.info(said)),
      progress: (text) => this.#row(key)?.progress(text),
    };
  }

  /** Says what more of them have in common, and of how many there was more to say. */
  settle(): void {
    for (const [text, { keys, say }] of this.#alike) {
      const [one = ""] = keys;
      if (keys.length === 1) say(`${memberPath(one)} as well: ${text}`);
      else if (keys.length > 1) say(`${keys.length} more imports (${listed(keys)}): each ${text}`);
    }
    this.#alike.clear();
    if (this.#unsaid.size === 0) return;
    const keys = [...this.#unsaid];
    this.#unsaid.clear();
    this.#context.report.warning(`there is as much to say of ${keys.length} more imports: ${listed(keys, 100)}.`);
  }

  /** What is to be said of many, such as that a window is closed, is said of the first at once, and of the others together. */
  #say(key: string, text: string, say: (text: string) => void): void {
    const bare = withoutLabel(text);
    const alike = this.#alike.get(bare);
    if (alike) return void alike.keys.push(key);
    if (this.#alike.size >= MOST_MESSAGES) return void this.#unsaid.add(key);
    this.#alike.set(bare, { keys: [], say });
    say(`${memberPath(key)}: ${text}`);
  }

  /** Where nobody watches, a row is a line for ever. */
  #row(key: string): Pick<Report, "progress"> | undefined {
    const { urn, rowOf, settings } = this.#context;
    const isShown = this.#rows.has(key) || this.#rows.size < MOST_ROWS;
    if (urn === undefined || settings.quiet || !isShown) return undefined;
    this.#rows.add(key);
    return rowOf?.(rowUrn(urn, key));
  }
}

type Listening = {
  readonly brake?: () => Hold | undefined;
  readonly observed?: (session: ObservedSession) => void;
};

/** An operation on a wave, as its member sees it: one on a session. */
export function memberContext(
  context: OperationContext,
  key: string,
  reports: MemberReports,
  listening: Listening = {},
): SessionContext {
  return {
    ...memberOrigin(context, key),
    // What is recorded is the wave's: who deletes a member says how.
    recordLeft: undefined,
    report: reports.of(key),
    ignored: ignoredOf(context.ignored, key),
    ...listening,
  };
}
