import { jsonText } from "../../output/formats";

export type Imported = { readonly type: string; readonly name: string; readonly id: string };

/** What `pulumi import --file` takes. */
export const importFile = (resources: readonly Imported[]): string => jsonText({ resources });
