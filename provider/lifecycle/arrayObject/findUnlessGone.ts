import { NotFoundError } from "../../powerstore/http/powerStoreErrors";
import { assertStillSameCluster } from "../array/arrayAccess";
import type { ArrayAccess } from "../operation/handler";
import { ContradictionError } from "../operation/lifecycleErrors";

export type Finding<Row> = {
  readonly array: ArrayAccess;
  readonly signal: AbortSignal | undefined;
  readonly label: string;
  /** Throws NotFoundError where the array says that there is none such. */
  read(): Promise<Row>;
  /** All of its kind. */
  list(): Promise<readonly { readonly id: string }[]>;
};

/**
 * An object by its id; undefined where it is certainly gone, which the list of its kind has confirmed: what is taken for gone by one wrong answer
 * leaves the state, and nobody finds it again.
 */
export async function findUnlessGone<Row>(
  id: string,
  { array, signal, label, read, list }: Finding<Row>,
): Promise<Row | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
  const all = await list();
  if (all.every((each) => each.id !== id)) {
    await assertStillSameCluster(array, `${label}, which is not there,`, signal);
    return undefined;
  }
  throw new ContradictionError(
    `reading ${label}: the array lists it and says that there is none such. Nothing is concluded from that; run the same command again.`,
  );
}
