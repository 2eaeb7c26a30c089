/** The simulator, which is a package of its own and need not be there: what of it is used here. */
import { VERSION } from "../../provider/plugin/publication";
import { UsageError } from "../process/exits";
import type { Surroundings } from "../process/surroundings";

const PACKAGE = "powerstore-import-simulator";

export type SimulatedArray = {
  readonly endpoint: string;
  readonly username: string;
  readonly password: string;
  now(): number;
  advance(seconds: number): void;
  snapshot(): unknown;
  restore(snapshot: unknown): void;
  inject(request: InjectedRequest): Promise<InjectedAnswer>;
  readonly world: { rows(collection: string): readonly SimulatedRow[] | undefined };
  close(): Promise<void>;
};

export type SimulatedRow = { readonly id: string; readonly [property: string]: unknown };

type InjectedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
};

export type InjectedAnswer =
  | { readonly kind: "dropped" }
  | {
      readonly kind: "answered" | "truncated";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
    };

type SimulatorPackage = { startSimulator(options: object): Promise<SimulatedArray> };

/** @throws UsageError that says how to get it */
export function loadSimulator({ folder, loadPackage = load }: Surroundings): SimulatorPackage {
  try {
    return loadPackage(PACKAGE, folder) as SimulatorPackage;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw new UsageError(
      `forecast: needs the package ${PACKAGE}, which is not installed here. Install its archive, which \`npm run package\` makes in a clone of powerstore-import's repository: ` +
        `npm install --save-dev <clone>/dist/release/${PACKAGE}-${VERSION}.tgz`,
    );
  }
}

/** Of the project that the command is run in, or beside the command itself. */
const load = (name: string, folder: string): unknown => require(require.resolve(name, { paths: [folder, __dirname] }));
