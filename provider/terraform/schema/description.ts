/** Descriptions of the lifecycle in the words of this surface: what a schema says is read beside configurations. */

import { queryFunctions } from "../../lifecycle/functions";
import { dataSourceNameOf } from "../values/names";
import { inTerraformWords } from "../values/words";

const rules: readonly (readonly [said: RegExp, here: string])[] = [
  [/\b[Aa]n update of the stack\b/g, "an apply"],
  [/\ban update or a refresh\b|\ban update or refresh\b/g, "an apply or a refresh"],
  [/\bthe last update or refresh\b/g, "the last apply or refresh"],
  [/\bthe next update\b/g, "the next apply"],
  [/\b([Aa])n update (that )?has\b/g, "$1n apply $2has"],
  [/\bstacks of the same project and stack name\b/g, "configurations that would make the same names"],
  [/ of the same project and stack name\b/g, ""],
  [/\bstack's\b/g, "configuration's"],
  [/\b(the|that the) program\b/g, "$1 configuration"],
  [/\bfunction `?(get\w+)`?/g, "data source `$1`"],
];

/** Where an engine tells no address, a name comes from what is imported, or has to be given. */
const GENERATED = " Generated from the resource's name if not given.";

export function describe(text: string, { required = false }: { readonly required?: boolean } = {}): string {
  const ofName = text.replace(GENERATED, required ? "" : " Generated from what is imported if not given.");
  const said = rules.reduce((so, [pattern, here]) => so.replace(pattern, here), ofName);
  return inTerraformWords(said).replace(/\bget[A-Z]\w+/g, (name) =>
    name in queryFunctions ? dataSourceNameOf(name) : name,
  );
}
