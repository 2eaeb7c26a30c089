import type { ProjectFiles } from "./contract.js";

/** Writes a TypeScript project whose `node_modules` leads to this checkout's packages, this one (`dist/`) included. */
export function writeProject(projectFolder: string, project: ProjectFiles): void;

/** The packages that programs import, and the name of this one. */
export const programPackages: readonly string[];
export const OWN_NAME: string;
export const STAGE_VARIABLE: string;

/** Where programs find their packages: `modules` is a `node_modules`, `own` this package, with `dist/` in it. */
export function packagePlaces(env?: NodeJS.ProcessEnv): { readonly modules: string; readonly own: string };

/** Links the packages that a program imports, this one included, as `npm install` would put them there. */
export function linkPackages(projectFolder: string, packageFolder?: string): void;

/** Makes a symbolic link and the folders above it. */
export function link(target: string, path: string): void;
