// Preloaded into every Node process of the engine's runs: `Date` there goes as the demo's array does, a fixed time beside the machine's.
// Timers and `performance` are left alone, so that who waits ten seconds waits ten seconds.
const offset = Number(process.env.DEMO_CLOCK_OFFSET_MILLISECONDS ?? 0);
const MachineDate = Date;

globalThis.Date = class extends MachineDate {
  /** @param {unknown[]} given */
  constructor(...given) {
    // @ts-expect-error: the constructor has overloads, and this takes all of them
    super(...(given.length === 0 ? [MachineDate.now() + offset] : given));
  }

  static now() {
    return MachineDate.now() + offset;
  }
};
