import { isDeepStrictEqual } from "node:util";
import { privateLedger } from "../../../provider/lifecycle/engineRun/ledger";
import type { ImportSessionOutputs } from "../../../provider/lifecycle/importSession/inputs/outputs";
import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import { IncompleteError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import { generateName } from "../../../provider/lifecycle/operation/names";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import type { Message } from "../../../provider/terraform/protocol/messages";
import type { ResourceSchema } from "../../../provider/terraform/schema/resourceSchema";
import { CANCEL_ON_DESTROY } from "../../../provider/terraform/schema/resourceSchema";
import type { Attribute } from "../../../provider/terraform/values/attributeType";
import { toAttributes, toProperties } from "../../../provider/terraform/values/convert";
import { fromDynamicValue, toDynamicValue } from "../../../provider/terraform/values/dynamicValue";
import type { Call } from "../../provider/terraform/wire";
import type { Recorded } from "../engine";
import { asWritten } from "./asWritten";
import { brokenPromises, invalidPlan } from "./soundPlans";
import type { ProviderSurface, Surface, Surroundings } from "./surface";
import { schemaOfUrn, startTerraform } from "./terraformProcess";

type Values = Readonly<Record<string, unknown>>;
type Diagnostics = { readonly diagnostics?: readonly Message<"Diagnostic">[] };

/** The lifecycle behind Terraform's protocol, as Terraform calls it with `-refresh=false` [TERRAFORM incomplete, values, replacement]. */
export async function openTerraformSurface(surroundings: Surroundings): Promise<ProviderSurface> {
  const process = await startTerraform(surroundings);
  const aside = await startTerraform({ ...surroundings, ledger: privateLedger() }, { asksArray: false });
  return {
    resource: (urn) =>
      new TerraformResource(urn, surroundings, { call: process.callsOf(urn), aside: aside.callsOf(urn) }),
    cancel: () => process.stop(),
    close: async () => {
      await aside.end();
      await process.end();
    },
  };
}

/** A plan, of nothing where what is there is to go, and what the provider keeps for its apply. */
type Plan = {
  readonly planned: Values | null;
  readonly plannedPrivate: Uint8Array | undefined;
};

type Planned = Plan & {
  readonly planned: Values;
  readonly replaces: readonly string[];
};

const ERROR = 1;
const INCOMPLETE = "Created, but not yet as it is to be: ";

class TerraformResource implements Surface {
  readonly #schema: ResourceSchema;
  readonly #typeName: string;
  readonly #surroundings: Surroundings;
  readonly #urn: string;
  readonly #call: Call;
  /** What would be made of a configuration, where no engine asks for that: nothing of it is known to the others. */
  readonly #aside: Call;
  #config: Values = {};
  #planned: Planned | undefined;
  /** Of one to be made, which a replacement is as well: its delete is handed what is kept for that. */
  #fresh: Planned | undefined;

  constructor(urn: string, surroundings: Surroundings, calls: { readonly call: Call; readonly aside: Call }) {
    ({ schema: this.#schema, typeName: this.#typeName } = schemaOfUrn(urn));
    this.#urn = urn;
    this.#surroundings = surroundings;
    this.#call = calls.call;
    this.#aside = calls.aside;
  }

  async check(recorded: RawInputs | undefined, program: RawInputs) {
    const { timeoutSeconds: seconds } = this.#surroundings;
    const limit = seconds === undefined ? null : `${seconds}s`;
    this.#config = {
      ...this.#attributes(program),
      ...this.#own,
      ...this.#name(program),
      timeouts: limit && { create: limit, read: null, update: limit, delete: limit },
    };
    const config = toDynamicValue(this.#config);
    this.#surroundings.enter("check");
    const { diagnostics = [] } = await this.#call("ValidateResourceConfig", {
      typeName: this.#typeName,
      config,
      clientCapabilities: { writeOnlyAttributesAllowed: true },
    });
    const failures = diagnostics.map(toFailure);
    const plan = failures.length > 0 ? undefined : await this.#plan(null, recorded ? this.#aside : this.#call);
    this.#fresh = recorded ? undefined : plan;
    const name = recorded?.name !== undefined && program.name === undefined ? { name: recorded.name } : {};
    return { inputs: plan ? { ...this.#inputs(plan.planned), ...name } : program, failures };
  }

  async diff(recorded: Recorded, inputs: RawInputs) {
    // A refresh compares what it has read by itself, and what was deleted for a replacement is in no state.
    if (Object.keys(this.#config).length === 0 || recorded.pendingReplacement) {
      return { changes: !isDeepStrictEqual(recorded.inputs, inputs), replaces: [] };
    }
    const prior = await this.#upgraded(recorded);
    this.#surroundings.enter("diff");
    this.#planned = await this.#plan(prior);
    const { planned, replaces } = this.#planned;
    return { changes: !isDeepStrictEqual(planned, prior), replaces };
  }

  async preview(): Promise<void> {
    // The plan was it.
  }

  async create(_: RawInputs) {
    this.#surroundings.enter("create");
    const { state, incomplete } = await this.#apply(null, await this.#plan(null));
    const outputs = this.#outputs(state ?? {});
    if (incomplete !== undefined) throw new IncompleteError(String(state?.id), outputs, incomplete);
    return { id: String(state?.id), outputs };
  }

  async update(recorded: Recorded, _: RawInputs) {
    const prior = await this.#upgraded(recorded);
    // Where nothing differs from what is recorded, Terraform applies nothing.
    if (!this.#planned || isDeepStrictEqual(this.#planned.planned, prior)) return recorded.outputs;
    this.#surroundings.enter("update");
    const { state } = await this.#apply(prior, this.#planned, (error, kept) => {
      if (kept && !isDeepStrictEqual(kept, prior)) throw new IncompleteError(recorded.id, this.#outputs(kept), error);
    });
    return this.#outputs(state ?? {});
  }

  async read(recorded: Recorded) {
    const prior = await this.#upgraded(recorded);
    this.#surroundings.enter("read");
    const response = await this.#call("ReadResource", {
      typeName: this.#typeName,
      currentState: toDynamicValue(prior),
    });
    this.#refuse(response);
    const state = fromDynamicValue(response.newState) as Values | null;
    return state ? { id: String(state.id), inputs: this.#inputs(state), outputs: this.#outputs(state) } : undefined;
  }

  async delete(recorded: Recorded): Promise<void> {
    const prior = await this.#upgraded(recorded);
    this.#surroundings.enter("delete");
    await this.#apply(prior, { planned: null, plannedPrivate: this.#fresh?.plannedPrivate });
  }

  /** What a state file holds, read by the provider as at the beginning of each process. */
  async #upgraded({ id, outputs }: Recorded): Promise<Values> {
    const { timeouts = null } = this.#config;
    const state = { ...toAttributes(this.#schema.recorded, outputs), ...this.#own, timeouts, id };
    const response = await this.#call("UpgradeResourceState", {
      typeName: this.#typeName,
      rawState: { json: Buffer.from(JSON.stringify(state)) },
    });
    this.#refuse(response);
    return fromDynamicValue(response.upgradedState) as Values;
  }

  async #plan(prior: Values | null, call: Call = this.#call): Promise<Planned> {
    const response = await call("PlanResourceChange", {
      typeName: this.#typeName,
      priorState: toDynamicValue(prior),
      proposedNewState: toDynamicValue({ ...prior, ...this.#config, ...this.#unrecorded }),
      config: toDynamicValue(this.#config),
    });
    this.#refuse(response);
    const planned = fromDynamicValue(response.plannedState) as Values;
    this.#complain(invalidPlan(this.#schema, this.#config, planned, prior));
    const paths = (response.requiresReplace ?? []).map(({ steps }) => steps?.[0]?.attributeName ?? "");
    const differing = paths.filter(
      (name) => planned[name] === UNKNOWN || !isDeepStrictEqual(planned[name], prior?.[name]),
    );
    const replaces = differing.filter((name) => name !== "id" || differing.length === 1);
    const propertyOf = (name: string) => this.#schema.inputs.find((each) => each.name === name)?.property ?? name;
    return { planned, replaces: replaces.map(propertyOf), plannedPrivate: response.plannedPrivate };
  }

  /** @param failed told what an error leaves to record */
  async #apply(
    prior: Values | null,
    { planned, plannedPrivate }: Plan,
    failed: (error: string, state: Values | null) => void = () => undefined,
  ): Promise<{ readonly state: Values | null; readonly incomplete: string | undefined }> {
    const response = await this.#call("ApplyResourceChange", {
      typeName: this.#typeName,
      priorState: toDynamicValue(prior),
      plannedState: toDynamicValue(planned),
      config: toDynamicValue(planned && asWritten(this.#config, prior)),
      ...(plannedPrivate && { plannedPrivate }),
    });
    const state = fromDynamicValue(response.newState) as Values | null;
    const error = errorsIn(response);
    if (error !== undefined) failed(error, state);
    if (error !== undefined && prior === null && state)
      this.#complain([`a create answered with an id and an error: ${error}`]);
    this.#refuse(response);
    if (planned && state) this.#complain(brokenPromises(planned, state));
    const incomplete = textsIn(response).find((text) => text.startsWith(INCOMPLETE));
    return { state, incomplete: incomplete?.slice(INCOMPLETE.length) };
  }

  /** Errors are thrown, all else is said. */
  #refuse(response: Diagnostics): void {
    for (const text of textsIn(response)) if (!text.startsWith(INCOMPLETE)) this.#surroundings.say(text);
    const error = errorsIn(response);
    if (error !== undefined) throw new Error(error);
  }

  /** What this surface asks beside the lifecycle: consent to an end, and a name where the lifecycle has none. */
  get #own(): Values {
    const values: Values = { [CANCEL_ON_DESTROY]: true, name: logicalName(this.#urn) };
    return Object.fromEntries(this.#schema.own.map(({ name }) => [name, values[name]]));
  }

  /** Which has to be given where no address could tell it from others: what is adopted has its own. */
  #name(program: RawInputs): Values {
    const isAsked = this.#schema.inputs.some(({ name, required }) => name === "name" && required);
    if (!isAsked || program.name !== undefined) return {};
    const adopted = Object.entries(program).find(([input, value]) => input.startsWith("adopt") && value !== undefined);
    const name = /^name:(.*)$/.exec(String(adopted?.[1]))?.[1];
    return { name: name ?? generateName(this.#urn, this.#surroundings.settings.namespace) };
  }

  /** What is write-only stands in the configuration alone. */
  get #unrecorded(): Values {
    const secrets = this.#schema.inputs.filter(({ writeOnly }) => writeOnly);
    return Object.fromEntries(secrets.map(({ name }) => [name, null]));
  }

  #attributes(program: RawInputs): Values {
    const given = Object.fromEntries(Object.entries(program).filter(([, value]) => value !== undefined));
    const { inputs, recorded } = this.#schema;
    return { ...toAttributes(recorded, given), ...toAttributes(inputs.map(asGiven), given), id: null };
  }

  #inputs(state: Values): RawInputs {
    return toProperties(this.#schema.inputs, state);
  }

  #outputs(state: Values): ImportSessionOutputs {
    return toProperties(this.#schema.recorded, state) as ImportSessionOutputs;
  }

  #complain(complaints: readonly string[]): void {
    for (const complaint of complaints) this.#surroundings.complain(complaint);
  }
}

const asGiven = (attribute: Attribute): Attribute => ({ ...attribute, writeOnly: false });

const logicalName = (urn: string) => urn.split("::").at(-1) ?? "";

const errorsIn = ({ diagnostics = [] }: Diagnostics): string | undefined =>
  diagnostics.find(({ severity }) => severity === ERROR)?.summary;

const textsIn = ({ diagnostics = [] }: Diagnostics): readonly string[] =>
  diagnostics.filter(({ severity }) => severity !== ERROR).map(({ summary = "" }) => summary);

/** `hostIds must not be empty.` */
function toFailure({ summary = "" }: Message<"Diagnostic">) {
  const [property = "", ...reason] = summary.replace(/\.$/, "").split(" ");
  return { property, reason: reason.join(" ") };
}
