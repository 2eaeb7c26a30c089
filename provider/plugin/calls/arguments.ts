import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as z from "zod";
import { booleanFromText } from "../../lifecycle/operation/checkInputs";
import type { QueryFunction } from "../../lifecycle/operation/queryFunction";
import { hasUnknown } from "../../lifecycle/operation/unknown";
import { fromStruct } from "../values/fromStruct";

/** What a query was asked with: checked, with its defaults; or what is wrong; or not known before something else is. */
export type Arguments =
  | { readonly kind: "known"; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: "unknown" }
  | { readonly kind: "wrong"; readonly failures: readonly { readonly property: string; readonly reason: string }[] };

export function argumentsOf({ inputs }: QueryFunction, sent: Struct | undefined): Arguments {
  const { values } = fromStruct(sent);
  if (hasUnknown(values)) return { kind: "unknown" };
  const given = Object.entries(values).map(([name, value]) => [name, booleanFromText(inputs[name], value)]);
  const parsed = z.strictObject(inputs).safeParse(Object.fromEntries(given));
  if (parsed.success) return { kind: "known", values: parsed.data };
  return { kind: "wrong", failures: parsed.error.issues.map(toFailure) };
}

function toFailure(issue: z.core.$ZodIssue) {
  const names = issue.code === "unrecognized_keys" ? issue.keys : issue.path;
  const reason = issue.code === "unrecognized_keys" ? "is not an argument of this function" : issue.message;
  return { property: names.map(String).join("."), reason };
}
