import { isChange, isCreate, isLogin } from "../requests";
import type { Chapter, Invariant } from "../story";

/** No text that people or crash reports see holds a password, a token or a cookie; nor does the state. */
export const noSecret: Invariant = ({ texts, secrets, after, requests }) => {
  const shown = [...texts, JSON.stringify(after ?? null), JSON.stringify(requests.map(({ entry }) => entry))];
  const isShown = secrets.some((secret) => shown.some((text) => text.includes(secret)));
  return isShown ? "a secret is shown" : undefined;
};

/** Idle logins of the simulated array end after this long. */
const IDLE_SECONDS = 3600;

/** One login a process, one more for each answer that casts doubt on it, and for each time it was let idle. */
export const loginsBounded: Invariant = ({ requests, seconds, processes = 1 }) => {
  const doubts = requests.filter(({ entry }) => entry.status === 401 || entry.status === 403 || entry.fault).length;
  const allowed = processes + doubts + Math.floor(seconds / IDLE_SECONDS);
  const logins = requests.filter(isLogin).length;
  return logins > allowed ? `${logins} logins, where ${allowed} would do` : undefined;
};

const MOST_CREATES = 12;

/** An array in trouble is not asked for ever. */
export const createsBounded: Invariant = ({ requests }) => {
  const creates = requests.filter(isCreate).length;
  return creates > MOST_CREATES ? `${creates} attempts to create one session` : undefined;
};

/** A program that check refuses changes nothing on the array; a replacement is checked once more after its diff has looked. */
export const invalidChangesNothing: Invariant = ({ outcome, requests }) =>
  outcome === "invalid" && requests.some(isChange) ? "a program that check refused changed the array" : undefined;

/** What the language says of code that is wrong, whoever tells it on: a wave of its member, a protocol of its provider. */
const DEFECT =
  /Cannot (?:read|set) properties of|is not (?:a function|iterable|defined)|Invalid time value|Maximum call stack/;

/** What goes wrong is foreseen: nobody at a terminal can do anything about a fault of the provider's own code. */
export const noDefect = ({ texts }: Pick<Chapter, "texts">): string | undefined => {
  const text = texts.find((each) => DEFECT.test(each));
  return text && `the provider's own code is wrong: ${text}`;
};

/** What the surface answers fits together: diff with its details, preview with update, secrets with what was sent. */
export const soundAnswers: Invariant = ({ complaints }) => complaints[0];
