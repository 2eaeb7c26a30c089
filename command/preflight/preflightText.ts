import { listed } from "../../provider/lifecycle/importWave/inputs/keys";
import { markdownText } from "../output/markdown";
import type { Style, Tone } from "../text/style";
import { countText } from "../text/units";
import { wrapped } from "../text/wrap";
import type { ArrayFinding, Preflight, Severity } from "./document";

const tones: Readonly<Record<Severity, Tone>> = { error: "attention", warning: "busy", note: "quiet", ok: "good" };

type Look = { readonly style: Style; readonly width: number | undefined };

/** A paragraph for each finding: what was found does not fit into a column. */
export function preflightText(preflight: Preflight, { style, width }: Look): string {
  const arrays = preflight.arrays.length > 1;
  const paragraphs = preflight.findings.map(({ array, check, severity, subjects, found, todo }) => {
    const place = arrays && array !== "" ? `${array} ` : "";
    const head = `${severity.padEnd(7)} ${check.padEnd(11)} `;
    const blanks = " ".repeat(head.length);
    const besideHead = (text: string) => wrapped(blanks + text, width, head.length);
    const text = besideHead(`${place}${ofWhom(subjects)}${found}`).slice(head.length);
    const lines = [`${style(tones[severity], severity.padEnd(7))} ${check.padEnd(11)} ${text}`];
    if (todo !== undefined) lines.push(besideHead(`-> ${todo}`));
    return lines.join("\n");
  });
  return `${[...paragraphs, wrapped(sumText(preflight), width, 0)].join("\n")}\n`;
}

export function preflightMarkdown(preflight: Preflight): string {
  const rows = preflight.findings.map(({ array, check, severity, subjects, found, todo }) =>
    [severity, check, array, `${ofWhom(subjects)}${found}`, todo ?? ""].map(markdownText).join(" | "),
  );
  const head = ["| Severity | Check | Array | Found | To do |", "|---|---|---|---|---|"];
  return `${["### Preflight", "", markdownText(sumText(preflight)), "", ...head, ...rows.map((row) => `| ${row} |`)].join("\n")}\n`;
}

const ofWhom = (subjects: ArrayFinding["subjects"]) => (subjects.length === 0 ? "" : `${listed(subjects)}: `);

function sumText({ counts, imports, arrays }: Preflight): string {
  const missing = arrays.filter(({ failure }) => failure !== undefined).map(({ name }) => name);
  const of = imports > 0 ? ` for ${countText(imports, "import")}` : "";
  const silent = missing.length > 0 ? ` Nothing is known of ${missing.join(", ")}.` : "";
  const { error, warning, note, ok } = counts;
  return `${countText(error, "error")}, ${countText(warning, "warning")}, ${countText(note, "note")}, ${ok} ok${of}.${silent}`;
}
