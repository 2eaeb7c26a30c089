import assert from "node:assert/strict";
import { startSimulator } from "../../../simulator/src";
import { useSimulator } from "./useSimulator";

const host = { name: "h", os_type: "AHV", initiators: [{ port_name: "iqn.1", port_type: "iSCSI" }] };
const cancel = "POST /import_session/{id}/cancel";

async function ask(
  simulator: Awaited<ReturnType<typeof startSimulator>>,
  method: string,
  path: string,
  body?: unknown,
) {
  const authorization = `Basic ${Buffer.from(`${simulator.username}:${simulator.password}`).toString("base64")}`;
  const answer = await simulator.inject({ method, path: `/api/rest${path}`, headers: { authorization }, body });
  return answer.kind === "dropped" ? assert.fail("the array answers") : answer;
}

describe("release 4.1", () => {
  const simulator = useSimulator();

  for (const [method, path, status, body] of [
    ["GET", "/mpa_config", 404],
    ["POST", "/job/x/approve", 404],
    ["GET", "/job?select=submit_time", 400],
    ["GET", "/host?os_type=eq.AHV", 400],
    ["POST", "/host", 400, host],
  ] as const) {
    it(`does not know ${method} ${path}, which came later`, async () => {
      assert.equal((await ask(simulator(), method, path, body)).status, status);
    });
  }

  it("has no approvals", async () => {
    await assert.rejects(startSimulator({ criticalOperations: [cancel] }), RangeError);
  });
});

describe("release 4.4", () => {
  const simulator = useSimulator({ version: "4.4", criticalOperations: [cancel], approvalSeconds: 100, jobSeconds: 1 });

  for (const [method, path, status, body] of [
    ["GET", "/mpa_config?select=*", 200],
    ["GET", "/mpa_critical_action?select=*", 200],
    ["GET", "/job?select=submit_time,mpa_decision", 200],
    ["GET", "/host?os_type=eq.AHV", 200],
    ["GET", "/volume?select=sector_size", 200],
    ["POST", "/host", 201, host],
  ] as const) {
    it(`answers ${method} ${path}`, async () => {
      assert.equal((await ask(simulator(), method, path, body)).status, status);
    });
  }

  it("says which release it is", async () => {
    const { body } = await ask(simulator(), "GET", "/software_installed?select=release_version");
    assert.deepEqual((body as readonly { release_version: string }[])[0], { release_version: "4.4.0.0" });
  });

  it("still imports from the types that it has deprecated", async () => {
    const source = { type: "NetApp", name: "N", management_address: "10.9.9.9", iscsi_addresses: ["10.9.9.10"] };
    const account = { remote_username: "u", remote_password: "p" };
    assert.equal((await ask(simulator(), "POST", "/remote_system", { ...source, ...account })).status, 201);
  });

  /** A cancel that is a job which waits, and what the job and the session are after this. */
  async function cancelled(work: (job: string) => unknown) {
    const session = { name: "s", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
    await ask(simulator(), "POST", "/import_session", session);
    const answer = await ask(simulator(), "POST", "/import_session/name:s/cancel", {});
    const { id, phase } = answer.body as { readonly id: string; readonly phase: string };
    assert.deepEqual([answer.status, phase], [202, "Waiting_Approval"]);
    simulator().advance(50);
    assert.equal(simulator().world.row("job", id)?.phase, "Waiting_Approval");
    await work(id);
    simulator().advance(60);
    const job = simulator().world.row("job", id);
    const decision = (job?.mpa_decision as { readonly decision: string } | null)?.decision;
    return [job?.phase, decision, simulator().world.rowByName("import_session", "s")?.state];
  }

  const control = (job: string, decision: string) =>
    simulator().inject({ method: "POST", path: `/_simulator/job/${job}/decide`, body: { decision } });

  it("lets a critical request wait for its approval, and does it then", async () => {
    assert.deepEqual(await cancelled((job) => control(job, "Approved")), ["Completed", "Approved", "Cancelled"]);
  });

  it("does not do what is turned down", async () => {
    const end = await cancelled((job) => ask(simulator(), "POST", `/job/${job}/reject`, { reason: "not today" }));
    assert.deepEqual(end, ["Failed", "Rejected", "Copy_In_Progress"]);
    const [job] = simulator().world.rows("job") ?? [];
    assert.match(JSON.stringify(job?.response_body), /rejected: not today/);
  });

  it("does not do what nobody decides in time", async () => {
    assert.deepEqual(await cancelled(() => {}), ["Failed", "Expired", "Copy_In_Progress"]);
  });

  it("decides once", async () => {
    await cancelled(async (job) => {
      await ask(simulator(), "POST", `/job/${job}/approve`, {});
      assert.equal((await ask(simulator(), "POST", `/job/${job}/reject`, {})).status, 422);
      assert.equal((await control(job, "Rejected")).kind, "answered");
    });
  });

  it("asks nobody where approvals are off", async () => {
    await ask(simulator(), "PATCH", "/mpa_config/0", { is_enabled: false });
    const session = { name: "s", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
    await ask(simulator(), "POST", "/import_session", session);
    simulator().advance(30);
    assert.equal((await ask(simulator(), "POST", "/import_session/name:s/cancel", {})).status, 204);
  });

  it("keeps a job that waits in a snapshot", async () => {
    await cancelled(() => simulator().restore(simulator().snapshot()));
  });
});

describe("the journal", () => {
  const simulator = useSimulator();

  it("has none of the eight CHAP texts, and no password of a source or its files, in clear", async () => {
    const info = Object.fromEntries(
      ["target", "initiator"].flatMap((side) =>
        ["session", "discovery"].flatMap((kind) => [
          [`${side}_${kind}_username`, "hidden"],
          [`${side}_${kind}_password`, "hidden"],
        ]),
      ),
    );
    const files = { service_account_username: "svc", service_account_password: "hidden" };
    const body = {
      name: "N",
      type: "Unity",
      remote_password: "hidden",
      vnx_file_password: "hidden",
      import_chap_info: info,
    };
    await ask(simulator(), "POST", "/remote_system?is_async=true", { ...body, unity_file_details: files });
    assert.ok(!JSON.stringify([simulator().journal(), simulator().snapshot()]).includes("hidden"));
  });
});
