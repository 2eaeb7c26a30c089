import type { TransportRequest } from "../../provider/powerstore/http/contract";
import type { InjectedAnswer } from "../../simulator/src";

/**
 * What can be wrong with a page of sessions that looks well. `stale`: as it was when this process first asked. `shuffled`: in another order,
 * one row twice and one missing. `swapped`: each row under the id of another.
 */
export const pageEffects = ["stale", "shuffled", "swapped"] as const;
export type PageEffect = (typeof pageEffects)[number];

type Answered = Exclude<InjectedAnswer, { kind: "dropped" }>;

/** Pages are remembered from the first request on: an array that is behind shows what has been. */
export function pageReader(): (
  request: TransportRequest,
  answer: InjectedAnswer,
  effect: PageEffect | undefined,
) => { readonly answer: InjectedAnswer; readonly isTrue: boolean } {
  const first = new Map<string, Answered>();
  return (request, answer, effect) => {
    if (answer.kind !== "answered" || !isPage(request) || answer.status >= 300) return { answer, isTrue: true };
    const { search } = new URL(request.url);
    const early = first.get(search) ?? answer;
    first.set(search, early);
    if (effect === undefined) return { answer, isTrue: true };
    return { answer: effect === "stale" ? early : rewritten(answer, effect), isTrue: false };
  };
}

const isPage = ({ method, url }: TransportRequest) =>
  method === "GET" && new URL(url).pathname.endsWith("/import_session");

function rewritten(answer: Answered, effect: "shuffled" | "swapped"): Answered {
  const rows: readonly { id: string }[] = JSON.parse(answer.text);
  return { ...answer, text: JSON.stringify(effect === "shuffled" ? shuffled(rows) : swapped(rows)) };
}

function shuffled<T>(rows: readonly T[]): readonly T[] {
  const [lost, ...others] = rows;
  return lost === undefined || others.length === 0 ? rows : [...others.toReversed(), ...others.slice(0, 1)];
}

function swapped(rows: readonly { id: string }[]): readonly { id: string }[] {
  return rows.map((row, index) => ({ ...row, id: rows[(index + 1) % rows.length]?.id ?? row.id }));
}
