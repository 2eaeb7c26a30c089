import type { ResolveEither, ResolveTerraform, TerraformName } from "./contract.js";

export const terraformEngines: Readonly<Record<TerraformName, { readonly title: string; readonly isBuilt: boolean }>>;

export const resolveTerraform: ResolveTerraform;

export const resolveEither: ResolveEither;
