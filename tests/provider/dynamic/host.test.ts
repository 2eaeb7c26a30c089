import assert from "node:assert/strict";
import { processHost } from "../../../provider/dynamic/host";

const ENGINE = "127.0.0.1:50123";

describe("The host of dynamic providers", () => {
  const callings: readonly [how: string, args: readonly string[], address: string | undefined][] = [
    ["with the address alone", [ENGINE], ENGINE],
    ["as by pulumi --logtostderr --logflow -v=9", ["--logtostderr", "-v=9", ENGINE], ENGINE],
    ["as by pulumi --logflow -v=9", ["-v=9", ENGINE], ENGINE],
    ["as by pulumi --tracing", ["--tracing", "http://127.0.0.1:9411/api/v1/spans", ENGINE], ENGINE],
    ["with a trace into a file", ["--tracing", "file:./up.trace", ENGINE], ENGINE],
    ["with all of them", ["--logtostderr", "-v=9", "--tracing", "http://127.0.0.1:9411", ENGINE], ENGINE],
    ["by its name alone, which is no call of an engine's", [], undefined],
  ];
  for (const [how, args, address] of callings) {
    it(`finds ${address ? "the engine's address" : "no address"} where it is called ${how}`, () => {
      const { argv } = process;
      process.argv = ["node", "dynamic-provider", ...args];
      try {
        assert.equal(processHost().engineAddress, address);
      } finally {
        process.argv = argv;
      }
    });
  }
});
