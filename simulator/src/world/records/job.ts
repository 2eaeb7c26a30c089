import type { OperationRequest } from "../../api/contract";
import type { Stored } from "./records";

export type JobPhase = "Queued" | "In_Progress" | "Completed" | "Failed";

/** An asynchronous request: wire properties, and below them what the array keeps to itself. */
export type Job = Stored & {
  readonly phase: JobPhase;
  readonly start_time: string | null;

  /** What it will do: an operation by its name in the vendor's description, on what, and with which body. */
  readonly operation: string;
  readonly target: string;
  readonly body: OperationRequest["body"];
};
