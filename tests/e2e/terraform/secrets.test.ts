import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { allText } from "../migration";
import { onEachEngine } from "./stage";

const PASSWORD = "source-Passw0rd";
const NEXT = "another-Passw0rd";
const TYPE = "powerstore-import_remote_system";

/** As a secret is given: from outside, to this run alone. */
const program = {
  variable: { password: { ephemeral: true, sensitive: true } },
  resource: {
    [TYPE]: {
      unity: {
        type: "Unity",
        name: "old-unity",
        management_address: "10.20.0.10",
        username: "admin",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference in Terraform's language
        password: "${var.password}",
        iscsi_addresses: ["10.20.0.21", "10.20.0.22"],
      },
    },
  },
};

onEachEngine("The password of a source", { connectSeconds: 0, clock: "real", sources: [] }, (stage) => {
  it("reaches the array, and stands in no state, plan or log; another one is an update", async () => {
    const { terraform, simulator, changes } = stage();
    const given = (password: string) => ({
      TF_VAR_password: password,
      TF_LOG: "TRACE",
      TF_LOG_PATH: join(terraform.projectFolder, "trace.log"),
    });
    terraform.declare(program);
    const planned = await terraform.run(["plan", "-out=plan"], given(PASSWORD));
    assert.equal(planned.code, 0, planned.errors.join());
    const applied = await terraform.run(["apply", "plan"], given(PASSWORD));
    assert.equal(applied.code, 0, applied.errors.join());
    const shown = await terraform.succeed("show", "-json", "plan");
    const changed = await terraform.run(["apply"], given(NEXT));
    assert.deepEqual([changed.code, changed.actions], [0, { [`${TYPE}.unity`]: "update" }], changed.errors.join());
    const same = await terraform.run(["plan", "-detailed-exitcode"], given(NEXT));
    assert.deepEqual([same.code, same.actions], [0, {}]);

    assert.deepEqual(
      changes().map((change) =>
        change
          .split(" ")
          .slice(0, 2)
          .join(" ")
          .replace(/\/[0-9a-f-]{36}/, "/{id}"),
      ),
      [
        "POST /remote_system",
        "POST /remote_system/{id}/discover",
        "PATCH /remote_system/{id}",
        "POST /remote_system/{id}/discover",
      ],
    );
    assert.ok(readdirSync(terraform.projectFolder).includes("trace.log"), "a log was written");
    assert.equal(terraform.recorded()[`${TYPE}.unity`]?.attributes.password, null);
    const files = allText(terraform.projectFolder) + allText(join(terraform.folder, "temporary"));
    const texts = [files, ...[planned, applied, shown, changed].flatMap(({ stdout, stderr }) => [stdout, stderr])];
    for (const text of texts) for (const secret of [PASSWORD, NEXT]) assert.ok(!text.includes(secret));
    assert.ok(!JSON.stringify(simulator.journal()).includes(PASSWORD));
  });
});
