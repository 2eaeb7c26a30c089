import type { ProjectFiles } from "./contract.js";

/** Writes a TypeScript project whose `node_modules` leads to this checkout's packages, this one (`dist/`) included. */
export function writeProject(projectFolder: string, project: ProjectFiles): void;

/** Links the packages that a program imports, this one included, as `npm install` would put them there. */
export function linkPackages(projectFolder: string, packageFolder?: string): void;

/** Makes a symbolic link and the folders above it. */
export function link(target: string, path: string): void;
