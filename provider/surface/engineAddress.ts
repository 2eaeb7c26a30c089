/**
 * The engine calls `<program> [--logtostderr] [-v=N] [--tracing URL] <its own address>`, and the SDK starts its host of dynamic providers with all of
 * that [PULUMI start].
 * @param args what comes after the program
 */
export function engineAddressIn(args: readonly string[]): string | undefined {
  return args.find((arg, index) => !arg.startsWith("-") && args[index - 1] !== "--tracing");
}
