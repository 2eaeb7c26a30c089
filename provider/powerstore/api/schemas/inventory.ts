import * as z from "zod";
import { optionalText, textList } from "./optionalValues";

const id = z.string().min(1);

/** `cluster_instance`: the list has one row, for there is one cluster behind an address. */
export const clusterSchema = z.tuple([z.object({ global_id: id })], z.unknown()).transform(([row]) => row.global_id);

/** `software_installed_instance`: a row for each appliance, and one for what all of them have in common [API is_cluster]. */
export const releaseSchema = z
  .array(z.looseObject({ is_cluster: z.boolean().nullish(), release_version: optionalText }))
  .transform((rows) => rows.find((row) => row.is_cluster === true)?.release_version);

export const idSchema = z.object({ id });

/** A volume or volume group, by what a person calls it. */
export const destinationSchema = z.object({ id, name: optionalText });

/** `remote_system_instance`; the type is left open, a newer array may know more of them. */
export const remoteSystemSchema = z.object({ id, type: z.string() });

/** What all `import_*_volume`, `_consistency_group` and `_storage_group` objects have in common. */
export const sourceSchema = z.object({ id, importable_criteria: z.string() });

/** `login_session_instance`: always a list of one [ARRAY login]. What its roles may do no text of the import surface says. */
export const accountSchema = z
  .array(
    z.looseObject({
      user: optionalText,
      role_ids: textList,
      is_password_change_required: z.boolean().nullish(),
    }),
  )
  .min(1)
  .transform(([row]) => ({
    user: row?.user,
    roleIds: row?.role_ids ?? [],
    mustChangePassword: row?.is_password_change_required === true,
  }));

/** Who is logged in, as the array shows it. */
export type Account = z.output<typeof accountSchema>;
