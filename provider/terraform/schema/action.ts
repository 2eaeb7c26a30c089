import type { ActionDefinition } from "../../lifecycle/actions";
import type { Attribute } from "../values/attributeType";
import { argumentAttributes } from "./dataSource";
import { TIMES } from "./message";

/** An action has no block of timeouts, for it has one thing to wait for. */
export const timeoutAttribute: Attribute = {
  name: "timeout",
  property: "timeout",
  type: { kind: "string" },
  description: `How long it may take, ${TIMES}.`,
  optional: true,
};

export const actionAttributes = (action: ActionDefinition): readonly Attribute[] => [
  ...argumentAttributes(action),
  timeoutAttribute,
];
