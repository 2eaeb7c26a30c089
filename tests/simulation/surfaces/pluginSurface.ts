import { status } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { ImportSessionOutputs } from "../../../provider/lifecycle/importSession/inputs/outputs";
import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import { IncompleteError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import { detailsOf } from "../../provider/plugin/wire";
import type { Recorded } from "../engine";
import type { Phase } from "../requests";
import type { Method, Request, Response } from "./call";
import { fromMessage, toMessage } from "./engineValues";
import type { PluginProcess } from "./pluginProcess";
import { startPlugin } from "./pluginProcess";
import { brokenPromises, complaintsAboutDiff, madeUp, movedStables } from "./soundAnswers";
import type { ProviderSurface, Surface, Surroundings } from "./surface";

/** The lifecycle behind the provider protocol, as an engine calls it [ENGINE diff, init-failed, timeouts, replacement, preview]. */
export async function openPluginSurface(surroundings: Surroundings): Promise<ProviderSurface> {
  const process = await startPlugin(surroundings);
  return {
    resource: (urn) => new PluginResource(urn, surroundings, process),
    cancel: () => void process.call("cancel", new Empty()),
    close: () => process.end(),
  };
}

class PluginResource implements Surface {
  readonly #urn: string;
  readonly #surroundings: Surroundings;
  readonly #process: PluginProcess;
  /** What the latest diff called stable. */
  #stables: readonly string[] = [];

  constructor(urn: string, surroundings: Surroundings, process: PluginProcess) {
    this.#urn = urn;
    this.#surroundings = surroundings;
    this.#process = process;
  }

  async check(recorded: RawInputs | undefined, program: RawInputs) {
    const request = new proto.CheckRequest().setUrn(this.#urn).setNews(toMessage(program));
    const sent = recorded ? request.setOlds(toMessage(recorded)) : request;
    const response = await this.#ask("check", sent, [program]);
    return {
      inputs: this.#values(response.getInputs(), [program]),
      failures: response.getFailuresList().map((failure) => failure.toObject()),
    };
  }

  async diff({ id, inputs: old, outputs }: Recorded, inputs: RawInputs) {
    const request = new proto.DiffRequest().setUrn(this.#urn).setId(id).setOldInputs(toMessage(old));
    const response = await this.#ask("diff", request.setOlds(toMessage(outputs)).setNews(toMessage(inputs)), []);
    this.#complain(complaintsAboutDiff(response));
    this.#stables = response.getStablesList();
    const changes = response.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME;
    return { changes, replaces: response.getReplacesList(), diffs: response.getDiffsList() };
  }

  async preview(recorded: Recorded | undefined, inputs: RawInputs): Promise<void> {
    const outputs = await (recorded
      ? this.#update(recorded, inputs, true)
      : this.#create(inputs, true).then((created) => created.outputs));
    this.#complain(madeUp(inputs, outputs));
  }

  async create(inputs: RawInputs) {
    const previewed = await this.#create(inputs, true);
    const created = await this.#create(inputs, false);
    this.#complain(brokenPromises(previewed.outputs, created.outputs));
    return created;
  }

  async read({ id, inputs, outputs }: Recorded) {
    const request = new proto.ReadRequest().setUrn(this.#urn).setId(id);
    const sent = [outputs, inputs];
    request.setProperties(toMessage(outputs)).setInputs(toMessage(inputs));
    const response = await this.#ask("read", request, sent);
    if (response.getId() === "") return undefined;
    return {
      id: response.getId(),
      inputs: this.#values(response.getInputs(), sent),
      outputs: this.#outputs(response.getProperties(), sent),
    };
  }

  async update(recorded: Recorded, inputs: RawInputs) {
    const previewed = await this.#update(recorded, inputs, true);
    const outputs = await this.#update(recorded, inputs, false);
    this.#complain([...brokenPromises(previewed, outputs), ...movedStables(this.#stables, recorded.outputs, outputs)]);
    return outputs;
  }

  async delete({ id, inputs, outputs }: Recorded): Promise<void> {
    const request = new proto.DeleteRequest().setUrn(this.#urn).setId(id).setTimeout(this.#timeout);
    request.setProperties(toMessage(outputs)).setOldInputs(toMessage(inputs));
    await this.#ask("delete", request, [outputs, inputs]);
  }

  async #create(inputs: RawInputs, isPreview: boolean) {
    const request = new proto.CreateRequest().setUrn(this.#urn).setTimeout(this.#timeout).setPreview(isPreview);
    const response = await this.#ask("create", request.setProperties(toMessage(inputs)), [inputs]);
    return { id: response.getId(), outputs: this.#outputs(response.getProperties(), [inputs]) };
  }

  async #update({ id, inputs: old, outputs }: Recorded, inputs: RawInputs, isPreview: boolean) {
    const request = new proto.UpdateRequest()
      .setUrn(this.#urn)
      .setId(id)
      .setTimeout(this.#timeout)
      .setPreview(isPreview);
    request.setOlds(toMessage(outputs)).setOldInputs(toMessage(old)).setNews(toMessage(inputs));
    const sent = [outputs, old, inputs];
    return this.#outputs((await this.#ask("update", request, sent)).getProperties(), sent);
  }

  async #ask<Name extends Method & Phase>(
    name: Name,
    request: Request<Name>,
    sent: readonly RawInputs[],
  ): Promise<Response<Name>> {
    this.#surroundings.enter(name);
    try {
      return await this.#process.call(name, request);
    } catch (error) {
      if ((error as { code?: unknown }).code === status.INTERNAL)
        this.#complain([`${name} was answered INTERNAL: ${error}`]);
      const { initFailed } = detailsOf(error);
      if (!initFailed) throw error;
      const outputs = this.#outputs(initFailed.getProperties(), sent);
      throw new IncompleteError(initFailed.getId(), outputs, initFailed.getReasonsList().join("; "));
    }
  }

  get #timeout(): number {
    return this.#surroundings.timeoutSeconds ?? 0;
  }

  #values(message: Struct | undefined, sent: readonly RawInputs[]): RawInputs {
    return fromMessage(message, sent, (about) => this.#complain([about]));
  }

  #outputs(message: Struct | undefined, sent: readonly RawInputs[]): ImportSessionOutputs {
    return this.#values(message, sent) as ImportSessionOutputs;
  }

  #complain(complaints: readonly string[]): void {
    for (const complaint of complaints) this.#surroundings.complain(complaint);
  }
}
