/** The one file that the executable starts. */
export const bundleFile: string;

/** Bundles the plugin, its dependencies included, into a single CommonJS file. */
export function bundlePlugin(file?: string): Promise<void>;
