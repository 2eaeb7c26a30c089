import type { CheckFailure } from "../operation/handler";
import { ConfigurationError } from "../operation/lifecycleErrors";
import { hasUnknown } from "../operation/unknown";
import { defaultPlace } from "./environment";
import type { SettingName, Settings } from "./settings";
import * as read from "./settingValues";

const { where } = defaultPlace;

type Check = (value: unknown) => unknown;

/** For settings that are a text of some form. */
const ofText =
  (check: (value: string, where: string) => unknown, place: string): Check =>
  (value) => {
    const text = read.text(value, place);
    return text === undefined ? undefined : check(text, place);
  };

/** Profiles are looked into where one of them is used. */
const checks: Readonly<Record<Exclude<SettingName, "arrays">, Check>> = {
  endpoint: ofText(read.endpoint, where("endpoint")),
  username: (value) => read.text(value, where("username")),
  password: (value) => read.text(value, where("password")),
  insecure: (value) => read.boolean(value, where("insecure")),
  proxy: ofText(read.proxy, where("proxy")),
  timeout: (value) => read.seconds(value, where("timeout")),
  forceCancel: (value) => read.boolean(value, "powerstore-import:forceCancel"),
  namespace: ofText(namespaceText, "powerstore-import:namespace"),
  maxActivePerArray: (value) => read.count(value, "powerstore-import:maxActivePerArray"),
  caFile: ofText(read.certificateFile, where("caFile")),
  caCertificate: ofText(read.certificateText, where("caCertificate")),
};

/** Part of a hash alone, so any text will do; the limit only catches what cannot be meant. */
function namespaceText(value: string, place: string): void {
  if (value.length <= 256 && value.trim() === value) return;
  throw new ConfigurationError(
    `reading ${place}: it must be a text of at most 256 characters without white space at its ends.`,
  );
}

/** What is wrong with settings that somebody gave, each by itself; what is missing may still come from the environment. */
export function checkSettings(settings: Settings): readonly CheckFailure[] {
  return Object.entries(checks).flatMap(([property, check]) => {
    const value = settings[property as keyof Settings];
    if (value === undefined || value === null || hasUnknown(value)) return [];
    try {
      check(value);
      return [];
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return [{ property, reason: error.message }];
    }
  });
}
