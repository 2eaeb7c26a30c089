export { ImportSession } from "./importSession";
export type { ImportSessionArgs } from "./importSessionArgs";
