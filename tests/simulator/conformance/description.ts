/** The vendor's description as the conformance tests read it, by themselves and not through the simulator. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly "x-pstore-nullable"?: boolean;
};

type Parameter = { readonly in: string; readonly required?: boolean; readonly schema?: Schema };

export type Operation = {
  /** `POST /import_session/{id}/pause`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body: Schema | undefined;
  readonly isBodyRequired: boolean;
  /** Schemas of answers by status; undefined for an answer without a body. */
  readonly answers: ReadonlyMap<number, Schema | undefined>;
};

type Description = {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly Parameter[];
            readonly responses: Readonly<Record<string, { readonly schema?: Schema }>>;
          }
        >
      >
    >
  >;
  readonly definitions: Readonly<Record<string, Schema>>;
};

const file = join(__dirname, "..", "..", "..", "simulator", "spec", "powerstore-4.1-import.facts.json");
const { paths, definitions }: Description = JSON.parse(readFileSync(file, "utf8"));

export { definitions };

export const operations: readonly Operation[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { parameters = [], responses }]) => {
    // Beside the methods of a path there may be what all of them share.
    if (!["get", "post", "patch", "delete"].includes(method)) return [];
    const body = parameters.find((parameter) => parameter.in === "body");
    const answers = Object.entries(responses).map(([status, { schema }]) => [Number(status), schema] as const);
    const operation = {
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      body: body?.schema,
      isBodyRequired: body?.required ?? false,
      answers: new Map(answers),
    };
    return [operation];
  }),
);

/** Follows references; what stands beside one wins. */
export function resolve(schema: Schema): Schema {
  const target = schema.$ref === undefined ? undefined : definitions[schema.$ref.split("/").at(-1) ?? ""];
  return target === undefined ? schema : { ...resolve(target), ...schema, type: resolve(target).type };
}
