/** Generates the SDK of each language into a folder of `sdks` and packs it; the paths of the archives. */
export function writeSdkArchives(folder: string, schemaFile: string, sdks: string, version: string): Promise<string[]>;
