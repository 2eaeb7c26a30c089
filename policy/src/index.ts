/** The policy pack: docs/policy.md. Loading this module serves it to the engine. */
import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { PolicyPack } from "@pulumi/policy";
import type { Rule, Scope } from "./rule";
import { judge, schemaOf } from "./rule";
import { rules } from "./rules";
import { fewSingleSessions, judgeStack, type SingleSessions } from "./rules/fewSingleSessions";
import { judgeProvider, noForceCancel } from "./rules/noForceCancel";

function policyOf(rule: Rule): ResourceValidationPolicy {
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel: rule.level,
    severity: rule.severity,
    remediationSteps: rule.todo,
    configSchema: { properties: schemaOf(rule) } as ResourceValidationPolicy["configSchema"],
    validateResource: (args: ResourceValidationArgs, report: ReportViolation) => {
      const given = args.getConfig<Partial<Scope>>();
      for (const message of judge(rule, args, given)) report(message);
      if (rule.name !== noForceCancel.name) return;
      for (const message of judgeProvider(args, given)) report(message);
    },
  };
}

new PolicyPack("powerstore-import", {
  description: "What must not happen to an import into PowerStore, or only with a change number",
  policies: [
    ...rules.map(policyOf),
    {
      name: fewSingleSessions.name,
      description: fewSingleSessions.description,
      enforcementLevel: fewSingleSessions.level,
      severity: fewSingleSessions.severity,
      configSchema: { properties: schemaOf(fewSingleSessions) } as ResourceValidationPolicy["configSchema"],
      validateStack: (args, report) => {
        for (const message of judgeStack(args.resources, args.getConfig<Partial<SingleSessions & Scope>>()))
          report(message);
      },
    },
  ],
});
