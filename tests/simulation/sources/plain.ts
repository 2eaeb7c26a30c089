import type { GroupWish, HostWish, ImportWish, Member, SourceWish, Wishes } from "./program";
import type { SourcesHistory, SourcesSetup, SourcesStep, StackNumber } from "./steps";

const source: SourceWish = { address: 1, username: 1, password: 1, targets: 1, waits: true, adopts: false };
const host: HostWish = { address: 1, password: 1, waits: true, adopts: false };
const group: GroupWish = { members: [0], waits: true, adopts: false };
const session: ImportWish = { volume: 0, isAgentless: false, paused: false, automaticCutover: false };

export const plainWishes: Wishes = {
  source,
  host,
  old: source,
  group,
  import: session,
  groupImport: session,
};

/** Two stacks of one project and name without a namespace; the second has nothing yet. */
export function plainSources(
  begins: readonly Member[],
  steps: readonly SourcesStep[],
  second: Partial<SourcesSetup> = {},
): SourcesHistory {
  const plain: SourcesSetup = { identity: { stackName: "prod" }, surface: "handler", wishes: plainWishes, begins };
  return { stacks: [plain, { ...plain, begins: [], ...second }], steps };
}

type Up = Extract<SourcesStep, { step: "up" }>;
type Destroy = Extract<SourcesStep, { step: "destroy" }>;

export const upOf = (stack: StackNumber, more: Partial<Up> = {}): SourcesStep => ({
  step: "up",
  stack,
  continueOnError: true,
  incidents: [],
  ...more,
});

export const destroyOf = (stack: StackNumber, more: Partial<Destroy> = {}): SourcesStep => ({
  step: "destroy",
  stack,
  continueOnError: true,
  isConfirmed: false,
  incidents: [],
  ...more,
});
