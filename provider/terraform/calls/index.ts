import { planAction as planActionOf, validateActionConfig as validateAction } from "./actions";
import { applyResourceChange as apply } from "./apply";
import { configureProvider as configure, validateProviderConfig as validateProvider } from "./configure";
import { guarded } from "./guarded";
import { validateListResourceConfig as validateList } from "./listResource";
import { planResourceChange as plan } from "./plan";
import { importResourceState as importState, readResource as read } from "./read";
import { readDataSource as readData } from "./readDataSource";
import { upgradeResourceIdentity as upgradeIdentity, upgradeResourceState as upgradeState } from "./upgrade";
import { validateDataResourceConfig as validateData, validateResourceConfig as validateResource } from "./validate";

export { invokeAction } from "./actions";
export { getProviderSchema, getResourceIdentitySchemas } from "./getProviderSchema";
export { listResource } from "./listResource";
export { prepareAnswers } from "./prepareAnswers";

const nothing = () => ({});

export const validateProviderConfig = guarded(validateProvider, nothing);
export const validateResourceConfig = guarded(validateResource, nothing);
export const validateDataResourceConfig = guarded(validateData, nothing);
export const validateActionConfig = guarded(validateAction, nothing);
export const validateListResourceConfig = guarded(validateList, nothing);
export const configureProvider = guarded(configure, nothing);
export const upgradeResourceState = guarded(upgradeState, nothing);
export const upgradeResourceIdentity = guarded(upgradeIdentity, nothing);
export const planResourceChange = guarded(plan, nothing);
export const planAction = guarded(planActionOf, nothing);
export const importResourceState = guarded(importState, nothing);
export const readDataSource = guarded(readData, nothing);
export const readResource = guarded(read, ({ currentState, private: own }) => ({
  ...(currentState && { newState: currentState }),
  ...(own && { private: own }),
}));
export const applyResourceChange = guarded(apply, ({ priorState }) => (priorState ? { newState: priorState } : {}));
