/** Writes one archive for each platform, named as `pulumi plugin install` expects; the paths. */
export function writeArchives(folder: string, version: string): Promise<string[]>;

/** Packs the npm package as it would be published; the path, and what is in it. */
export function packTarball(folder: string, workspace?: string): Promise<{ path: string; files: string[] }>;

/** The same; the path. */
export function writeTarball(folder: string, workspace?: string): Promise<string>;
