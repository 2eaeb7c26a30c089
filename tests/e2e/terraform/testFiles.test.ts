import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onEachEngine, volume } from "./stage";

const session = "powerstore-import_session.database";

/** The file of a module's own tests, beside its configuration. */
const begins = (more = "") => `${more}
run "begins" {
  command = apply
  assert {
    condition     = ${session}.state == "Copy_In_Progress"
    error_message = "is \${${session}.state}"
  }
}
`;
const mocked = `
mock_provider "powerstore-import" {}

run "names_its_source" {
  command = apply
  assert {
    condition     = ${session}.source_resource_id == "unity-01-vol-01"
    error_message = "is \${${session}.source_resource_id}"
  }
}
`;

onEachEngine("The test command of the engine", {}, (stage) => {
  const testFile = (content: string) =>
    writeFileSync(join(stage().terraform.projectFolder, "night.tftest.hcl"), content);
  const kinds = () =>
    stage()
      .changes()
      .map((change) => change.replace(/[0-9a-f-]{36}/, "{id}").replace(/ \{.*\}$/, ""));

  it("begins an import, and takes down what it has begun where the configuration allows that", async () => {
    const { terraform, declare, sessions } = stage();
    declare({ database: { ...volume("01"), cancel_on_destroy: true } });
    testFile(begins());
    const { stdout } = await terraform.succeed("test");
    assert.match(stdout, /1 passed, 0 failed/);
    assert.deepEqual(kinds(), [
      "POST /import_session",
      "POST /import_session/{id}/cancel",
      "DELETE /import_session/{id}",
    ]);
    assert.deepEqual(sessions(), {});
  });

  it("says what it leaves on the array where nothing allows its end", async () => {
    const { terraform, declare, sessions } = stage();
    declare({ database: volume("01") });
    testFile(begins());
    const ran = await terraform.run(["test"]);
    // OpenTofu counts what its tests came to, and not what they leave.
    assert.equal(ran.code, terraform.version.startsWith("1.11.") ? 1 : 0);
    assert.match((ran.stdout + ran.stderr).replace(/\s+│?\s*/g, " "), /left .*powerstore-import_session\.database/);
    assert.match(ran.stdout + ran.stderr, /cancel_on_destroy/);
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Copy_In_Progress" });
  });

  it("asks no array where the provider is mocked", async () => {
    const { terraform, simulator, declare } = stage();
    declare({ database: volume("01") });
    testFile(mocked);
    const { stdout } = await terraform.succeed("test");
    assert.match(stdout, /1 passed, 0 failed/);
    assert.deepEqual(simulator.journal().entries, []);
  });
});
