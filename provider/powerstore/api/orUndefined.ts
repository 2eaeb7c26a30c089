import { NotFoundError } from "../http/errors";

/** Undefined in place of the one error that says that there is no such object. */
export async function orUndefined<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
