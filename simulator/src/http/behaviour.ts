/** How the array behaves where the vendor's texts leave it open; part of it the world's, part of it that of the HTTP half. */
import type { Settings, SettingsChange, World, WorldControls } from "../world";

/** What of it concerns requests and answers. */
export type AnswerSettings = {
  /** Simulated seconds for which readers see what a request has changed as it was before. @default 0 */
  readonly lateSeconds: number;
  /** So many reads of what a request has changed show it as it was before. @default 0 */
  readonly lateReads: number;
  /**
   * Whether an action on a session is answered only when it is done: pause when it has paused, cancel when all is rolled back. With a
   * manual clock the time that this takes passes while the request is open. @default false
   */
  readonly answersWhenDone: boolean;
  /** Refuse changes that carry Basic but no DELL-EMC-TOKEN. @default false */
  readonly strictToken: boolean;
};

export type BehaviourChange = SettingsChange & Partial<AnswerSettings>;

export interface Behaviour {
  /** Those of requests and answers, as they are now. */
  answers(): AnswerSettings;
  /** All settings, as they are now. */
  current(): Settings & AnswerSettings;
  /** Changes some of them from now on. Throws a RangeError for what is no setting or makes no sense; then nothing changed. */
  configure(change: BehaviourChange): void;
  reset(): void;
}

const defaults: AnswerSettings = { lateSeconds: 0, lateReads: 0, answersWhenDone: false, strictToken: false };

/** Throws a RangeError that names the first option which makes no sense. */
export function toAnswerSettings(options: Partial<AnswerSettings>): AnswerSettings {
  const { lateSeconds = 0, lateReads = 0, answersWhenDone = false, strictToken = false } = options;
  if (!(Number.isFinite(lateSeconds) && lateSeconds >= 0)) {
    throw new RangeError(`lateSeconds must be a number from 0 on, not ${lateSeconds}`);
  }
  if (!(Number.isInteger(lateReads) && lateReads >= 0)) {
    throw new RangeError(`lateReads must be a whole number from 0 on, not ${lateReads}`);
  }
  for (const [name, value] of Object.entries({ answersWhenDone, strictToken })) {
    if (typeof value !== "boolean") throw new RangeError(`${name} must be true or false, not ${value}`);
  }
  return { lateSeconds, lateReads, answersWhenDone, strictToken };
}

export function createBehaviour(world: World & WorldControls, options: Partial<AnswerSettings>): Behaviour {
  const first = toAnswerSettings(options);
  let answers = first;
  return {
    answers: () => answers,
    current: () => ({ ...world.settings(), ...answers }),
    configure(change) {
      const { ofWorld, ofAnswers } = split(change);
      const changed = toAnswerSettings({ ...answers, ...ofAnswers });
      world.configure(ofWorld);
      answers = changed;
    },
    reset() {
      answers = first;
    },
  };
}

function split(change: BehaviourChange): {
  readonly ofWorld: SettingsChange;
  readonly ofAnswers: Partial<AnswerSettings>;
} {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  return {
    ofWorld: Object.fromEntries(entries.filter(([name]) => !Object.hasOwn(defaults, name))),
    ofAnswers: Object.fromEntries(entries.filter(([name]) => Object.hasOwn(defaults, name))),
  };
}
