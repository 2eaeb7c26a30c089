import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod";
import type { Discover, Source } from "../../discover/document";
import { discoverSchema, labelOf } from "../../discover/document";
import { isUnderWay } from "../../discover/sessions";
import { UsageError } from "../../process/exits";
import { textOf } from "../../process/failures";
import { standingOf } from "../../sessions/standing";
import { countText } from "../../text/units";
import { distinct, keyOf } from "../program/names";
import type { ArrayImports } from "./source";

/**
 * What `discover -o json` has written.
 * @throws UsageError where the file is something else
 */
export function readDiscover(file: string, folder: string): Discover {
  const place = resolve(folder, file);
  try {
    return discoverSchema.parse(JSON.parse(readFileSync(place, "utf8")));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : textOf(error);
    throw new UsageError(`--from: ${place} is no document of "discover -o json": ${reason}`);
  }
}

/**
 * What is ready, for each array; the rest is left out.
 * @param isNamed whether somebody has asked for each by its name, and so is told of each
 */
export function importsOfDiscover({ sources }: Discover, isNamed: boolean): readonly ArrayImports[] {
  const arrays = [...new Set(sources.map(({ array }) => array))];
  return arrays.map((array) => {
    const own = sources.filter((source) => source.array === array);
    const ready = own.filter(({ isReady }) => isReady);
    const keys = distinct(ready.map((source) => keyOf(labelOf(source))));
    return {
      array,
      imports: ready.map((source, index) => ({ key: keys[index] ?? "", inputs: inputsOf(source), wave: source.wave })),
      leftOut: leftOutTexts(
        array,
        own.filter(({ isReady }) => !isReady),
        isNamed,
      ),
    };
  });
}

/** What was imported in the nights before is counted: by the hundred, it would hide what somebody has to know of. */
function leftOutTexts(array: string, sources: readonly Source[], isNamed: boolean): readonly string[] {
  const named = sources.filter((source) => isNamed || !isDone(source));
  const counted = sources.length - named.length;
  return [
    ...(counted > 0 ? [`${countText(counted, "source")}, imported to ${array} already`] : []),
    ...named.map((source) => `"${labelOf(source)}": ${reasonNot(source)}`),
  ];
}

const isDone = ({ importableCriteria, session }: Source) =>
  importableCriteria === "Imported" && (session === undefined || standingOf(session.state).standing === "completed");

/** What a program of before has begun is not ready any more, and one that is written anew in its place would cancel it. */
const reasonNot = ({ reason, session }: Source) =>
  session && isUnderWay(session) ? `${reason}: a program that declares it has to keep it` : reason;

const inputsOf = ({ remoteSystemId, id, importType }: Source) => ({
  remoteSystemId,
  sourceResourceId: id,
  ...(importType === "Agentless" && { type: importType }),
});
