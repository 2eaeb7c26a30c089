import type { ServiceError } from "@grpc/grpc-js";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConfigureErrorMissingKeys, ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A secret as the engine sends it. */
export const secret = (value: JavaScriptValue) => ({ [SIGNATURE]: SECRET, value });

export const struct = (values: object): Struct => Struct.fromJavaScript(values as Record<string, JavaScriptValue>);
export const plain = (message: Struct | undefined): Record<string, unknown> => message?.toJavaScript() ?? {};

export type Client = ReturnType<typeof connectClient>;

/** A client of the protocol with promises in place of callbacks. */
export function connectClient(port: number) {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return {
    raw: client,
    /** Calls one RPC by its name in the client. */
    call: <Request, Response>(
      method: (request: Request, callback: (error: ServiceError | null, response: Response) => void) => unknown,
      request: Request,
    ): Promise<Response> =>
      new Promise((resolve, reject) => {
        method.call(client, request, (error, response) => (error ? reject(error) : resolve(response)));
      }),
    close: () => client.close(),
  };
}

/** The details that an error of a call carries. */
export function detailsOf(error: unknown): {
  readonly initFailed: ErrorResourceInitFailed | undefined;
  readonly missingKeys: ConfigureErrorMissingKeys | undefined;
} {
  const [bytes] = (error as ServiceError).metadata.get("grpc-status-details-bin");
  const details = bytes ? Status.deserializeBinary(bytes as Buffer).getDetailsList() : [];
  const unpack = <T>(deserialize: (bytes: Uint8Array) => T, name: string): T | undefined =>
    details.flatMap((any) => any.unpack(deserialize as never, name) ?? [])[0] as T | undefined;
  return {
    initFailed: unpack(ErrorResourceInitFailed.deserializeBinary, "pulumirpc.ErrorResourceInitFailed"),
    missingKeys: unpack(ConfigureErrorMissingKeys.deserializeBinary, "pulumirpc.ConfigureErrorMissingKeys"),
  };
}
