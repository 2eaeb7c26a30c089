/** What a stack has recorded, as `pulumi stack export` tells it. Nothing of it is changed, and secrets stay encrypted. */
import * as z from "zod";
import { UsageError } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import { jsonOf } from "./jsonOf";
import { isSecret, readable } from "./readable";
import { runPulumi } from "./runPulumi";

const properties = z.record(z.string(), z.unknown());

const resourceSchema = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  /** `<URN>::<id>` of its provider. */
  provider: z.string().optional(),
  inputs: properties.optional(),
  outputs: properties.optional(),
  /** It is about to be deleted, for it was replaced. */
  delete: z.boolean().optional(),
  /** The program only reads it, as `get` does: somebody else manages it. */
  external: z.boolean().optional(),
  /** A replacement has deleted it, and its create has not come yet: the next run creates it. */
  pendingReplacement: z.boolean().optional(),
});

const exportSchema = z.object({
  deployment: z.object({ resources: z.array(resourceSchema).nullish() }).nullish(),
});

export type StackResource = z.infer<typeof resourceSchema> & {
  /** Of a wave: its imports are on record, and encrypted. */
  readonly hasSecretMembers?: true;
};

/**
 * The resources that a stack manages, without those that a replacement left behind.
 * @throws as `runPulumi` does, and UsageError where it prints something else.
 */
export async function readStackResources(
  stack: string,
  cwd: string | undefined,
  surroundings: Pick<Surroundings, "environment" | "folder" | "stopped">,
): Promise<readonly StackResource[]> {
  return parseStackExport(await runPulumi(["stack", "export", "--stack", stack], cwd, surroundings));
}

/** The same, of the text that `pulumi stack export` has printed. */
export function parseStackExport(text: string): readonly StackResource[] {
  const parsed = exportSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw new UsageError('--stack: "pulumi stack export" printed something else than a stack');
  return (parsed.data.deployment?.resources ?? [])
    .filter((resource) => !resource.delete && !resource.external)
    .map(({ inputs, outputs, ...resource }) => ({
      ...resource,
      ...(inputs && { inputs: readable(inputs) }),
      ...(outputs && { outputs: readable(outputs) }),
      ...(isSecret(outputs?.members) && { hasSecretMembers: true as const }),
    }));
}
