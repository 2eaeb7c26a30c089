/** Connections to the arrays, for as long as a subcommand runs. */
import type { PowerStore } from "../../provider/powerstore/api/contract";
import { StoppedError } from "../../provider/powerstore/http/powerStoreErrors";
import { connect } from "../../provider/powerstore/powerStore";
import type { ExitCode } from "../process/exits";
import { exitCodeOf, textOf } from "../process/failures";
import type { Surroundings } from "../process/surroundings";
import type { ChosenArray } from "./chosenArrays";

export type OpenArray = { readonly name: string; readonly endpoint: string; readonly powerStore: PowerStore };

/** What came of asking one array: the others are not kept from answering. */
export type Answered<T> = {
  readonly name: string;
  readonly endpoint: string;
  /** Other connections that lead to it, and were left out. */
  readonly alsoNamed?: readonly string[];
} & (
  | { readonly answer: T; readonly failure?: undefined }
  | { readonly answer?: undefined; readonly failure: ArrayFailure }
);

export type ArrayFailure = { readonly message: string; readonly exitCode: ExitCode };

/** Logs out wherever it has logged in, however the work ends. */
export async function withArrays<T>(
  chosen: readonly ChosenArray[],
  { clock }: Pick<Surroundings, "clock">,
  work: (arrays: readonly OpenArray[]) => Promise<T>,
): Promise<T> {
  const arrays = chosen.map(({ name, connection }) => {
    const powerStore = connect(connection, { clock });
    return { name, endpoint: powerStore.endpoint, powerStore };
  });
  try {
    return await work(arrays);
  } finally {
    await Promise.all(arrays.map(({ powerStore }) => powerStore.close()));
  }
}

/** Asks all of them at once. @throws StoppedError where the command is stopped: half an answer is none. */
export function askEach<T>(
  arrays: readonly OpenArray[],
  ask: (array: OpenArray) => Promise<T>,
): Promise<readonly Answered<T>[]> {
  return Promise.all(
    arrays.map(async (array) => {
      const { name, endpoint } = array;
      try {
        return { name, endpoint, answer: await ask(array) };
      } catch (error) {
        if (error instanceof StoppedError) throw error;
        return { name, endpoint, failure: { message: textOf(error), exitCode: exitCodeOf(error) } };
      }
    }),
  );
}
