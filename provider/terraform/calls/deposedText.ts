/**
 * For whoever is told to record a consent, or to take a resource out of the state: of what a replacement has left behind neither is possible by itself. A provider is not told that an object is a
 * deposed one [TERRAFORM addresses].
 */
export const DEPOSED =
  "Of a deposed object, which create_before_destroy (here, or on a resource that depends on this one) has left behind, nothing can be recorded: the consent would be for the one in its place. " +
  'Let its copy complete, or cancel it at the array; or forget both by "terraform state rm <address>", and import the present one again.';
