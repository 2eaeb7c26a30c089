/** The lifecycle's texts in the words of this surface: its commands, its arguments, its names of attributes. */

import type { Resources } from "../../lifecycle/operation/definition";
import { toSnakeCase, typeNameOf } from "./names";

type Rule = readonly [said: RegExp, here: string | ((...groups: string[]) => string)];

const ADDRESS = "<address>";

/** What leads out of a list in which an entry was taken out before others: each has the address of the one before it. */
export const MOVED_UP =
  "If it is the same import at another address or key, as where an entry before it was taken out of a list, leave none at the wrong place: end or forget what is to go by its former address " +
  `(terraform destroy -target=${ADDRESS}, terraform state rm ${ADDRESS}), and write moved blocks that lead the others to theirs; in a wave, give it its former key. With for_each, and keys that stay, nothing moves.`;

/** In this order: what is particular comes before what it is made of. */
const rules: readonly Rule[] = [
  // A resource has no address here: what tells it apart is in its origin (identity.ts).
  [
    /urn:pulumi:terraform::powerstore-import::powerstore-import:index:(\w+)::([^\s"#,;]+)(#[\w-]+)?/g,
    (_, name = "", of = "") => `${typeNameOf(name)} of ${of}`,
  ],
  [/(of the import wave [^#\n]+?)#\S*?-[0-9a-f]{8}\b/g, "$1"],
  // Whether it has another address, or a new object is made before the old one goes, nobody can tell here.
  [
    /If it is the same (import )?under another name or type, give that resource the option aliases: \[[^\]]*\]/g,
    "If it is the same $1at another address, write a moved block that leads from its former address to the new one; if it is this one, which is to be replaced, take create_before_destroy off it",
  ],
  [
    /(take that entry out of its wave's sessions with onRemove: "leave", and set adoptSessionId here)/g,
    "$1; if it is of this very wave, write a moved block that leads here, or take create_before_destroy off it if it is to be replaced",
  ],
  // What is on record is its resource's in all of an apply.
  [
    /If it is the same import, set (adoptSessionId: "[^"]*") there and run "pulumi up" again/g,
    'If it is the same import, take this one out of the state (by a removed block with destroy = false; of a wave, its entry by onRemove: "leave") and apply that; then set $1 there',
  ],
  // An update does not change what is imported, and nothing is adopted that the state has elsewhere.
  [/To let that (?:resource|import) go on with it, .*?run "pulumi up(?: --replace [^"]*)?"\./g, MOVED_UP],
  [
    /(?:give that resource|give the resource|give this resource|Give the resource) the option aliases: \[[^\]]*\]/g,
    "write a moved block that leads from its former address to the new one",
  ],
  // Whether it is another resource or the same, of which a new object is made before the old one goes, nobody can tell here.
  [
    /, with the option aliases here/g,
    ", with a moved block that leads here; if it is this one, which is to be replaced, take create_before_destroy off it",
  ],
  [
    /[Gg]ive the (resource|wave) the option deleteBeforeReplace: true and run/g,
    "take create_before_destroy off the $1 and run",
  ],
  [/because the engine created before it deleted/g, "because create_before_destroy creates before it deletes"],
  [
    /a resource option \(replaceOnChanges, replaceWith\)/g,
    "something beside the change (a taint, -replace, replace_triggered_by)",
  ],
  [/[Tt]ake the option off this resource/g, "take that off this resource"],
  [/Its option ignoreChanges/g, "ignore_changes"],
  [/"pulumi up --replace(?: [^"]+)?"/g, `"terraform apply -replace=${ADDRESS}"`],
  [/"pulumi up --target(?: [^"]+)?"/g, `"terraform apply -target=${ADDRESS}"`],
  [/"pulumi destroy --target(?: [^"]+)?"/g, `"terraform destroy -target=${ADDRESS}" (with all that depends on it)`],
  [/"pulumi state delete(?: [^"]+)?"/g, `"terraform state rm ${ADDRESS}"`],
  [/"pulumi config set(?: --secret)?(?: [^"]+)?"/g, "an argument of the provider block"],
  [
    /, and without the option retainOnDelete, which keeps it \(an option counts once a plain "pulumi up" has recorded it[^)]*\)/g,
    "",
  ],
  [/ without --replace:/g, " without -replace:"],
  [/"pulumi refresh"/g, '"terraform apply -refresh-only"'],
  [/"pulumi (up|destroy|preview|import)"/g, (_, command = "") => `"terraform ${commands[command] ?? command}"`],
  // Only what is on record allows that here.
  [
    /(to cancel it and start\s+again from 0), run "terraform apply/g,
    '$1, apply cancel_on_destroy = true before and then run "terraform apply',
  ],
  [/, or that of the provider or profile/g, ""],
  [/\ba StackReference\b/g, "the data source terraform_remote_state"],
  [/\b([Tt]he|[Tt]his|that|a|its) program\b/g, "$1 configuration"],
  [/\bname that one by --target, too/g, "name that one by -target, too"],
  [/\bcustomTimeouts\b/g, "timeouts"],
  [/\bpowerstore-import:(?!index)(\w+)/g, (_, setting = "") => `${toSnakeCase(setting)} of the provider block`],
  [/\bstack of the same project and stack name\b/g, "configuration"],
  [/\b(another|other) stack\b/g, "$1 configuration"],
  [/\bother stacks\b/g, "other configurations"],
  [/\bthe same project and stack name\b/g, "the same source"],
  [/\b(?:of|in) the (?:whole )?stack\b/g, "of the configuration"],
  [/<(?:the |its )?(?:former )?urn>/g, ADDRESS],
];

const commands: Readonly<Record<string, string>> = { up: "apply", preview: "plan" };

let names: RegExp | undefined;

/** Names of inputs and outputs that this surface writes otherwise. */
function mixedCaseNames(): RegExp {
  if (names) return names;
  const all = Object.values(loadResources()).flatMap(({ inputs, outputs }) => [
    ...Object.keys(inputs),
    ...Object.keys(outputs),
  ]);
  const mixed = [...new Set([...all, "volumeWwn"])].filter((name) => /[A-Z]/.test(name));
  names = new RegExp(`\\b(${mixed.join("|")})\\b(: (?="|true|false))?`, "g");
  return names;
}

let classes: RegExp | undefined;

/** Programs have classes of these names, configurations have types. */
function resourceNames(): RegExp {
  classes ??= new RegExp(`\\b(?:([Aa])n (\`?))?(${Object.keys(loadResources()).join("|")})\\b`, "g");
  return classes;
}

const loadResources = (): Resources =>
  (require("../../lifecycle/resources") as typeof import("../../lifecycle/resources")).resourcesOf.terraform;

export function inTerraformWords(text: string): string {
  const said = rules.reduce(
    (so, [pattern, here]) => (typeof here === "string" ? so.replace(pattern, here) : so.replace(pattern, here)),
    text,
  );
  const named = said.replace(
    resourceNames(),
    (_, article?: string, quote = "", name = "") => `${article ? `${article} ${quote}` : ""}${typeNameOf(name)}`,
  );
  // `paused: true` is `paused = true` in this language.
  return named.replace(
    mixedCaseNames(),
    (_, name: string, colon?: string) => `${toSnakeCase(name)}${colon ? " = " : ""}`,
  );
}
