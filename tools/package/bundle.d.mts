/** The one file that the executable starts. */
export const bundleFile: string;

/** Bundles the plugin, its dependencies included, into a single CommonJS file. */
export function bundlePlugin(file?: string): Promise<void>;

/** Bundles any program as the plugin is. */
export function bundleCommonJs(entry: string, file: string): Promise<void>;

/** The command `powerstore-import` in one file. */
export const commandFile: string;

/** Bundles the command, its dependencies included, into a single CommonJS file. */
export function bundleCommand(file?: string): Promise<void>;
