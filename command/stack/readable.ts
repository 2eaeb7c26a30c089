/** What of a stack's record can be read: a secret is encrypted there, and says nothing. Pure. */

/** Pulumi marks by this property what is no plain value [PULUMI signatures]. */
const MARK = "4dabf18193072939515e22adb298388d";

type Properties = Readonly<Record<string, unknown>>;

/** Without what is secret: that counts as not given. So does a list of which a part is, for the rest of it is another list. */
export function readable(properties: Properties): Properties {
  const { sessions } = properties;
  const known = Object.entries(properties).flatMap(([name, value]) =>
    isSecret(value) || (Array.isArray(value) && holdsSecret(value)) ? [] : [[name, readableValue(value)]],
  );
  const own = Object.fromEntries(known);
  // A member of a wave that is secret is one nevertheless.
  return isPlain(sessions)
    ? { ...own, sessions: mapped(sessions, (each) => (isSecret(each) ? {} : readableValue(each))) }
    : own;
}

const readableValue = (value: unknown): unknown => (isPlain(value) ? readable(value) : value);

const isObject = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isSecret = (value: unknown): boolean => isObject(value) && Object.hasOwn(value, MARK);
const isPlain = (value: unknown): value is Properties => isObject(value) && !isSecret(value);

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isSecret(value) || (isObject(value) && Object.values(value).some(holdsSecret));
}

const mapped = (values: Properties, of: (value: unknown) => unknown): Properties =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, of(value)]));
