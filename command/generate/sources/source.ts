import type { Inputs } from "../program/program";

/** An import that a program is to declare; the wave is that of a plan. */
export type Import = { readonly key: string; readonly inputs: Inputs; readonly wave?: string | undefined };

/** The imports of one array: a program is for one. */
export type ArrayImports = {
  /** Absent where a file does not say. */
  readonly array?: string;
  readonly imports: readonly Import[];
  /** What is left out, and why: for a person. */
  readonly leftOut: readonly string[];
};
