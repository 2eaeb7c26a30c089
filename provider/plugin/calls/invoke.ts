import type { InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { RequestError } from "../errors";
import type { Plugin } from "../plugin";

export async function invoke(_: Plugin, request: InvokeRequest): Promise<InvokeResponse> {
  throw new RequestError(`there is no function ${request.getTok()} in this version of powerstore-import.`);
}
