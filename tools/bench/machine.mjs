import { cpus, totalmem } from "node:os";

/** What the figures were measured on, without its name. */
export function describeMachine() {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} x ${cpu?.model ?? process.arch}, ${memory} GiB, ${process.platform}, Node ${process.version}`;
}
