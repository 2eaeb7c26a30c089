/** A Python environment with Pulumi's SDK, kept between runs: its folder of programs, or why there is none. */
export function pythonEnvironment(env?: NodeJS.ProcessEnv): Promise<{ bin: string } | { reason: string }>;

/** Installs a generated SDK into a folder for PYTHONPATH. */
export function installSdk(bin: string, sdk: string, target: string): Promise<void>;
