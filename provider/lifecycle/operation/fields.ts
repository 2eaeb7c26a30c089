import * as z from "zod";
import { nameIn } from "./reference";

/** Pieces of the tables of inputs and outputs that several resources have in common. */

/** Such a table. */
export type Shape = Readonly<Record<string, z.ZodType>>;

export const REFERENCE = "an id, or name:<name>";

export const reference = z
  .string("must be a string")
  .min(1, `must not be empty: give ${REFERENCE}`)
  .max(256, "must have at most 256 characters")
  .regex(/^(\S(.*\S)?)?$/su, "must not begin or end with white space")
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "must not contain control characters")
  .refine((text) => nameIn(text) !== "", "names nothing: give the name after name:");

export const text = (most: number) =>
  z
    .string("must be a string")
    .min(1, "must not be empty")
    .max(most, `must have at most ${most} characters`)
    .refine((given) => !/[\p{Cc}\p{Cs}]/u.test(given), "must not contain control characters");

/** A text whose value never shows in a message. */
export const secret = z.string("must be a string").min(1, "must not be empty");

export const boolean = z.boolean("must be true or false");

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `must be one of ${values.join(", ")}`);

const ipv4Pattern = /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/;
const namePattern =
  /^(?=.{1,253}$)(?!\d+(\.\d+)*$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i;
const ipv6Pattern = /^(?=.*:)[\da-f:]+(:\d{1,3}(\.\d{1,3}){3})?$/i;

export const isIpv4 = (given: string) => ipv4Pattern.test(given);
export const isIpv6 = (given: string) => ipv6Pattern.test(given);
const isHostName = (given: string) => namePattern.test(given);

export const ipv4 = z.string("must be a string").refine(isIpv4, "must be an IPv4 address");

export const ipv4OrName = z
  .string("must be a string")
  .refine((given) => isIpv4(given) || isHostName(given), "must be an IPv4 address or a host name");

export const addressOrName = z
  .string("must be a string")
  .refine(
    (given) => isIpv4(given) || isIpv6(given) || isHostName(given),
    "must be an IP address or a fully qualified domain name",
  );

export const profile = z
  .string("must be a string")
  .regex(/^\S+$/u, "must be the name of a connection profile, without white space")
  .optional()
  .describe("Connection profile of powerstore-import:arrays. The default connection if not given.");

/** Among the outputs. */
export const clusterId = z.string().describe("global_id of the PowerStore cluster.");

export const claimed = z
  .boolean()
  .optional()
  .describe(
    "True where it was found by its generated name and may be another stack's of the same project and stack name.",
  );

export const secretFingerprints = z
  .record(z.string(), z.string())
  .optional()
  .describe("Salted hashes of the secrets that were sent, to see whether the program gives another one.");
