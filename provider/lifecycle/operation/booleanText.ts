import * as z from "zod";

/**
 * "true" and "false" as booleans where the schema wants one: some command lines make text of what "pulumi config set" was given, for programs
 * in YAML. Done before the schema sees it, for a schema that transforms has no default to show. What is recorded is the boolean, so that its text
 * is no change.
 */
export function booleanFromText(schema: z.ZodType | undefined, given: unknown): unknown {
  if (given !== "true" && given !== "false") return given;
  const inner = schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodBoolean ? given === "true" : given;
}
