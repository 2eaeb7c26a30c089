/** What of a program's times lies ahead. */
import { listsAhead } from "../../provider/lifecycle/importSession/decide/decideTarget";
import { isKnownState } from "../../provider/lifecycle/importSession/decide/states";
import type { Window, WindowList } from "../../provider/lifecycle/windows/inputs";
import { windowLists } from "../../provider/lifecycle/windows/inputs";
import { windowsOf } from "../../provider/lifecycle/windows/windows";
import type { WantedImport } from "../program/program";
import { minuteText } from "../text/units";
import { together } from "./checkImports";
import type { Finding } from "./document";
import type { Matched } from "./matchImports";
import { isOpen } from "./matchImports";

/** What check lets pass, for it does not look at the time: windows that are over, a start that is past. */
export function checkTimes(matched: readonly Matched[], now: number): readonly Finding[] {
  const past = together(matched.filter(isOpen), ({ inputs: { scheduledTimestamp } }) =>
    scheduledTimestamp !== undefined && Date.parse(scheduledTimestamp) <= now
      ? {
          check: "window",
          severity: "error",
          found: `scheduledTimestamp is past: ${scheduledTimestamp}`,
          todo: "give a time to come, or leave it out to start at once",
        }
      : undefined,
  );
  const over = windowLists.flatMap((list) =>
    together(matched.filter(isAhead(list)), ({ inputs }) => windowsFinding(list, inputs, now)),
  );
  const has = matched.some(({ inputs }) => windowLists.some((list) => inputs[list] !== undefined));
  const fine: readonly Finding[] =
    has && over.length === 0 ? [{ check: "window", severity: "ok", found: "all windows open again" }] : [];
  return [...past, ...over, ...fine];
}

/** Nothing starts again, and what is copied is not copied again: such windows may be over. Of a state that is not known any may have a say. */
const isAhead =
  (list: WindowList) =>
  ({ stage, session }: Matched): boolean => {
    if (stage !== "begun") return stage === "open";
    const state = session?.state;
    return !isKnownState(state) || listsAhead({ state }).includes(list);
  };

const YEAR = 366 * 86_400_000;

function windowsFinding(
  list: WindowList,
  inputs: WantedImport["inputs"],
  now: number,
): Omit<Finding, "subjects"> | undefined {
  const windows = inputs[list] as readonly Window[] | undefined;
  if (windows === undefined) return undefined;
  const { open, until } = windowsOf(windows, inputs.timeZone).at(now);
  if (open || until - now <= YEAR) return undefined;
  if (until === Number.POSITIVE_INFINITY) {
    const todo = "give windows that lie ahead";
    return { check: "window", severity: "error", found: `${list} never open again`, todo };
  }
  const found = `${list} open for the next time at ${minuteText(new Date(until).toISOString())}, in more than a year`;
  return { check: "window", severity: "warning", found, todo: "see that the year is right" };
}
