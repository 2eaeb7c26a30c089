import { providerService } from "../../../provider/terraform/process/service";
import type { Message } from "../../../provider/terraform/protocol/messages";
import type {
  EventOf,
  MethodName,
  RequestOf,
  ResponseOf,
  StreamName,
  StreamRequestOf,
} from "../../../provider/terraform/protocol/methods";
import type { TerraformRun } from "../../../provider/terraform/run/terraformRun";

export type Call = <Name extends MethodName>(
  name: Name,
  request: Message<RequestOf<Name>>,
) => Promise<Message<ResponseOf<Name>>>;

type Handle = (call: { readonly request: unknown }, callback: (error: Error | null, response: unknown) => void) => void;

/** Calls the service as gRPC would, with its own serialisers: bytes cross. A call begins before this returns. */
export function callsOf(run: TerraformRun, log: (text: string) => void = () => undefined): Call {
  const { definition, implementation } = providerService(() => run, log);
  return (name, request) =>
    new Promise((resolve, reject) => {
      const method = definition[name];
      if (!method) throw new TypeError(`there is no ${name}`);
      const handle = implementation[name] as unknown as Handle;
      handle({ request: method.requestDeserialize(method.requestSerialize(request)) }, (error, response) => {
        if (error) reject(error);
        else resolve(method.responseDeserialize(method.responseSerialize(response)));
      });
    });
}

export type Stream = <Name extends StreamName>(
  name: Name,
  request: Message<StreamRequestOf<Name>>,
  seen?: (event: Message<EventOf<Name>>) => void,
) => Promise<readonly Message<EventOf<Name>>[]>;

type Streamed = {
  readonly request: unknown;
  write(event: unknown): void;
  end(): void;
  destroy(error: Error): void;
};

/** The calls that answer with many messages; each is seen as it comes. */
export function streamsOf(run: TerraformRun): Stream {
  const { definition, implementation } = providerService(
    () => run,
    () => undefined,
  );
  return (name, request, seen = () => undefined) =>
    new Promise((resolve, reject) => {
      const method = definition[name];
      if (!method?.responseStream) throw new TypeError(`${name} is no stream`);
      const events: Message<EventOf<typeof name>>[] = [];
      const call: Streamed = {
        request: method.requestDeserialize(method.requestSerialize(request)),
        write: (event) => {
          events.push(method.responseDeserialize(method.responseSerialize(event)));
          seen(events.at(-1) as (typeof events)[number]);
        },
        end: () => resolve(events),
        destroy: reject,
      };
      (implementation[name] as unknown as (call: Streamed) => void)(call);
    });
}
