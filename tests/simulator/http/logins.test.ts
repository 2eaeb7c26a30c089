import assert from "node:assert/strict";
import { createLogins } from "../../../simulator/src/http/logins";

describe("the simulator's logins", () => {
  function create(maxLogins: number) {
    const clock = { milliseconds: 0 };
    return { clock, logins: createLogins({ idleTimeoutSeconds: 600, maxLogins }, () => clock.milliseconds) };
  }

  it("end after the idle time without use, on the virtual clock", () => {
    const { clock, logins } = create(10);
    const login = logins.open();
    clock.milliseconds += 600_000;
    assert.ok(logins.use(login.cookie), "the last moment still counts, and is a use");
    clock.milliseconds += 600_000;
    assert.ok(logins.use(login.cookie));
    clock.milliseconds += 600_001;
    assert.equal(logins.use(login.cookie), undefined);
    clock.milliseconds = 0;
    assert.equal(logins.use(login.cookie), undefined, "an ended login stays ended");
  });

  it("evict the oldest when there is one too many", () => {
    const { logins } = create(2);
    const [first, second] = [logins.open(), logins.open()];
    assert.ok(logins.use(first.cookie), "use does not make a login younger");
    const third = logins.open();
    assert.equal(logins.use(first.cookie), undefined);
    assert.ok(logins.use(second.cookie));
    assert.ok(logins.use(third.cookie));
  });

  it("have cookies and tokens that tell nothing about each other", () => {
    const { logins } = create(10);
    const [a, b] = [logins.open(), logins.open()];
    assert.equal(new Set([a.cookie, a.token, b.cookie, b.token]).size, 4);
  });
});
