import assert from "node:assert/strict";
import { DemoProcess } from "./demoProcess";
import { eventually } from "./eventually";
import { findTerraform } from "./terraformBinary";

describe("npm run demo -- terraform", () => {
  let demo: DemoProcess;

  before("look for Terraform", async function () {
    if ((await findTerraform()) === undefined) this.skip();
  });
  beforeEach(() => {
    demo = new DemoProcess();
  });
  afterEach(() => demo.end());

  it("shows the life of an import, refuses to throw its copy away, and leaves nothing behind", async () => {
    assert.equal(await demo.start("terraform").closed, 0, demo.output);
    assert.deepEqual(demo.asked, [
      "POST /import_session",
      "POST /import_session/{id}/pause",
      "POST /import_session/{id}/resume",
      "POST /import_session/{id}/cutover",
      "DELETE /import_session/{id}",
    ]);
    assert.match(demo.output, /would cancel a copy that is under way/);
    assert.match(demo.output, /no import session; volumes: Unity-01-Vol-01/);
    assert.doesNotMatch(demo.output, /Password123/);
    assert.ok(!demo.output.includes("\u001b"), "no colour without a terminal");
    demo.assertNothingLeft();
  });

  for (const [name, when] of Object.entries({
    "while the provider is installed": /Installing/,
    "while the import is begun": /database: Creating/,
  })) {
    it(`leaves nothing behind when Ctrl-C comes ${name}`, async () => {
      const { pid, closed } = demo.start("terraform");
      await eventually(name, () => when.exec(demo.output) ?? undefined);
      process.kill(-pid, "SIGINT");
      assert.equal(await closed, 130, demo.output);
      demo.assertNothingLeft();
    });
  }
});
