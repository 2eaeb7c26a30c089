import * as z from "zod";
import { askedArraySchema } from "../arrays/askedArray";

/** Worst first. */
export const severities = ["error", "warning", "note", "ok"] as const;
export type Severity = (typeof severities)[number];

/** What is looked at, in the order in which it is shown. */
export const checkNames = [
  "login",
  "certificate",
  "clock",
  "version",
  "connection",
  "program",
  "window",
  "source",
  "host",
  "name",
  "capacity",
  "queue",
] as const;

export const findingSchema = z
  .object({
    array: z.string().describe("Name of the connection to the array."),
    check: z.enum(checkNames).describe("What was looked at."),
    severity: z
      .enum(severities)
      .describe("error: imports will fail. warning: somebody has to look. note: good to know, or not told. ok."),
    subjects: z.array(z.string()).describe("Of which imports, hosts or remote systems this is; empty: of the array."),
    found: z.string().describe("What is so."),
    todo: z.string().optional().describe("What to do about it."),
  })
  .meta({ title: "Finding" });

export type ArrayFinding = z.infer<typeof findingSchema>;

/** Before it is known of which array. */
export type Finding = Omit<ArrayFinding, "array" | "subjects"> & { readonly subjects?: readonly string[] };

export const preflightSchema = z
  .object({
    schema: z.literal("powerstore-import/preflight/1"),
    at: z.string().describe("When this was so, ISO 8601."),
    arrays: z.array(askedArraySchema),
    imports: z.number().describe("How many imports the program wants; 0 without a program."),
    counts: z.object({ error: z.number(), warning: z.number(), note: z.number(), ok: z.number() }),
    findings: z.array(findingSchema).describe("The worst comes first."),
  })
  .meta({ title: "Preflight" });

export type Preflight = z.infer<typeof preflightSchema>;

export function inOrderOfSeverity(findings: readonly ArrayFinding[]): readonly ArrayFinding[] {
  const place = ({ severity }: ArrayFinding) => severities.indexOf(severity);
  const turn = ({ check }: ArrayFinding) => checkNames.indexOf(check);
  return findings.toSorted((one, other) => place(one) - place(other) || turn(one) - turn(other));
}

export function countsOf(findings: readonly ArrayFinding[]): Preflight["counts"] {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return { error: count("error"), warning: count("warning"), note: count("note"), ok: count("ok") };
}
