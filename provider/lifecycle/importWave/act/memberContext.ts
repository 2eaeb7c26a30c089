import type { SessionContext } from "../../importSession/act/sessionContext";
import type { Hold } from "../../importSession/decide/holds";
import type { ObservedSession } from "../../importSession/decide/observedSession";
import type { OperationContext, Report } from "../../operation/handler";
import { rowUrn } from "../../operation/memberUrn";
import { inMembersWords } from "../decide/memberAdvice";
import { listed, memberPath } from "../inputs/keys";
import { ignoredOf, memberOrigin } from "../inputs/member";

/** So many members have rows of their own at a time; of more, the wave's row tells the sums. */
const MOST_ROWS = 40;
/** So many messages are shown as they come; of more, their number is. */
const MOST_MESSAGES = 20;

/** Between two sums on the wave's row; where each is a line for ever, they are rarer. */
export const SUM_SECONDS = 1;
export const QUIET_SUM_SECONDS = 60;

/** What the members of a wave have to say, on the wave's row and on their own. */
export class MemberReports {
  readonly #context: OperationContext;
  readonly #rows = new Set<string>();
  readonly #unsaid = new Set<string>();
  #said = 0;

  constructor(context: OperationContext) {
    this.#context = context;
  }

  of(key: string): Report {
    const named = (text: string) => `${memberPath(key)}: ${inMembersWords(text)}`;
    return {
      warning: (text) => this.#say(key, () => this.#context.report.warning(named(text))),
      info: (text) => this.#say(key, () => this.#context.report.info(named(text))),
      progress: (text) => this.#row(key)?.progress(text),
    };
  }

  /** Says of how many members there was more to say. */
  settle(): void {
    if (this.#unsaid.size === 0) return;
    const keys = [...this.#unsaid];
    this.#unsaid.clear();
    this.#context.report.warning(`there is as much to say of ${keys.length} more imports: ${listed(keys, 100)}.`);
  }

  #say(key: string, say: () => void): void {
    if (this.#said >= MOST_MESSAGES) return void this.#unsaid.add(key);
    this.#said++;
    say();
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
    report: reports.of(key),
    ignored: ignoredOf(context.ignored, key),
    ...listening,
  };
}
