export { applyResourceChange } from "./apply";
export { configureProvider, validateProviderConfig } from "./configure";
export { getProviderSchema, getResourceIdentitySchemas } from "./getProviderSchema";
export { planResourceChange } from "./plan";
export { importResourceState, readResource } from "./read";
export { readDataSource } from "./readDataSource";
export { upgradeResourceIdentity, upgradeResourceState } from "./upgrade";
export { validateDataResourceConfig, validateResourceConfig } from "./validate";
