import { nothingText } from "../arrays/missing";
import { unaskedLine } from "../fleet/unasked";
import { type MarkdownColumn, markdownTable, markdownText } from "../output/markdown";
import { needsOf, needText, nextText } from "../sessions/needs";
import type { SessionView } from "../sessions/sessionView";
import { totalsText } from "../sessions/totalsText";
import { secretLine } from "../stack/secretWaves";
import { bytesText, percentText } from "../text/units";
import type { Status } from "./document";

const columns = (status: Status): readonly MarkdownColumn<SessionView>[] => [
  { title: "Name", text: ({ name, id }) => name ?? id },
  ...(status.arrays.length > 1 ? [{ title: "Array", text: ({ array }: SessionView) => array }] : []),
  { title: "State", text: ({ state }) => state },
  {
    title: "Done",
    align: "right",
    text: ({ progressPercentage: percent }) => (percent === undefined ? "" : percentText(percent)),
  },
  { title: "Size", align: "right", text: ({ size }) => (size === undefined ? "" : bytesText(size)) },
  { title: "Next", text: nextText },
];

/** For a summary or a comment: totals, what is to be done, and a table. */
export function statusMarkdown(status: Status): string {
  const { arrays, sessions, totals, absent, elsewhere, secretImports } = status;
  const missing = arrays.flatMap(({ name, failure }) => (failure === undefined ? [] : [`${name}: ${failure}`]));
  const needs = needsOf(sessions).map(needText);
  const item = (text: string) => `- ${markdownText(text)}`;
  const blocks = [
    sessions.length === 0
      ? nothingText("There are no import sessions", arrays)
      : `**${markdownText(totalsText(totals))}**`,
    missing.length > 0 && ["No answer, and no part of this:", "", ...missing.map(item)].join("\n"),
    elsewhere !== undefined && unaskedLine(elsewhere),
    secretImports !== undefined && secretLine(secretImports),
    needs.length > 0 && ["To do:", "", ...needs.map(item)].join("\n"),
    absent.length > 0 &&
      ["Not on the array:", "", ...absent.map(({ resource, state }) => item(`${resource}: ${state}`))].join("\n"),
    sessions.length > 0 && markdownTable(columns(status), sessions).trimEnd(),
  ];
  return `${blocks.filter((block) => block !== false).join("\n\n")}\n`;
}
