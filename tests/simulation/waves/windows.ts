/** Windows of programs, and by a reckoning of its own whether they are open. All are in UTC: zones have tests of their own. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ONCE = Date.parse("2026-01-02T10:00:00Z");

const hourOf = (now: number) => (now % DAY) / HOUR;
const isNoon = (now: number) => hourOf(now) >= 10 && hourOf(now) < 14;

type Named = {
  readonly windows: readonly Readonly<Record<string, string>>[];
  isOpen(now: number): boolean;
};

const timeZone = "UTC";
const noon = { schedule: "0 10 * * *", duration: "4h", timeZone };

const named = {
  night: {
    windows: [{ schedule: "0 20 * * *", duration: "8h", timeZone }],
    isOpen: (now) => hourOf(now) >= 20 || hourOf(now) < 4,
  },
  noon: { windows: [noon], isOpen: isNoon },
  notNoon: { windows: [{ ...noon, kind: "deny" }], isOpen: (now) => !isNoon(now) },
  once: {
    windows: [{ schedule: "2026-01-02T10:00", duration: "6h", timeZone }],
    isOpen: (now) => now >= ONCE && now < ONCE + 6 * HOUR,
  },
} as const satisfies Record<string, Named>;

export type WindowsName = keyof typeof named;
export const windowsNames = Object.keys(named) as readonly WindowsName[];

export const windowsOf = (name: WindowsName | undefined): Named["windows"] | undefined => name && named[name].windows;

export const isOpen = (name: WindowsName | undefined, now: number): boolean =>
  name === undefined || named[name].isOpen(now);
