/**
 * docs/terraform-reference.md, from what the provider answers to GetProviderSchema.
 * @typedef {import("../../provider/terraform/protocol/messages.js").Message<"GetProviderSchemaResponse">} ProviderSchema
 * @typedef {import("../../provider/terraform/protocol/messages.js").Message<"Schema">} Schema
 * @typedef {import("../../provider/terraform/protocol/messages.js").Message<"Attribute">} Attribute
 */

/** Where the page is, from the folder of the repository. */
export const referenceFile = "docs/terraform-reference.md";

/** @param {ProviderSchema} schema */
export function referencePage({ resourceSchemas = {}, dataSourceSchemas = {}, actionSchemas = {} }) {
  return [
    "# The provider for Terraform and OpenTofu: all arguments and attributes\n",
    "Made from the provider's own schema by `npm run reference`; what it is, how it is used and the arguments of the provider block are in [terraform.md](terraform.md). `req`: has to be given; `opt`: may be given; `opt*`: may be given, and is filled in where it is not; nothing: the provider says it.\n",
    "## Resources\n",
    ...Object.entries(resourceSchemas).flatMap(([name, each]) => section(name, each)),
    'Every resource has a block `timeouts` with `create`, `read`, `update` and `delete`, such as `timeouts { create = "2h" }`.\n',
    "## Data sources\n",
    ...Object.entries(dataSourceSchemas).flatMap(([name, each]) => section(name, each)),
    "## Actions\n",
    ...Object.entries(actionSchemas).flatMap(([name, { schema = {} }]) => section(name, schema)),
  ].join("\n");
}

/** Where the arguments of the provider block stand. */
export const guideFile = "docs/terraform.md";

const marks = {
  begin: "<!-- provider arguments: written by `npm run reference` -->",
  end: "<!-- end of provider arguments -->",
};

/**
 * The guide with the arguments that there are now.
 * @param {string} guide
 * @param {ProviderSchema} schema
 */
export function replaceArguments(guide, { provider }) {
  const [begin, end] = [guide.indexOf(marks.begin), guide.indexOf(marks.end)];
  if (begin < 0 || end < begin) throw new Error(`${guideFile} has no ${marks.begin} ... ${marks.end}`);
  const rows = (provider?.block?.attributes ?? []).map(argumentRow);
  const table = ["| argument | variable | meaning |", "|---|---|---|", ...rows].join("\n");
  return `${guide.slice(0, begin)}${marks.begin}\n${table}\n${guide.slice(end)}`;
}

/** @param {Attribute} attribute */
function argumentRow({ name, description = "" }) {
  const [meaning = "", variable] = description.split(/ Environment: (\w+)\.$/);
  return `| \`${name}\` | ${variable ? `\`${variable}\`` : ""} | ${cell(meaning)} |`;
}

/**
 * @param {string} name
 * @param {Schema} schema
 */
function section(name, schema) {
  return [`### ${name}\n`, `${schema.block?.description ?? ""}\n`, ...table(schema)];
}

/** @param {Schema} schema */
function table({ block }) {
  const rows = (block?.attributes ?? []).flatMap((attribute) => rowsOf(attribute, ""));
  return ["| name | type | | meaning |", "|---|---|---|---|", ...rows, ""];
}

/**
 * An attribute and what is in it: `sessions{}.paused` of a map, `start_windows[].cron` of a list.
 * @param {Attribute} attribute
 * @param {string} before
 * @returns {string[]}
 */
function rowsOf(attribute, before) {
  const { name = "", nestedType, description = "" } = attribute;
  const path = `${before}${name}`;
  const kind = nestings[nestedType?.nesting ?? 0];
  const type = nestedType ? kind?.type : typeText(JSON.parse(Buffer.from(attribute.type ?? []).toString()));
  const notes = [attribute.sensitive ? " Sensitive." : "", attribute.writeOnly ? " Write-only." : ""].join("");
  const row = `| \`${path}\` | ${type} | ${givenBy(attribute)} | ${cell(description + notes)} |`;
  return [row, ...(nestedType?.attributes ?? []).flatMap((inner) => rowsOf(inner, `${path}${kind?.mark}.`))];
}

/**
 * One line of Markdown, in which what is in angle brackets is no tag; in code they stay as they are.
 * @param {string} text
 */
function cell(text) {
  const parts = text.trim().replaceAll("\n", " ").replaceAll("|", "\\|").split("`");
  return parts.map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "\\<") : part)).join("`");
}

/** By the numbers of the protocol. */
const nestings = /** @type {Readonly<Record<number, { type: string, mark: string }>>} */ ({
  1: { type: "object", mark: "" },
  2: { type: "list of objects", mark: "[]" },
  4: { type: "map of objects", mark: "{}" },
});

/** @param {unknown} notation `"string"` or `["list", "string"]` @returns {string} */
function typeText(notation) {
  if (!Array.isArray(notation)) return String(notation);
  const [kind, of] = notation;
  return kind === "object" ? "object" : `${kind} of ${typeText(of)}s`;
}

/** @param {Attribute} attribute */
function givenBy({ required, optional, computed }) {
  if (required) return "req";
  if (!optional) return "";
  return computed ? "opt*" : "opt";
}
