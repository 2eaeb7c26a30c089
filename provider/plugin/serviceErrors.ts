import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ConfigureErrorMissingKeys, ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Message } from "google-protobuf";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import {
  ConfigurationError,
  DeadEndError,
  type IncompleteError,
  InterruptedError,
  LifecycleError,
  ReferenceNotFoundError,
  RefusalError,
  WaitTimeoutError,
  WrongClusterError,
} from "../lifecycle/operation/lifecycleErrors";
import {
  BusyError,
  ForbiddenError,
  LoginRefusedError,
  NotFoundError,
  NotPowerStoreError,
  OutcomeUnknownError,
  PowerStoreError,
  ReadFailedError,
  RefusedError,
  StoppedError,
  UnreachableError,
} from "../powerstore/http/powerStoreErrors";
import { toStruct } from "./values/toStruct";

/** A request that no engine of the supported range sends. */
export class RequestError extends Error {}

/** Says what kind of failure it is; the engine keeps no state by it [ENGINE errors], other clients may. */
// biome-ignore format: a class is a row; the first that fits counts
const codes = [
  [RequestError, status.INVALID_ARGUMENT],
  [ConfigurationError, status.INVALID_ARGUMENT],
  [LoginRefusedError, status.UNAUTHENTICATED],
  [ForbiddenError, status.PERMISSION_DENIED],
  [NotFoundError, status.NOT_FOUND],
  [ReferenceNotFoundError, status.NOT_FOUND],
  [RefusedError, status.FAILED_PRECONDITION],
  [RefusalError, status.FAILED_PRECONDITION],
  [DeadEndError, status.FAILED_PRECONDITION],
  [WrongClusterError, status.FAILED_PRECONDITION],
  [NotPowerStoreError, status.FAILED_PRECONDITION],
  [BusyError, status.UNAVAILABLE],
  [UnreachableError, status.UNAVAILABLE],
  [ReadFailedError, status.UNAVAILABLE],
  [OutcomeUnknownError, status.UNKNOWN],
  [WaitTimeoutError, status.DEADLINE_EXCEEDED],
  [InterruptedError, status.CANCELLED],
  [StoppedError, status.CANCELLED],
  // What has no row of its own was foreseen all the same: INTERNAL is for bugs.
  [LifecycleError, status.FAILED_PRECONDITION],
  [PowerStoreError, status.UNKNOWN],
] as const;

/** What the call is answered with: a code for the kind of failure, the whole message, details where the protocol has some. */
export function toServiceError(error: unknown): ServiceError {
  if (isServiceError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = codes.find(([kind]) => error instanceof kind)?.[1] ?? status.INTERNAL;
  return serviceError(code, message);
}

/** "Incomplete" as the answer that keeps id and outputs, those of these names marked as secret. */
export function incompleteError(error: IncompleteError, secrets: ReadonlySet<string>): ServiceError {
  return serviceError(status.UNKNOWN, error.message, initFailed(error, secrets));
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && "metadata" in error && error.metadata instanceof Metadata;
}

const descriptions: Readonly<Record<string, string>> = {
  "powerstore-import:endpoint":
    "address of the PowerStore, such as https://powerstore.example.com/api/rest (or POWERSTORE_ENDPOINT)",
  "powerstore-import:username": "user who may manage imports (or POWERSTORE_USERNAME)",
  "powerstore-import:password": "password of that user, to be set with --secret (or POWERSTORE_PASSWORD)",
};

/** The command line prints a `pulumi config set` for each key. */
export function missingKeysError(error: ConfigurationError): ServiceError {
  const keys = new ConfigureErrorMissingKeys();
  for (const name of error.missingKeys) {
    const key = new ConfigureErrorMissingKeys.MissingKey();
    const leftOut = error.leftOut === undefined ? "" : `; ${error.leftOut}`;
    keys.addMissingkeys(key.setName(name).setDescription(`${descriptions[name] ?? name}${leftOut}`));
  }
  return serviceError(status.INVALID_ARGUMENT, error.message, ["pulumirpc.ConfigureErrorMissingKeys", keys]);
}

type Detail = readonly [type: string, message: Message];

/** Keeps id and outputs in the state; the user sees the reasons alone [ENGINE init-failed]. */
function initFailed(error: IncompleteError, secrets: ReadonlySet<string>): Detail {
  const detail = new ErrorResourceInitFailed()
    .setId(error.id)
    .setProperties(toStruct(error.outputs as Readonly<Record<string, unknown>>, secrets))
    .setReasonsList([...error.reasons]);
  return ["pulumirpc.ErrorResourceInitFailed", detail];
}

function serviceError(code: status, message: string, detail?: Detail): ServiceError {
  const metadata = new Metadata();
  if (detail) {
    const any = new Any();
    any.pack(detail[1].serializeBinary(), detail[0]);
    const rich = new Status().setCode(code).setMessage(message).setDetailsList([any]);
    metadata.add("grpc-status-details-bin", Buffer.from(rich.serializeBinary()));
  }
  return Object.assign(new Error(message), { code, details: message, metadata });
}
