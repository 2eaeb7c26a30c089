import assert from "node:assert/strict";
import type { Simulator } from "../../../../simulator/src";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

type Volume = ReturnType<typeof readyVolume>;
type Forced = Parameters<Simulator["world"]["forceState"]>[1];

describe("A session that left the way, whose record is gone and whose source another session has imported,", () => {
  let stage: Stage;
  let volume: Volume;
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  /** The recorded session ends in a state, its record goes; somebody imports the source by hand. The importer's id. */
  async function importElsewhere(state: Forced): Promise<string> {
    await stage.up(volume);
    const { world } = stage.simulator;
    world.forceState(stage.recorded?.id ?? "", state);
    await stage.refresh();
    assert.equal(stage.recorded?.outputs.state, state);
    world.purgeSession(stage.recorded.id);
    const id = makeByHand();
    world.forceState(id, "Import_Completed");
    stage.restart();
    stage.warnings.length = 0;
    stage.simulator.clearJournal();
    return id;
  }

  function makeByHand(): string {
    const { sourceResourceId, remoteSystemId } = volume;
    const answer = stage.simulator.world.operations["POST /import_session"]?.({
      id: "",
      body: { name: "by-hand", source_resource_id: sourceResourceId, remote_system_id: remoteSystemId },
    });
    const id = (answer?.body as { id?: string } | undefined)?.id;
    assert.ok(id);
    return id;
  }

  function refuseLookBySource(): void {
    const { between } = stage;
    stage.between = async (request, pass) =>
      request.url.includes("source_resource_id=eq")
        ? { status: 403, headers: new Headers(), text: "{}" }
        : between(request, pass);
  }

  const said = () => stage.warnings.splice(0).join("\n");

  /** What is said, by a warning or by the update's error. */
  async function upSays(): Promise<string> {
    const error = await stage.up(volume).then(
      () => "",
      (reason: Error) => reason.message,
    );
    return `${error}\n${said()}`;
  }

  for (const state of ["Cancelled", "Failed", "Cleanup_Failed", "Cancel_Required", "Invalid"] as const) {
    it(`is told by each up, with both ways on, and sends nothing: ${state}`, async () => {
      const importer = await importElsewhere(state);
      for (const run of ["first", "second"]) {
        const text = await upSays();
        assert.match(text, /another session has imported its source since: it was last seen/, run);
        assert.match(text, new RegExp(`"by-hand" \\(${importer}\\).*adoptSessionId: "${importer}"`), run);
        assert.match(text, /pulumi up --replace <urn>/);
        assert.match(text, /take the resource out of the program/);
        assert.doesNotMatch(text, /pulumi refresh/, "which would say the same again");
      }
      assert.deepEqual(stage.changes(), []);
    });

    it(`is followed by that import where the program adopts it and replaces: ${state}`, async () => {
      const importer = await importElsewhere(state);
      const program = { ...volume, adoptSessionId: importer };
      await stage.replace(program, ["check", "delete", "create"]);
      assert.equal(stage.recorded?.id, importer);
      assert.equal(stage.recorded.outputs.state, "Import_Completed");
      said();
      assert.equal(await stage.up(program), "unchanged");
      assert.equal(said(), "");
      assert.deepEqual(stage.changes(), []);
    });

    it(`leaves the stack without touching the other when it is taken out of the program: ${state}`, async () => {
      const importer = await importElsewhere(state);
      await stage.destroy();
      assert.equal(stage.session(importer).state, "Import_Completed");
      assert.deepEqual(stage.changes(), []);
    });
  }

  it("is told by a refresh in the same words, and the state stays", async () => {
    const importer = await importElsewhere("Cancelled");
    assert.equal(await stage.refresh(), "unchanged");
    assert.match(said(), new RegExp(`The state stays as it was.*adoptSessionId: "${importer}"`));
  });

  for (const [what, change] of [
    ["has no record either", (id: string) => stage.simulator.world.purgeSession(id)],
    ["cannot be asked for", refuseLookBySource],
  ] as const) {
    it(`names no session to adopt where that one ${what}`, async () => {
      const importer = await importElsewhere("Cancelled");
      change(importer);
      const text = await upSays();
      assert.match(text, /take the resource out of the program/);
      assert.doesNotMatch(text, /adoptSessionId|--replace/);
    });
  }

  it("does not offer a member of a group for adoption", async () => {
    const importer = await importElsewhere("Cancelled");
    const body = [{ ...stage.session(importer), parent_session_id: "group-1" }];
    stage.simulator.setFaults([{ operation: "GET /import_session", times: 99, effect: { body } }]);
    assert.doesNotMatch(await upSays(), /adoptSessionId/);
  });
});

describe("A session last seen on its way, which somebody cancelled and whose source was imported by hand since,", () => {
  let stage: Stage;
  let volume: Volume;
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  const play = (operation: string, id: string, body: Readonly<Record<string, unknown>> = {}) =>
    stage.simulator.world.operations[operation]?.({ id, body })?.body as { id: string } | undefined;

  /** The ids of the recorded session and of the importer. */
  async function importByHand(seen: string): Promise<readonly [string, string]> {
    await stage.up(seen === "Scheduled" ? { ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" } : volume);
    if (seen === "Ready_For_Cutover") stage.simulator.advance(24 * 3600);
    if (seen !== "Scheduled") stage.simulator.advance(60);
    await stage.refresh();
    const id = stage.recorded?.id ?? "";
    assert.equal(stage.recorded?.outputs.state, seen);
    play("POST /import_session/{id}/cancel", id);
    stage.simulator.advance(600);
    play("DELETE /import_session/{id}", id);
    const { sourceResourceId: source_resource_id, remoteSystemId: remote_system_id } = volume;
    const body = { name: "by-hand", source_resource_id, remote_system_id, automatic_cutover: true };
    const importer = play("POST /import_session", "", body)?.id ?? "";
    stage.simulator.advance(24 * 3600);
    assert.equal(stage.session(importer).state, "Import_Completed");
    stage.restart();
    stage.warnings.length = 0;
    stage.simulator.clearJournal();
    return [id, importer];
  }

  for (const seen of ["Scheduled", "Copy_In_Progress", "Ready_For_Cutover"]) {
    it(`is not taken for completed by a refresh, which names that import: ${seen}`, async () => {
      const [id, importer] = await importByHand(seen);
      const { destinationResourceId } = stage.recorded?.outputs ?? {};
      assert.equal(await stage.refresh(), "unchanged");
      assert.deepEqual([stage.recorded?.id, stage.recorded?.outputs.state], [id, seen]);
      assert.equal(stage.recorded?.outputs.destinationResourceId, destinationResourceId);
      assert.match(stage.warnings.join(), new RegExp(`another session has imported.*adoptSessionId: "${importer}"`));
    });

    it(`is followed by that import where the program adopts it and replaces: ${seen}`, async () => {
      const [, importer] = await importByHand(seen);
      const program = { ...volume, automaticCutover: true, adoptSessionId: importer };
      await stage.replace(program, ["check", "delete", "create"]);
      assert.equal(stage.recorded?.id, importer);
      assert.equal(stage.recorded.outputs.state, "Import_Completed");
      assert.deepEqual(stage.changes(), []);
    });
  }

  it("is an error of the update that waits for its end", async () => {
    await importByHand("Copy_In_Progress");
    const waiting = { ...volume, waitFor: "Import_Completed", advanceTo: "Import_Completed" };
    await assert.rejects(stage.up(waiting), /another session has imported its source since/);
    assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
  });

  it("is not taken for completed either where that import has no record any more", async () => {
    const [, importer] = await importByHand("Copy_In_Progress");
    stage.simulator.world.purgeSession(importer);
    await stage.refresh();
    assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
    assert.match(stage.warnings.join(), /nothing proves whether it was completed/);
  });

  for (const status of [403, 503]) {
    it(`is not taken for completed either where the sessions of its source cannot be asked for: ${status}`, async () => {
      const [id] = await importByHand("Scheduled");
      stage.between = async (request, pass) =>
        request.url.includes("source_resource_id=eq") ? { status, headers: new Headers(), text: "{}" } : pass(request);
      assert.equal(await stage.refresh(), "unchanged");
      assert.deepEqual([stage.recorded?.id, stage.recorded?.outputs.state], [id, "Scheduled"]);
      assert.match(
        stage.warnings.join(),
        /nothing proves whether it was completed: .* and which session has imported it could not be asked/,
      );
    });
  }

  it("has another importer in a member of a group, which nobody is told to adopt", async () => {
    const [, importer] = await importByHand("Copy_In_Progress");
    const { between } = stage;
    const text = JSON.stringify([{ ...stage.session(importer), parent_session_id: "group-1" }]);
    stage.between = async (request, pass) =>
      request.url.includes("source_resource_id=eq")
        ? { status: 200, headers: new Headers(), text }
        : between(request, pass);
    await stage.refresh();
    assert.match(stage.warnings.join(), /another session has imported its source since/);
    assert.doesNotMatch(stage.warnings.join(), /adoptSessionId/);
  });
});

describe("A cancelled session whose record is gone", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  it("and of which nothing proves what became of it, is told by up itself, with what was found and what to do", async () => {
    const volume = readyVolume(stage.simulator);
    await stage.up(volume);
    stage.simulator.world.forceState(stage.recorded?.id ?? "", "Cancelled");
    await stage.refresh();
    stage.simulator.world.purgeSession(stage.recorded?.id ?? "");
    const answer = { status: 404, code: "0xE04040020009", message: "Instance was not found." };
    stage.simulator.setFaults([{ operation: "GET /import_unity_volume/{id}", times: 99, effect: answer }]);
    stage.restart();
    stage.warnings.length = 0;
    assert.equal(await stage.up(volume), "unchanged");
    assert.match(stage.warnings.join(), /nothing proves whether it was completed.*"pulumi state delete <urn>"/);
    assert.doesNotMatch(stage.warnings.join(), /pulumi refresh/);
  });
});
