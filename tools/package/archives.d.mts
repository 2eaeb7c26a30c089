/** Writes one archive for each platform, named as `pulumi plugin install` expects; the paths. */
export function writeArchives(folder: string, version: string): Promise<string[]>;

/** Packs the npm package as it would be published; the path. */
export function writeTarball(folder: string, workspace?: string): Promise<string>;
