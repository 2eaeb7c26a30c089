/** How to reach one array, resolved and checked by the lifecycle's `config.ts`. */
export type Connection = {
  /** `https://host[:port]/api/rest`, no slash at the end. */
  readonly endpoint: string;
  readonly username: string;
  readonly password: string;
  /** True: do not verify the certificate. */
  readonly insecure: boolean;
  /** PEM text of further certificates to trust: authorities, or the array's own. */
  readonly caCertificate?: string;
  /** `http://host:port` of a proxy to reach the array through; TLS goes through it, from here to the array. */
  readonly proxy?: string;
  /** Seconds until a request without an answer is given up. */
  readonly timeoutSeconds: number;
  /** Where a person corrects user and password, for messages; absent for the default connection. */
  readonly loginSetting?: string;
  /** True: the settings were read for this very run. Otherwise a refresh or destroy of the engine may go on with recorded ones. @default false */
  readonly areSettingsFresh?: boolean;
  /** What a failure may have to do with, for its message: with the certificate, or with the way to the array. */
  readonly hints?: { readonly certificate?: string; readonly unreachable?: string };
};

/** What any call of the client may be told. */
export type CallOptions = {
  /** Ends the call, and with it the wait for a job. */
  readonly signal?: AbortSignal;
  /** For a change that the array makes a job of. */
  readonly job?: {
    /** The array has made this job of an earlier request for the same: its end is waited for, and nothing is sent. */
    readonly underWay?: string;
    /** Ends the wait alone: a request under way is heard out, and what the array has begun goes on. */
    readonly signal?: AbortSignal;
    /** How long to wait for its end. @default 600 */
    readonly timeoutSeconds?: number;
    /** Called when what the job is doing changes: a text that follows "job 17 ". */
    readonly progress?: (text: string) => void;
  };
};

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

export type TransportRequest = {
  readonly method: Method;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Asked in place of the body once there is a connection that can carry it; what it throws ends the request, and nothing is sent. */
  readonly bodyAtSending?: (() => string | undefined) | undefined;
  /** Seconds from sending to the last byte of the answer. */
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal | undefined;
};

/** A change that is about to be sent. */
export type Sending = {
  /** False after an attempt at it, be it one that has reached nobody. */
  readonly isFirst: boolean;
  /** An attempt before this one may have been carried out, for it was answered. */
  readonly isRepetition: boolean;
};

/** Node's `Headers` would take each value through checks that the parser has made. */
export type AnswerHeaders = Pick<Headers, "get" | "getSetCookie">;

export type TransportAnswer = { readonly status: number; readonly headers: AnswerHeaders; readonly text: string };

/** One request, one answer of whatever status. */
export interface Transport {
  /** Throws SendFailure and nothing else. */
  send(request: TransportRequest): Promise<TransportAnswer>;
  /** Closes the connections kept for reuse. */
  close(): void;
}

/** Where a connection leads to. */
export type Target = { readonly host: string; readonly port: number };
