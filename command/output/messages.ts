import type { Surroundings } from "../process/surroundings";
import { withoutControls } from "../text/plain";

/** A message for the person who started the command; never among its data. What an array or a file says in it steers no terminal. */
export function say({ stderr }: Pick<Surroundings, "stderr">, text: string): void {
  stderr.write(`powerstore-import: ${withoutControls(text)}\n`);
}
