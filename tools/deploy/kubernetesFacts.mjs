// Facts about Kubernetes' own objects, from its published schemas as the PyPI package kubernetes-validate holds them: names, types, what is required. Texts stay where they are.
//   node tools/deploy/kubernetesFacts.mjs <folder of a version: .../kubernetes-json-schema/v1.34.0-local> > deploy/pko/kubernetes.facts.json
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

const [folder = ""] = process.argv.slice(2);

/** The kinds that deploy/pko has, by the files that define them. */
const files = {
  ClusterRoleBinding: "clusterrolebinding-rbac-v1.json",
  CronJob: "cronjob-batch-v1.json",
  Namespace: "namespace-v1.json",
  Role: "role-rbac-v1.json",
  RoleBinding: "rolebinding-rbac-v1.json",
  ServiceAccount: "serviceaccount-v1.json",
};

/** What no manifest of ours says anything of is any object: the many sources of a volume, where a pod is to run, what a cluster answers. */
const open =
  /\.(?:Volume|PersistentVolumeClaim\w*|Affinity|TopologySpreadConstraint|Lifecycle|Probe|ManagedFieldsEntry|\w+Status)$/;

const kept = ["enum", "required", "minimum", "maximum", "pattern", "format"];

/** @param {string} file @returns {any} */
const read = (file) => JSON.parse(readFileSync(join(folder, file), "utf8"));
const definitions = read("_definitions.json").$defs;
/** @type {Record<string, any>} */
const used = {};

/** @param {any} schema @returns {any} */
function factsOf(schema) {
  const { $ref, type, oneOf } = schema;
  if ($ref) return refTo($ref.split("/").at(-1));
  if (oneOf) return { anyOf: oneOf.map(factsOf) };
  /** @type {any} */
  const facts = Object.fromEntries(kept.filter((key) => key in schema).map((key) => [key, schema[key]]));
  // That a property may as well be null means that it may be left out.
  if (type) facts.type = Array.isArray(type) ? type.find((each) => each !== "null") : type;
  if (schema.properties) {
    facts.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, inner]) => [name, factsOf(inner)]),
    );
  }
  if (schema.items) facts.items = factsOf(schema.items);
  if (typeof schema.additionalProperties === "object")
    facts.additionalProperties = factsOf(schema.additionalProperties);
  return facts;
}

/** @param {string} name */
function refTo(name) {
  if (open.test(name)) return {};
  if (!(name in used)) {
    used[name] = {};
    used[name] = factsOf(definitions[name]);
  }
  return { $ref: `#/$defs/${name}` };
}

const kinds = Object.fromEntries(Object.entries(files).map(([kind, file]) => [kind, factsOf(read(file))]));
const [, version] = /^v(\d+\.\d+)/.exec(basename(folder)) ?? [];
process.stdout.write(`${JSON.stringify({ source: `Kubernetes ${version}`, kinds, $defs: used })}\n`);
