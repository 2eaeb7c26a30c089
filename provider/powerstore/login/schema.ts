import * as z from "zod";

/** `login_session_instance`: always a list of one (Developers Guide, sessions). */
export const loginSchema = z
  .array(z.object({ is_password_change_required: z.boolean().nullish() }))
  .min(1)
  .transform(([login]) => ({ mustChangePassword: login?.is_password_change_required === true }));
