import { tell } from "../tell";
import type { StacksStory } from "./story";
import { isDeed } from "./story";

/** A story of two stacks as a person reads it. */
export function tellStacks(story: StacksStory): string {
  return story
    .map((part) => {
      if (!isDeed(part)) return `* ${part.words}`;
      const { deed, stack, statesAfter } = part;
      const entries = (statesAfter[stack] ?? []).map(
        ({ urn, id, isSecond }) => `${urn.replace(/^.*::(.*)::/, "$1::")} ${id}${isSecond ? " (second)" : ""}`,
      );
      return `  stack ${stack}, ${deed.kind} of ${deed.urn}\n${tell([part])}\n  entries: ${entries.join(", ") || "none"}`;
    })
    .join("\n");
}
