import fc from "fast-check";
import type { InputName } from "../../provider/lifecycle/importSession/inputs/inputs";
import { advanceTargets, waitGoals } from "../../provider/lifecycle/importSession/inputs/inputs";
import type { RunSettings } from "../../provider/lifecycle/operation/handler";
import type { FaultEffect } from "../../simulator/src";
import type { Click } from "./clicks";
import type { Effect, Incident } from "./incidents";
import { pageEffects } from "./misleadingPages";
import type { Program, SourceKey } from "./program";
import { sources } from "./program";

/** One thing that happens to a stack and its array. */
export type Step =
  | { readonly step: "edit"; readonly change: Partial<Program> }
  | {
      readonly step: "up";
      readonly replace: boolean;
      readonly timeoutSeconds?: number | undefined;
      readonly incidents: readonly Incident[];
    }
  | {
      readonly step: "preview";
      /** An input that only the deployment will know. */
      readonly unknown?: InputName | undefined;
      readonly incidents: readonly Incident[];
    }
  | { readonly step: "refresh"; readonly incidents: readonly Incident[] }
  | { readonly step: "destroy"; readonly settings: RunSettings; readonly incidents: readonly Incident[] }
  | { readonly step: "click"; readonly click: Click };

export type History = {
  readonly program: Program;
  readonly steps: readonly Step[];
  /** Whether the stack has more sessions, so that they are read by the page. */
  readonly isInCompany?: boolean;
};

const simpleClicks = [
  "pause",
  "resume",
  "cancel",
  "cutover",
  "cleanup",
  "enable_destination_volume",
  "start_copy",
  "deleteRecord",
  "purge",
  "loseSource",
  "mendSource",
  "makeStrangers",
  "takeName",
  "fillPlace",
  "emptyPlaces",
] as const satisfies readonly Click["click"][];

const failures = [
  "Failed",
  "Cancel_Required",
  "Cancel_Failed",
  "Cleanup_Required",
  "Cleanup_Failed",
  "Invalid",
  "Import_Completed_With_Errors",
  "Import_Cutover_Incomplete",
] as const;

export const click: fc.Arbitrary<Click> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ click: fc.constantFrom(...simpleClicks) }) },
  {
    weight: 4,
    arbitrary: fc.record({ click: fc.constant("pass" as const), minutes: fc.constantFrom(1, 5, 30, 120, 3000) }),
  },
  { weight: 1, arbitrary: fc.record({ click: fc.constant("fail" as const), state: fc.constantFrom(...failures) }) },
  { weight: 1, arbitrary: fc.record({ click: fc.constant("stepClock" as const), hours: fc.constantFrom(1, -1) }) },
  {
    weight: 1,
    arbitrary: fc.record({ click: fc.constant("failCopyAt" as const), percentage: fc.constantFrom(0, 50) }),
  },
);

/** What a request meets in every kind of history. */
export const faultEffects: readonly FaultEffect[] = [
  { drop: "before" },
  { drop: "after" },
  { truncate: true },
  { delaySeconds: 5 },
  { delaySeconds: 60 },
  ...[401, 403, 422, 500, 503].map((status) => ({ status })),
  { status: 404, code: "0xE04040020009", message: "Instance was not found." },
  { body: {} },
  { body: null },
];

const fault: fc.Arbitrary<Effect> = fc
  .constantFrom(...faultEffects, { body: [{ id: 7 }] })
  .map((effect) => ({ fault: effect }));

const effect: fc.Arbitrary<Effect> = fc.oneof(
  { weight: 6, arbitrary: fault },
  { weight: 3, arbitrary: fc.constantFrom({ dies: "before" as const }, { dies: "after" as const }) },
  { weight: 3, arbitrary: click },
  { weight: 1, arbitrary: fc.constantFrom({ html: 200 as const }, { html: 404 as const }, { html: 502 as const }) },
  { weight: 2, arbitrary: fc.constantFrom(...pageEffects).map((page) => ({ page })) },
  { weight: 1, arbitrary: fc.constantFrom({ refused: true as const }, { stop: true as const }) },
);

/** Most runs have no more than some ten requests: cluster, login, a read, an action, some polls. */
const incident: fc.Arbitrary<Incident> = fc.record({
  at: fc.oneof({ weight: 5, arbitrary: fc.nat(6) }, { weight: 1, arbitrary: fc.nat(40) }),
  times: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(2, 4, 8, 40) }),
  effect,
});

export const incidents = fc.oneof(
  { weight: 2, arbitrary: fc.constant<readonly Incident[]>([]) },
  { weight: 4, arbitrary: fc.array(incident, { minLength: 1, maxLength: 4 }) },
);

const sourceKey = fc.constantFrom(...(Object.keys(sources) as SourceKey[]));
export const orNothing = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

export const program: fc.Arbitrary<Program> = fc.record({
  source: fc.oneof({ weight: 3, arbitrary: fc.constant<SourceKey>("first") }, { weight: 2, arbitrary: sourceKey }),
  isAgentless: fc.boolean(),
  hasHosts: fc.boolean(),
  name: orNothing(fc.constantFrom("chosen" as const, "other" as const)),
  description: orNothing(fc.constantFrom("one", "two")),
  paused: fc.boolean(),
  automaticCutover: fc.boolean(),
  advanceTo: orNothing(fc.constantFrom(...advanceTargets)),
  waitFor: fc.oneof(fc.constant("Started" as const), fc.constantFrom(...waitGoals)),
  scheduledAt: orNothing(fc.constantFrom(10, 90, 3000, 100_000)),
  forceCancel: fc.boolean(),
  hostsOnSource: fc.boolean(),
  adopts: fc.constantFrom("nothing" as const, "strangers" as const, "namesake" as const),
});

/** Programs begin plain: what makes them contradict themselves or fail at once comes by editing. */
export const firstProgram: fc.Arbitrary<Program> = program.map((all) => ({
  ...all,
  adopts: "nothing" as const,
  hasHosts: all.hasHosts && all.isAgentless,
  advanceTo: !all.isAgentless && all.advanceTo ? ("Import_Completed" as const) : all.advanceTo,
  waitFor: all.paused || all.waitFor === "Import_Completed" ? ("Started" as const) : all.waitFor,
}));

export const edit: fc.Arbitrary<Partial<Program>> = fc
  .tuple(
    program,
    fc.subarray(
      [
        "source",
        "isAgentless",
        "hasHosts",
        "name",
        "description",
        "paused",
        "automaticCutover",
        "advanceTo",
        "waitFor",
        "scheduledAt",
        "forceCancel",
        "hostsOnSource",
        "adopts",
      ] as const,
      { minLength: 1, maxLength: 2 },
    ),
  )
  .map(([values, names]) => Object.fromEntries(names.map((name) => [name, values[name]])));

const unknown = fc.constantFrom<InputName[]>(
  "remoteSystemId",
  "sourceResourceId",
  "name",
  "description",
  "type",
  "hostIds",
  "paused",
  "scheduledTimestamp",
  "advanceTo",
);

export const seconds = orNothing(fc.constantFrom(20, 90, 900));
export const flag = fc.oneof({ weight: 2, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ step: fc.constant("edit" as const), change: edit }) },
  {
    weight: 8,
    arbitrary: fc.record({
      step: fc.constant("up" as const),
      replace: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      timeoutSeconds: seconds,
      incidents,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ step: fc.constant("preview" as const), unknown: orNothing(unknown), incidents }),
  },
  { weight: 2, arbitrary: fc.record({ step: fc.constant("refresh" as const), incidents }) },
  {
    weight: 1,
    arbitrary: fc.record({
      step: fc.constant("destroy" as const),
      settings: fc.record({ forceCancel: flag, hostsOnSource: flag }),
      incidents,
    }),
  },
  { weight: 5, arbitrary: fc.record({ step: fc.constant("click" as const), click }) },
);

export const history: fc.Arbitrary<History> = fc.record({
  program: firstProgram,
  steps: fc.array(step, { minLength: 1, maxLength: 16 }),
  isInCompany: fc.boolean(),
});
