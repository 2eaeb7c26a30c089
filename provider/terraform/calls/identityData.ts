import type { Message } from "../protocol/messages";
import type { State } from "../resource/resourceState";
import { idIn } from "../resource/resourceState";
import { fromDynamicValue, toDynamicValue } from "../values/dynamicValue";

export const identityOf = (state: State): Message<"IdentityData"> => ({
  identityData: toDynamicValue({ id: idIn(state) }),
});

export function idOfIdentity(identity: Message<"IdentityData"> | undefined): string | undefined {
  const value = fromDynamicValue(identity?.identityData) as State | null;
  return value === null ? undefined : idIn(value);
}
