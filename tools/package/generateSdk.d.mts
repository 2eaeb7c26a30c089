/** Whether this machine can generate SDKs: the generators are Go packages of the engine. */
export function canGenerate(): boolean;

/** Generates an SDK from the schema into a folder, which is emptied first. */
export function generateSdk(language: "python" | "go", schemaFile: string, folder: string): Promise<void>;
