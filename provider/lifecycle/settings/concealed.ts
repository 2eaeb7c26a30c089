import { inspect } from "node:util";

/**
 * The same object, whose password neither `util.inspect` nor JSON shows: an error of anybody may carry it, a debugger's log hold it. A copy by
 * `...` loses that.
 */
export function concealed<T extends { readonly password: string }>(connection: T): T {
  const shown = () => ({ ...connection, password: "[secret]" });
  const hidden = (value: unknown) => ({ value, enumerable: false });
  return Object.defineProperties(connection, { toJSON: hidden(shown), [inspect.custom]: hidden(shown) });
}
