/** What an SDK can be generated for. */
export type Language = "nodejs" | "python" | "go" | "dotnet" | "java";
export const languages: readonly Language[];

/** Whether this machine can generate SDKs: the generators are Go packages of the engine. */
export function canGenerate(): boolean;

/** Generates an SDK from the schema into a folder, which is emptied first. */
export function generateSdk(language: Language, schemaFile: string, folder: string): Promise<void>;
