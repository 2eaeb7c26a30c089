import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import * as lifecycle from "../../../provider/lifecycle/operation/lifecycleErrors";
import { toServiceError } from "../../../provider/plugin/serviceErrors";
import * as powerstore from "../../../provider/powerstore/http/powerStoreErrors";

/** Answered with details of its own, before any code is looked for. */
const detailed: readonly unknown[] = [lifecycle.IncompleteError];

describe("An error of the plugin", () => {
  const all: readonly { readonly name: string; readonly prototype?: unknown }[] = Object.values({
    ...lifecycle,
    ...powerstore,
  });
  const kinds = all.filter(({ prototype }) => prototype instanceof Error);
  for (const kind of kinds.filter((each) => !detailed.includes(each))) {
    it(`${kind.name} has a code that says more than "a bug"`, () => {
      const error: Error = Object.assign(Object.create(kind.prototype as Error), { message: "why" });
      const { code, details } = toServiceError(error);
      assert.equal(details, "why");
      assert.ok(![status.INTERNAL, status.OK].includes(code), status[code]);
    });
  }

  it("that nobody foresaw is a bug, and says what it says", () => {
    const { code, details } = toServiceError(new TypeError("x is not a function"));
    assert.deepEqual([code, details], [status.INTERNAL, "x is not a function"]);
  });
});
