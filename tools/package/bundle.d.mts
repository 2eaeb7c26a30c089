/** The one file that the executable starts. */
export const bundleFile: string;

/** Bundles the plugin, its dependencies included, into a single CommonJS file. */
export function bundlePlugin(file?: string): Promise<void>;

/** What Pulumi's host of dynamic providers loads. */
export const dynamicFile: string;

/** Bundles that, its dependencies but Pulumi's own included, into a single CommonJS file. */
export function bundleDynamic(file?: string): Promise<void>;

/** The provider of Terraform and OpenTofu. */
export const terraformFile: string;

/** Names of what is beside it. */
export const terraformParts: { readonly calls: string; readonly answers: string };

/** Bundles it, its dependencies included, into a program without an extension and what is beside it. */
export function bundleTerraform(file?: string): Promise<void>;

/** Bundles any program as the plugin is: a file, or what esbuild is to be told of it. */
export function bundleCommonJs(entry: string | object, file: string): Promise<void>;

/** The file that the command `powerstore-import` starts from. */
export const commandFile: string;

/** Beside it, what its subcommands do. */
export const workFile: string;

/** Bundles the command, its dependencies included, into two CommonJS files: one that starts it, and beside it one of what its subcommands do. */
export function bundleCommand(file?: string): Promise<void>;
