import { ConfigurationError } from "../../provider/lifecycle/operation/lifecycleErrors";
import { LoginRefusedError } from "../../provider/powerstore/http/powerStoreErrors";
import { type ExitCode, exitCodes, UsageError } from "./exits";

/** The exit code of what went wrong. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError || error instanceof ConfigurationError) return exitCodes.usage;
  return error instanceof LoginRefusedError ? exitCodes.login : exitCodes.error;
}

/** For the person at the terminal: errors of the layers below say what was being done, and what to do next. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
