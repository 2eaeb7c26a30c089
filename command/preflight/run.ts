import { isCompleted } from "../../provider/lifecycle/importSession/decide/states";
import type { CheckFailure } from "../../provider/lifecycle/operation/handler";
import { askedArray } from "../arrays/askedArray";
import type { ChosenArray } from "../arrays/chosenArrays";
import { chooseArrays, readSettings } from "../arrays/chosenArrays";
import { missingExit, missingTexts } from "../arrays/missing";
import { askEach, withArrays } from "../arrays/openArrays";
import type { ArrayOptions } from "../arrays/options";
import { twinsAmong, twinTexts, withoutTwins } from "../arrays/twins";
import type { Format } from "../output/formats";
import { jsonText } from "../output/formats";
import { say } from "../output/messages";
import type { ExitCode } from "../process/exits";
import { exitCodes } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import type { ProgramOptions } from "../program/options";
import { placeOf } from "../program/placement";
import type { ProgramResource, WantedImport } from "../program/program";
import { checkImports, wantedImports } from "../program/program";
import { readProgram } from "../program/read";
import { styleFor } from "../text/style";
import { checkArray } from "./checks";
import type { ArrayFinding, Finding, Preflight } from "./document";
import { countsOf, inOrderOfSeverity } from "./document";
import { observeArray } from "./facts";
import { preflightMarkdown, preflightText } from "./preflightText";

type PreflightOptions = ArrayOptions & ProgramOptions & { readonly output: Format };

export async function runPreflight(options: PreflightOptions, surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, clock, stopped, environment } = surroundings;
  const configured = await readSettings(options, surroundings);
  const program = await readProgram(options, surroundings, configured);
  const chosen = await chooseArrays(options, surroundings, configured);
  const now = clock.now();
  const wanted = program && chooseImports(program, environment);
  const asked = await withArrays(chosen, surroundings, (arrays) =>
    askEach(arrays, (array) => observeArray(array, connectionOf(chosen, array.name), stopped)),
  );
  const answers = withoutTwins(asked);
  const missing = missingExit(answers);
  for (const text of [...missingTexts(answers), ...twinTexts(twinsAmong(answers))]) say(surroundings, text);
  const places = answers.flatMap(({ name, alsoNamed, answer }) => (answer ? [{ ...answer, name, alsoNamed }] : []));
  const ofProgram = (wanted?.findings ?? []).map((finding) => named("", finding));
  const findings = places.flatMap((place) => {
    const own = wanted?.imports.filter((each) => placeOf(each, places) === place);
    return checkArray(place, own, now).map((finding) => named(place.name, finding));
  });
  const nowhere = wanted?.imports.filter((each) => isToDo(each) && placeOf(each, places) === undefined) ?? [];
  if (nowhere.length > 0 && missing === undefined) ofProgram.push(named("", nowhereFinding(nowhere)));
  const all = inOrderOfSeverity([...ofProgram, ...findings]);
  const preflight: Preflight = {
    schema: "powerstore-import/preflight/1",
    at: new Date(now).toISOString(),
    arrays: answers.map(askedArray),
    imports: wanted?.imports.length ?? 0,
    counts: countsOf(all),
    findings: [...all],
  };
  stdout.write(rendered(preflight, options.output, surroundings));
  return missing ?? exitOf(preflight);

  function rendered(document: Preflight, format: Format, { stdout: output }: Surroundings): string {
    if (format === "json") return jsonText(document);
    if (format === "markdown") return preflightMarkdown(document);
    return preflightText(document, { style: styleFor(output, environment), width: output.columns });
  }
}

/** For what is done no array need be asked. */
const isToDo = ({ recorded }: WantedImport) => !isCompleted(recorded?.state);

const nowhereFinding = (imports: readonly WantedImport[]): Finding => ({
  check: "program",
  severity: "error",
  subjects: imports.map(({ label }) => label),
  found: "on none of the arrays that were asked",
  todo: "name their array as well (--array, --arrays), or correct array and remoteSystemId",
});

const named = (array: string, finding: Finding): ArrayFinding => ({
  array,
  ...finding,
  subjects: [...(finding.subjects ?? [])],
});

function connectionOf(chosen: readonly ChosenArray[], name: string): ChosenArray {
  const found = chosen.find((each) => each.name === name);
  if (!found) throw new TypeError(`no array ${name} was chosen`);
  return found;
}

function chooseImports(program: readonly ProgramResource[], environment: Surroundings["environment"]) {
  const checked = program.map((resource) => checkImports(resource, environment));
  return {
    imports: checked.flatMap(({ resource }) => wantedImports(resource, environment)),
    findings: [
      ...checked.flatMap(({ resource, failures }) => failures.map((failure) => refusalOf(resource, failure))),
      ...checked.flatMap(({ resource, hidden }) => (hidden === undefined ? [] : hiddenFinding(resource, hidden))),
      ...(program.length === 0 ? [EMPTY] : []),
    ],
  };
}

const EMPTY: Finding = { check: "program", severity: "note", found: "the program has no imports" };

/** What the provider's check refuses, before anything is sent. */
const refusalOf = ({ name }: ProgramResource, { property, reason }: CheckFailure): Finding => ({
  check: /[wW]indows|timeZone/.test(property) ? "window" : "program",
  severity: "error",
  subjects: [name],
  found: `${property}: ${reason}`,
  todo: "correct it in the program",
});

const hiddenFinding = ({ name }: ProgramResource, hidden: string): Finding => ({
  check: "program",
  severity: "warning",
  subjects: [name],
  found: `${hidden}: they are not checked`,
  todo: 'see what "pulumi preview" says of it; rows of a file are checked by --from',
});

function exitOf({ counts }: Preflight): ExitCode {
  if (counts.error > 0) return exitCodes.error;
  return counts.warning > 0 ? exitCodes.attention : exitCodes.done;
}
