import type * as z from "zod";
import type { Shape } from "./fields";
import type { ArrayAccess } from "./handler";

/** Something a program can ask the array without changing it: one definition for checks, the schema and the work. */
export type QueryFunction = {
  readonly description: string;
  readonly inputs: Shape;
  readonly outputs: Shape;
  /** `inputs` have passed their shape and its defaults are filled in. */
  run(
    inputs: Readonly<Record<string, unknown>>,
    array: ArrayAccess,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, unknown>>>;
};

export function queryFunction<Inputs extends z.ZodRawShape>(definition: {
  readonly description: string;
  readonly inputs: Inputs;
  readonly outputs: Shape;
  run(
    inputs: z.output<z.ZodObject<Inputs>>,
    array: ArrayAccess,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, unknown>>>;
}): QueryFunction {
  return definition as unknown as QueryFunction;
}
