import { parse } from "yaml";

/** As much of a Pulumi package schema as a YAML program can disagree with. */
export type PackageSchema = {
  readonly name: string;
  readonly types: Readonly<Record<string, ObjectSpec & { readonly enum?: readonly { readonly value: unknown }[] }>>;
  readonly resources: Readonly<
    Record<
      string,
      ObjectSpec & {
        readonly inputProperties: Readonly<Record<string, Spec>>;
        readonly requiredInputs?: readonly string[];
      }
    >
  >;
  readonly functions: Readonly<Record<string, { readonly inputs: ObjectSpec; readonly outputs: ObjectSpec }>>;
};
type Spec = { readonly type?: string; readonly $ref?: string; readonly items?: Spec };
type ObjectSpec = {
  readonly properties?: Readonly<Record<string, Spec>>;
  readonly required?: readonly string[];
};
type Values = Readonly<Record<string, unknown>>;

/** What may stand beside `type` and `properties`, and among `options` (the language's reference). */
const resourceKeys = ["type", "name", "properties", "options", "get", "defaultProvider"];
const optionKeys = ["additionalSecretOutputs", "aliases", "customTimeouts", "deleteBeforeReplace", "dependsOn"].concat([
  "ignoreChanges",
  "import",
  "parent",
  "protect",
  "provider",
  "replaceOnChanges",
  "retainOnDelete",
  "version",
]);

/** Whatever a YAML program says that the schema of its package does not have, one sentence each; none if it is right. */
export function problemsOf(text: string, schema: PackageSchema): readonly string[] {
  return new YamlProgram(parse(text), schema).problems;
}

class YamlProgram {
  readonly problems: string[] = [];
  readonly #schema: PackageSchema;
  /** What `${name}` is. */
  readonly #names = new Map<string, Spec & ObjectSpec>();

  constructor(program: Values, schema: PackageSchema) {
    this.#schema = schema;
    const { config, variables, resources, outputs } = program;
    for (const [name, { type, default: value }] of entries(config))
      this.#names.set(name, { type: String(type ?? typeof value) });
    for (const [name, { type }] of entries(resources)) this.#names.set(name, this.#resource(type)?.outputs ?? {});
    for (const [name, value] of entries(variables)) this.#names.set(name, this.#call(value, name));
    for (const [name, resource] of entries(resources)) this.#checkResource(name, resource);
    for (const [name, value] of entries<unknown>(outputs)) this.#check(value, {}, `output ${name}`);
  }

  /** `package:Type` stands for `package:index:Type`. */
  #token(token: unknown): string {
    const parts = String(token).split(":");
    return parts.length === 2 ? `${parts[0]}:index:${parts[1]}` : String(token);
  }

  #resource(type: unknown) {
    const spec = this.#schema.resources[this.#token(type)];
    const own = { id: { type: "string" }, urn: { type: "string" } };
    return spec && { spec, outputs: { type: "resource", properties: { ...own, ...spec.properties } } };
  }

  #checkResource(name: string, resource: Record<string, unknown>): void {
    const place = `resource ${name}`;
    const found = this.#resource(resource.type);
    if (!found) return void this.problems.push(`${place}: there is no type ${resource.type}`);
    this.#checkKeys(resource, resourceKeys, place);
    this.#checkKeys((resource.options ?? {}) as Values, optionKeys, `${place}: options`);
    const { inputProperties: properties, requiredInputs: required = [] } = found.spec;
    this.#checkObject(resource.properties, { properties, required }, place);
  }

  #checkKeys(values: Values, known: readonly string[], place: string): void {
    for (const key of Object.keys(values)) if (!known.includes(key)) this.problems.push(`${place}: there is no ${key}`);
  }

  #checkObject(values: unknown, { properties = {}, required = [] }: ObjectSpec, place: string): void {
    const given = (values ?? {}) as Values;
    for (const name of required) if (given[name] === undefined) this.problems.push(`${place}: ${name} is missing`);
    for (const [name, value] of Object.entries(given)) {
      const spec = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (spec) this.#check(value, spec, `${place}: ${name}`);
      else this.problems.push(`${place}: there is no ${name}`);
    }
  }

  /** A variable's value: the answer of a function, or anything. */
  #call(value: unknown, name: string): Spec & ObjectSpec {
    const call = (value as Values | undefined)?.["fn::invoke"] as Record<string, unknown> | undefined;
    if (!call) return {};
    const place = `variable ${name}`;
    const found = this.#schema.functions[this.#token(call.function)];
    if (!found) this.problems.push(`${place}: there is no function ${call.function}`);
    if (!found) return {};
    this.#checkObject(call.arguments, found.inputs, place);
    if (call.return === undefined) return found.outputs;
    const returned = found.outputs.properties?.[String(call.return)];
    if (!returned) this.problems.push(`${place}: ${call.function} returns no ${call.return}`);
    return returned ?? {};
  }

  #check(value: unknown, spec: Spec, place: string): void {
    const named = this.#named(spec);
    if (typeof value === "string" && value.includes("${")) {
      this.#checkExpression(value, named, place);
    } else if (named.enum) {
      const choices = named.enum.map((choice) => choice.value);
      if (!choices.includes(value)) this.problems.push(`${place}: ${value} is none of ${choices.join(", ")}`);
    } else if (named.properties) {
      this.#checkObject(value, named, place);
    } else if (named.type === "array" && Array.isArray(value)) {
      for (const item of value) this.#check(item, named.items ?? {}, place);
    } else {
      this.#checkType(Array.isArray(value) ? "array" : typeof value, named.type, place);
    }
  }

  #named(spec: Spec): Spec & ObjectSpec & { readonly enum?: readonly { readonly value: unknown }[] } {
    const referred = spec.$ref?.replace("#/types/", "");
    return referred === undefined ? spec : (this.#schema.types[referred] ?? {});
  }

  #checkType(given: string | undefined, wanted: string | undefined, place: string): void {
    const plain = (type: string | undefined) => (type === "integer" ? "number" : type?.toLowerCase());
    if (given === undefined || wanted === undefined || plain(given) === plain(wanted)) return;
    this.problems.push(`${place}: ${given} where ${wanted} is wanted`);
  }

  /** `${name}`, `${name.property}`, or a text with such in it. */
  #checkExpression(text: string, wanted: Spec, place: string): void {
    const references = [...text.matchAll(/\$\{([^}]+)\}/g)].map(([, path = ""]) => this.#follow(path, place));
    const isWhole = /^\$\{[^}]+\}$/.test(text);
    this.#checkType(isWhole ? references[0]?.type : "string", wanted.type, place);
  }

  #follow(path: string, place: string): Spec {
    const [name = "", ...properties] = path.match(/[^.[\]]+/g) ?? [];
    let spec: Spec & ObjectSpec = this.#names.get(name) ?? {};
    if (!this.#names.has(name)) this.problems.push(`${place}: there is no ${name}`);
    for (const property of properties) {
      if (spec.type === "array" && /^\d+$/.test(property)) {
        spec = this.#named(spec.items ?? {});
        continue;
      }
      if (!spec.properties) return {};
      const next = Object.hasOwn(spec.properties, property) ? spec.properties[property] : undefined;
      if (!next) this.problems.push(`${place}: ${name} has no ${property}`);
      spec = next ? this.#named(next) : {};
    }
    return spec;
  }
}

const entries = <Value = Record<string, unknown>>(values: unknown) =>
  Object.entries((values ?? {}) as Record<string, Value>);
