import { isCreate } from "../../requests";
import { isWave, nameOf } from "../program";
import type { WavesInvariant } from "../story";
import { importsOf, ownImports } from "../story";
import { isLeft } from "./letGo";
import { isUnderWay } from "./states";

/** What a run must not lose. */

/** Whoever is told an id and lives to tell it has to. */
export const idKept: WavesInvariant = (chapter) => {
  if (chapter.outcome === "died") return undefined;
  const heard = chapter.requests.filter(
    (request) => isCreate(request) && request.isAnswerTrue && request.entry.status === 201 && request.after,
  );
  const kept = new Set(ownImports(chapter, chapter.statesAfter).map(({ id }) => id));
  const lost = heard.find(({ after }) => !kept.has(after?.id) && chapter.sessions.some(({ id }) => id === after?.id));
  return lost && `the array gave ${lost.after?.id}, and the state does not have it`;
};

/** An import leaves the state only when it is no more on the array, is over and taken out, is to be left alone, or somebody else has it. */
export const importsKept: WavesInvariant = (chapter) => {
  const after = new Set(chapter.statesAfter.flatMap((entries) => entries.flatMap(importsOf)).map(({ id }) => id));
  const lost = ownImports(chapter, chapter.statesBefore).find(
    ({ key, id }) =>
      id !== undefined && !after.has(id) && !isLeft(chapter, key) && chapter.sessions.some((row) => row.id === id),
  );
  return lost && `${lost.key} of ${lost.urn} is on the array as ${lost.id}, and no state has it any more`;
};

/** A refresh keeps every key; what is gone has no id. */
export const keysKept: WavesInvariant = (chapter) => {
  if (chapter.deed.kind !== "refresh" || chapter.outcome !== "done" || chapter.result === "gone") return undefined;
  const after = new Set(ownImports(chapter, chapter.statesAfter).map(({ key }) => key));
  const lost = ownImports(chapter, chapter.statesBefore).find(({ key }) => !after.has(key));
  return lost && `a refresh has lost ${lost.key}`;
};

/** No password, token or cookie is in a text, an output or the journal. */
export const noSecret: WavesInvariant = ({ texts, secrets, statesAfter, requests }) => {
  const shown = [...texts, JSON.stringify(statesAfter), JSON.stringify(requests.map(({ entry }) => entry))];
  return secrets.some((secret) => shown.some((text) => text.includes(secret))) ? "a secret is shown" : undefined;
};

/** What the surface answers fits together. */
export const soundAnswers: WavesInvariant = ({ complaints }) => complaints[0];

/** What the deleted wave had begun, and no run had recorded, goes with it, or somebody is told of it. */
export const noneForgotten: WavesInvariant = (chapter) => {
  const { deed, outcome, stack, statesBefore, statesAfter, sessions, makers, texts } = chapter;
  const entry = statesBefore[stack]?.find(({ urn }) => urn === deed.urn);
  if (deed.kind !== "removal" || outcome !== "done" || !entry || !isWave(nameOf(deed.urn))) return undefined;
  const recorded = new Set(
    statesAfter
      .flat()
      .flatMap(importsOf)
      .map(({ id }) => id),
  );
  const wanted = (entry.outputs.sessions ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const left = sessions.find(({ id, state, source_resource_id: source }) => {
    const maker = makers.get(id);
    const isOwn = maker?.stack === stack && maker.urn === deed.urn && wanted[maker.key]?.sourceResourceId === source;
    return isOwn && isUnderWay(state) && !recorded.has(id) && !texts.some((text) => text.includes(id));
  });
  return (
    left && `${left.name} (${left.state}) was begun for the wave that is deleted, and nobody is told that it goes on`
  );
};
