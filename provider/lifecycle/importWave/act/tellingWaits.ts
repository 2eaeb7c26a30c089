import type { SessionContext } from "../../importSession/act/sessionContext";

/** The context of somebody for whom others wait until he waits himself: that is when he sleeps, or says how far something is (the approval of a job). */
export function tellingWaits(context: SessionContext, waits: () => void): SessionContext {
  const { clock, report } = context;
  return {
    ...context,
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      sleep: (seconds, signal) => {
        waits();
        return clock.sleep(seconds, signal);
      },
    },
    report: {
      warning: (text) => report.warning(text),
      info: (text) => report.info(text),
      progress: (text) => {
        waits();
        report.progress(text);
      },
    },
  };
}
