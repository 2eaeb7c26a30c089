/** Terraform between a configuration and a state, as far as a provider sees it: the order of its calls, and what it refuses of their answers. */

import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { resourcesOf } from "../../../provider/lifecycle/resources";
import type { Message } from "../../../provider/terraform/protocol/messages";
import type { TerraformRun } from "../../../provider/terraform/run/terraformRun";
import type { ResourceSchema } from "../../../provider/terraform/schema/resourceSchema";
import { resourceSchema } from "../../../provider/terraform/schema/resourceSchema";
import type { Attribute, AttributeType } from "../../../provider/terraform/values/attributeType";
import { fromDynamicValue, toDynamicValue } from "../../../provider/terraform/values/dynamicValue";
import { typeNameOf } from "../../../provider/terraform/values/names";
import { brokenPromises, forgottenPromises, invalidPlan } from "../../simulation/surfaces/soundPlans";
import { callsOf } from "./wire";

export type Values = Readonly<Record<string, unknown>>;
export type Diagnostic = { readonly severity: "error" | "warning"; readonly text: string; readonly at?: string };

/** A resource of a configuration and what the state file has of it, as its JSON. */
export type Entry = {
  readonly type: string;
  /** The alias of its provider block, which has a process of its own in each phase. */
  readonly block?: string;
  config: Values | undefined;
  state: Values | undefined;
  isTainted?: boolean;
  /** By `-replace`: its own plan is asked for first. */
  isForced?: boolean;
  /** An `import` block has it, which is carried out by the plan, whatever is refreshed. */
  importId?: string;
  createBeforeDestroy?: boolean;
  /** Names of attributes. */
  ignoreChanges?: readonly string[];
  /** What was created before this was deleted, and that has failed. */
  deposed?: Values | undefined;
  /** It is such a one of a former command: its apply plans to destroy it once more. */
  isDeposed?: boolean;
};

export type Planned = {
  readonly action: "create" | "update" | "replace" | "delete" | "none";
  readonly planned: Values | null;
  /** What the provider keeps for its apply. */
  readonly plannedPrivate?: Uint8Array | undefined;
};

const schemas: Readonly<Record<string, ResourceSchema>> = Object.fromEntries(
  Object.values(resourcesOf.terraform).map((definition) => [typeNameOf(definition.name), resourceSchema(definition)]),
);

/**
 * How the processes of one phase come, one for each provider block: those of Terraform at the same time, but where the machine is slow, or a block waits for a value, one may have
 * ended before the next one begins; those of OpenTofu one after another, and each reads before it plans.
 */
export const PACES = ["at the same time", "one after another", "as OpenTofu's"] as const;
export type Pace = (typeof PACES)[number];

/** One command, `plan` or `apply`: each phase in processes of its own, one for each provider block. */
export class Command {
  readonly diagnostics: Diagnostic[] = [];
  readonly #startProcess: (isConfigured: boolean) => Promise<TerraformRun>;
  readonly #pace: Pace;
  #present: readonly Process[] = [];

  constructor(startProcess: (isConfigured: boolean) => Promise<TerraformRun>, pace: Pace = "at the same time") {
    this.#startProcess = startProcess;
    this.#pace = pace;
  }

  get errors(): readonly string[] {
    return this.diagnostics.filter(({ severity }) => severity === "error").map(({ text }) => text);
  }

  get warnings(): readonly string[] {
    return this.diagnostics.filter(({ severity }) => severity === "warning").map(({ text }) => text);
  }

  /** Reads what is recorded, and says what an apply would do. */
  async plan(entries: readonly Entry[], { refresh = true } = {}): Promise<readonly Planned[]> {
    await this.#validate(entries);
    return this.#planned(entries, refresh);
  }

  async #validate(entries: readonly Entry[]): Promise<void> {
    const run = await this.#startProcess(false);
    const process = new Process(run, [], this.#readsFirst);
    for (const entry of entries) if (entry.config) await process.validate(entry);
    await run.end(1, false);
  }

  async #planned(entries: readonly Entry[], refresh: boolean): Promise<readonly Planned[]> {
    const plans = new Map<Entry, Planned>();
    const plan = (some: readonly Entry[]) =>
      this.#inProcesses(some, async (processOf) => {
        for (const entry of some) plans.set(entry, await processOf(entry).plan(entry, refresh));
      });
    for (const some of this.#inTurn(entries)) await plan(some);
    return entries.map((entry) => plans.get(entry) as Planned);
  }

  get #readsFirst(): boolean {
    return this.#pace === "as OpenTofu's";
  }

  /** What comes at the same time. */
  #inTurn(entries: readonly Entry[]): readonly (readonly Entry[])[] {
    if (this.#pace === "at the same time") return [entries];
    if (this.#readsFirst) return entries.map((entry) => [entry]);
    return [...new Set(entries.map(({ block }) => block))].map((each) => entries.filter(({ block }) => block === each));
  }

  async apply(entries: readonly Entry[], options: { readonly refresh?: boolean } = {}): Promise<readonly Planned[]> {
    const plans = await this.plan(entries, options);
    if (this.errors.length === 0) await this.applyPlan(entries, plans);
    return plans;
  }

  /** `destroy`: what is there is planned as it is written, and then as what is to go. */
  async destroy(entries: readonly Entry[]): Promise<void> {
    await this.plan(entries);
    for (const entry of entries) entry.config = undefined;
    await this.applyPlan(entries, await this.#planned(entries, false));
  }

  /**
   * Of a command of its own, this is what it does with a plan that another one has saved.
   * @param order of those of which one waits for another: first those that wait for none
   */
  async applyPlan(entries: readonly Entry[], plans: readonly Planned[], order?: readonly Entry[]): Promise<void> {
    const apply = (some: readonly Entry[], inOrder?: readonly Entry[]) =>
      this.#inProcesses(some, async (processOf) => {
        const applyOne = (entry: Entry) => processOf(entry).apply(entry, plans[entries.indexOf(entry)] as Planned);
        if (!inOrder) return void (await Promise.all(some.map(applyOne)));
        for (const entry of inOrder) await applyOne(entry);
      });
    if (order) await apply(entries, order);
    else for (const some of this.#inTurn(entries)) await apply(some);
  }

  /** The first Ctrl-C. */
  stop(): void {
    for (const process of this.#present) void process.stop();
  }

  async #inProcesses<T>(
    entries: readonly Entry[],
    work: (processOf: (entry: Entry) => Process) => Promise<T>,
  ): Promise<T> {
    const blocks = [...new Set(entries.map(({ block }) => block))];
    const runs = await Promise.all(blocks.map(() => this.#startProcess(true)));
    try {
      this.#present = runs.map((run) => new Process(run, this.diagnostics, this.#readsFirst));
      return await work(({ block }) => this.#present[blocks.indexOf(block)] as Process);
    } finally {
      await Promise.all(runs.map((run) => run.end(1, false)));
    }
  }
}

const ERROR = 1;

class Process {
  readonly #call: ReturnType<typeof callsOf>;
  readonly #said: Diagnostic[];
  readonly #readsFirst: boolean;

  constructor(run: TerraformRun, said: Diagnostic[], readsFirst: boolean) {
    this.#call = callsOf(run);
    this.#said = said;
    this.#readsFirst = readsFirst;
  }

  async stop(): Promise<void> {
    await this.#call("StopProvider", {});
  }

  async plan(entry: Entry, refresh: boolean): Promise<Planned> {
    if (entry.config) await this.validate(entry);
    if (entry.importId !== undefined && !entry.state) return this.#planImport(entry, entry.importId);
    const prior = entry.state && (await this.#upgraded(entry));
    if (!entry.config && prior && refresh && !this.#readsFirst) return this.#planOrphan(entry, prior);
    const current = prior && refresh ? await this.#read(entry, prior) : prior;
    entry.state = current && asJson(current);
    if (!entry.config) return current ? await this.#planned(entry, current, null) : { action: "none", planned: null };
    if (!current) return this.#planned(entry, null, entry.config);
    if (entry.isTainted) return { ...(await this.#planned(entry, null, entry.config)), action: "replace" };
    return this.#planned(entry, current, entry.config);
  }

  async #planImport(entry: Entry, id: string): Promise<Planned> {
    const response = await this.#call("ImportResourceState", { typeName: entry.type, id });
    this.#note(response);
    const imported = fromDynamicValue(response.importedResources?.[0]?.state) as Values;
    const current = await this.#read(entry, imported);
    entry.state = current && asJson(current);
    return this.#planned(entry, current ?? null, entry.config ?? null);
  }

  /** Of what is in no configuration any more Terraform plans the destroy before it reads it, OpenTofu after [TERRAFORM orphans]. */
  async #planOrphan(entry: Entry, prior: Values): Promise<Planned> {
    const planned = await this.#planned(entry, prior, null);
    const current = await this.#read(entry, prior);
    entry.state = current && asJson(current);
    return current ? planned : { action: "none", planned: null };
  }

  /** Plans again, as Terraform does before it applies; a replacement deletes first, or creates first where that is asked for. */
  async apply(entry: Entry, plan: Planned): Promise<void> {
    const { action, plannedPrivate } = plan;
    if (action === "replace" && entry.createBeforeDestroy) return this.#createBeforeDestroy(entry);
    const prior = entry.state && (await this.#upgraded(entry));
    if (action === "none") return;
    if (action === "delete") return this.#delete(entry, prior ?? null, plan);
    if (action !== "replace") {
      const again = await this.#planned(entry, prior ?? null, entry.config ?? null);
      if (again.planned === null) return;
      assertKept(plan, again);
      const isSame = again.action === action || (action === "update" && again.action === "none");
      assert.ok(isSame, `Provider produced inconsistent final plan: ${action} has become ${again.action}`);
      return void (await this.#change(entry, prior ?? null, again));
    }
    // What was kept with the plan of the new object, the delete of the old one is handed as well [TERRAFORM replacement].
    if (!(await this.#change(entry, prior ?? null, { action: "delete", planned: null, plannedPrivate }))) return;
    const again = await this.#planned(entry, null, entry.config ?? null);
    assertKept(plan, again);
    await this.#change(entry, null, again);
  }

  /** A deposed object is planned to be destroyed by its apply as well, and nothing else is [TERRAFORM replacement]. */
  async #delete(entry: Entry, prior: Values | null, plan?: Planned): Promise<void> {
    const isPlannedAgain = plan === undefined || entry.isDeposed;
    await this.#change(entry, prior, isPlannedAgain ? await this.#planned(entry, prior, null) : plan);
  }

  /** What is recorded is shown when its turn to be deleted has come, and not before. */
  async #createBeforeDestroy(entry: Entry): Promise<void> {
    const deposed: Entry = { ...entry };
    if (!(await this.#change(entry, null, await this.#planned(entry, null, entry.config ?? null)))) {
      entry.state = deposed.state;
      return;
    }
    await this.#delete(deposed, await this.#upgraded(deposed));
    entry.deposed = deposed.state;
  }

  async validate({ type, config }: Entry): Promise<void> {
    const response = await this.#call("ValidateResourceConfig", {
      typeName: type,
      config: toDynamicValue(this.#complete(type, config ?? {})),
      clientCapabilities: { writeOnlyAttributesAllowed: true },
    });
    this.#note(response);
  }

  async #upgraded({ type, state }: Entry): Promise<Values> {
    const response = await this.#call("UpgradeResourceState", {
      typeName: type,
      rawState: { json: Buffer.from(JSON.stringify(state)) },
    });
    this.#note(response);
    return fromDynamicValue(response.upgradedState) as Values;
  }

  async #read({ type }: Entry, current: Values): Promise<Values | undefined> {
    const response = await this.#call("ReadResource", { typeName: type, currentState: toDynamicValue(current) });
    this.#note(response);
    return (fromDynamicValue(response.newState) as Values | null) ?? undefined;
  }

  /** @param priorPrivate what the provider has kept with the plan before, where the new object of a replacement is planned [TERRAFORM replacement] */
  async #planned(
    entry: Entry,
    prior: Values | null,
    given: Values | null,
    priorPrivate?: Uint8Array,
  ): Promise<Planned> {
    const { type } = entry;
    const config = given && withoutIgnored(entry, prior, this.#complete(type, given));
    const response = await this.#call("PlanResourceChange", {
      typeName: type,
      priorState: toDynamicValue(prior),
      proposedNewState: toDynamicValue(config && { ...prior, ...config }),
      config: toDynamicValue(config),
      ...(priorPrivate && { priorPrivate }),
    });
    if (this.#note(response)) return { action: "none", planned: null };
    const planned = fromDynamicValue(response.plannedState) as Values | null;
    const { plannedPrivate } = response;
    if (!config || !planned) return { action: "delete", planned: null, plannedPrivate };
    assert.deepEqual(invalidPlan(schemaOf(type), config, planned, prior), [], "Provider produced invalid plan");
    if (!prior) return { action: "create", planned, plannedPrivate };
    const paths = (response.requiresReplace ?? []).map(({ steps }) => steps?.[0]?.attributeName ?? "");
    const isReplaced = paths.some((name) => !isDeepStrictEqual(planned[name], prior[name]));
    if (isReplaced || entry.isForced)
      return { ...(await this.#planned(entry, null, given, plannedPrivate)), action: "replace" };
    return { action: isDeepStrictEqual(planned, prior) ? "none" : "update", planned, plannedPrivate };
  }

  /** Whether it went well. The configuration is as it is written, whatever the plan was to ignore of it. */
  async #change(entry: Entry, prior: Values | null, plan: Planned): Promise<boolean> {
    const { type, config } = entry;
    const { planned, plannedPrivate } = plan;
    const response = await this.#call("ApplyResourceChange", {
      typeName: type,
      priorState: toDynamicValue(prior),
      plannedState: toDynamicValue(planned),
      config: toDynamicValue(planned && this.#complete(type, config ?? {})),
      ...(plannedPrivate && { plannedPrivate }),
    });
    const state = fromDynamicValue(response.newState) as Values | null;
    const failed = this.#note(response);
    if (planned && state && !failed) {
      assert.deepEqual(brokenPromises(planned, state), [], "Provider produced inconsistent result after apply");
    }
    entry.state = (state && asJson(state)) ?? undefined;
    entry.isTainted = failed && prior === null && state !== null;
    return !failed;
  }

  /** Whether there is an error among them. */
  #note({ diagnostics = [] }: { readonly diagnostics?: readonly Message<"Diagnostic">[] }): boolean {
    for (const { severity, summary, detail, attribute } of diagnostics) {
      const at = attribute?.steps?.map((step) => step.attributeName ?? step.elementKeyString ?? step.elementKeyInt);
      this.#said.push({
        severity: severity === ERROR ? "error" : "warning",
        text: [summary, detail].filter(Boolean).join(": "),
        ...(at && { at: at.join(".") }),
      });
    }
    return diagnostics.some(({ severity }) => severity === ERROR);
  }

  #complete(type: string, given: Values): Values {
    return { timeouts: null, ...completedObject(schemaOf(type).attributes, given) };
  }
}

/** Whatever was known when it was planned is still so when that is applied. */
function assertKept({ planned }: Planned, again: Planned): void {
  if (!planned || !again.planned) return;
  assert.deepEqual(forgottenPromises(planned, again.planned), [], "Provider produced inconsistent final plan");
}

/** What the engine plans with: in the place of what is ignored stands what is recorded, if anything is. */
function withoutIgnored({ ignoreChanges = [] }: Entry, prior: Values | null, config: Values): Values {
  if (!prior) return config;
  return { ...config, ...Object.fromEntries(ignoreChanges.map((name) => [name, prior[name] ?? null])) };
}

/** What is left out is null, also inside of others. */
function completed(type: AttributeType, value: unknown): unknown {
  if (value === null || value === undefined || value === UNKNOWN) return value ?? null;
  if (type.kind === "list") return (value as readonly unknown[]).map((item) => completed(type.of, item));
  if (type.kind === "map") return mapped(value as Values, (item) => completed(type.of, item));
  return type.kind === "object" ? completedObject(type.attributes, value as Values) : value;
}

const completedObject = (attributes: readonly Attribute[], given: Values): Values => ({
  ...given,
  ...Object.fromEntries(attributes.map(({ name, type }) => [name, completed(type, given[name])])),
});

const mapped = (values: Values, change: (value: unknown) => unknown): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));

function schemaOf(type: string): ResourceSchema {
  const schema = schemas[type];
  assert.ok(schema, `there is ${type}`);
  return schema;
}

/** What a state file can hold: nothing unknown. */
function asJson(state: Values): Values {
  const text = JSON.stringify(state, (_, value) => (value === UNKNOWN ? assert.fail("an unknown is recorded") : value));
  return JSON.parse(text) as Values;
}
