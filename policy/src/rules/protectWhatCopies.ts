import type { Rule } from "../rule";

export const protectWhatCopies: Rule = {
  name: "protect-what-copies",
  description: "An import is protected: a delete cancels it, and what was copied is lost.",
  why: "A destroy, or the resource's removal from the program, cancels the import and throws its copy away.",
  todo: "Set the resource option protect: true; once it is completed, `pulumi state unprotect` lets it go.",
  level: "mandatory",
  severity: "high",
  schema: {},
  defaults: {},
  offenceOf: (_, { opts }) =>
    opts.protect ? undefined : { path: "the option protect", found: "is not set", ofAll: true },
};
