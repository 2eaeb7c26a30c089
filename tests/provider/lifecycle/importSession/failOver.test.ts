import assert from "node:assert/strict";
import type { TransportAnswer, TransportRequest } from "../../../../provider/powerstore/http/contract";
import { SendFailure } from "../../../../provider/powerstore/http/sendFailure";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

type Answer = (request: TransportRequest) => TransportAnswer;

const page =
  (status: number, headers: Record<string, string> = {}): Answer =>
  () => ({ status, headers: new Headers({ "content-type": "text/html", ...headers }), text: "<html>Sign in</html>" });

const json =
  (status: number, body: unknown): Answer =>
  () => ({ status, headers: new Headers({ "content-type": "application/json" }), text: JSON.stringify(body) });

const said = (status: number, text: string) =>
  json(status, { messages: [{ code: "0xE0101001000C", severity: "Error", message_l10n: text, arguments: [] }] });

const isLogin = ({ url }: TransportRequest) => url.endsWith("/login_session");
const granted: Answer = () => ({
  status: 200,
  headers: new Headers({ "set-cookie": "auth_cookie=another-cookie; Path=/", "dell-emc-token": "another-token" }),
  text: JSON.stringify([{ id: "1", is_password_change_required: false }]),
});

/** What a management that fails over, or what stands in front of it, answers for some minutes. */
const troubles: Readonly<Record<string, Answer>> = {
  "a page with status 200": page(200),
  "a redirect to a page": page(302, { location: "https://array.example/ui" }),
  "a page that is not found": page(404),
  "a page that is forbidden": page(403),
  "404 without a body": () => ({ status: 404, headers: new Headers(), text: "" }),
  "JSON of somebody else": json(200, { status: "starting" }),
  "an empty list": json(200, []),
  "a login refused, and every session with it": said(401, "Not now."),
  "no privilege": (request) => (isLogin(request) ? granted : said(403, "Not now."))(request),
  "a backend error with status 400": said(400, "The system encountered unexpected backend errors."),
  "a gateway's 502": page(502),
};

/** A refused login is tried once more only, after a minute: whoever takes longer is not waited for. */
const outageSeconds = (name: string) => (name.includes("login") ? 50 : 150);
const isChange = ({ method, url }: TransportRequest) => method !== "GET" && !url.endsWith("/logout");

describe("A management that fails over in the middle of a wait", () => {
  let stage: Stage;
  let source: ReturnType<typeof readyVolume>;
  let seconds: () => number;
  beforeEach(async () => {
    stage = await openStage({ copyBytesPerSecond: 200e6 });
    source = readyVolume(stage.simulator);
    const start = stage.simulator.now();
    seconds = () => (stage.simulator.now() - start) / 1000;
  });
  afterEach(() => stage.close());

  const program = () => ({ ...source, waitFor: "Ready_For_Cutover" });

  /** Everything meets the trouble from the second minute on. */
  function play(trouble: Answer, forSeconds: number) {
    stage.between = async (request, pass) => {
      const isHit = seconds() >= 60 && seconds() < 60 + forSeconds;
      return isHit ? trouble(request) : pass(request);
    };
  }

  for (const [name, trouble] of Object.entries(troubles)) {
    it(`and answers with ${name} for some minutes does not end it`, async () => {
      play(trouble, outageSeconds(name));
      assert.equal(await stage.up(program()), "created");
      assert.equal(stage.recorded?.outputs.state, "Ready_For_Cutover");
      assert.ok(seconds() > 60 + outageSeconds(name), "the wait was over before the trouble began");
      assert.deepEqual(stage.changes().length, 1, "one session was made, and nothing else");
    });

    it(`and answers with ${name} for ever ends it after some minutes, with the id`, async () => {
      play(trouble, Number.POSITIVE_INFINITY);
      await assert.rejects(stage.up(program()), /The session is kept.*last seen Copy_In_Progress/s);
      assert.ok(seconds() < 30 * 60, `gave up after ${seconds()} s`);
      assert.ok(stage.recorded);
    });

    it(`and answers the very first look with ${name} is an error at once`, async () => {
      await stage.up(source);
      const { recorded } = stage;
      const before = seconds();
      stage.between = async (request, pass) => (isLogin(request) ? pass(request) : trouble(request));
      await assert.rejects(stage.up({ ...source, paused: true }));
      assert.ok(seconds() - before < 60, `${seconds() - before} s`);
      assert.equal(stage.recorded, recorded);
    });
  }

  it("and refuses logins is asked for one more, a minute later", async () => {
    let logins = 0;
    stage.between = async (request, pass) => {
      if (isLogin(request)) logins++;
      const isHit = seconds() >= 60 && seconds() < 90;
      return isHit ? said(401, "Not now.")(request) : pass(request);
    };
    await stage.up(program());
    assert.equal(logins, 3, "the first, the refused one, and the one after a minute");
  });

  it("and never takes the login again ends the wait with the second refusal, and asks no more", async () => {
    let logins = 0;
    stage.between = async (request, pass) => {
      if (isLogin(request)) logins++;
      return seconds() >= 60 ? said(401, "Changed.")(request) : pass(request);
    };
    await assert.rejects(stage.up(program()), /user or password are refused.*no other attempt.*The session is kept/s);
    assert.equal(logins, 3);
    assert.ok(seconds() < 200, "nobody waits for what is decided");
  });
});

describe("A change that meets", () => {
  let stage: Stage;
  let source: ReturnType<typeof readyVolume>;
  beforeEach(async () => {
    stage = await openStage();
    source = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  const strange = ["a page with status 200", "a redirect to a page", "a page that is not found", "404 without a body"];
  for (const name of strange) {
    for (const isCarriedOut of [false, true]) {
      it(`${name} is looked after, and not done twice${isCarriedOut ? ": it was carried out" : ""}`, async () => {
        const trouble = troubles[name] as Answer;
        await stage.up(source);
        let sent = 0;
        stage.between = async (request, pass) => {
          if (!isChange(request) || sent++ > 0) return pass(request);
          if (isCarriedOut) await pass(request);
          return trouble(request);
        };
        stage.simulator.clearJournal();
        await stage.up({ ...source, paused: true });
        assert.equal(stage.session().state, "Paused");
        assert.deepEqual(stage.changes(), ["POST /import_session/{id}/pause"]);
      });

      it(`${name} to a create makes one session${isCarriedOut ? ", which is there already" : ""}`, async () => {
        const trouble = troubles[name] as Answer;
        let sent = 0;
        stage.between = async (request, pass) => {
          if (!isChange(request) || sent++ > 0) return pass(request);
          if (isCarriedOut) await pass(request);
          return trouble(request);
        };
        await stage.up(source);
        assert.equal(stage.simulator.world.rows("import_session")?.length, 1);
        assert.equal(stage.changes().length, 1);
      });
    }
  }

  for (const name of ["a login refused, and every session with it", "a gateway's 502"]) {
    it(`${name} and finds nobody to ask afterwards waits for the array`, async () => {
      const trouble = troubles[name] as Answer;
      await stage.up(source);
      const start = stage.simulator.now();
      let hasBegun = false;
      stage.between = async (request, pass) => {
        hasBegun ||= isChange(request);
        const isHit = hasBegun && stage.simulator.now() - start < 50_000;
        return isHit ? trouble(request) : pass(request);
      };
      await stage.up({ ...source, paused: true });
      assert.equal(stage.session().state, "Paused");
    });
  }

  it("an array out of reach for some minutes is done afterwards, once", async () => {
    await stage.up(source);
    const start = stage.simulator.now();
    let hasBegun = false;
    stage.between = async (request, pass) => {
      hasBegun ||= isChange(request);
      if (!hasBegun || stage.simulator.now() - start >= 100_000) return pass(request);
      throw new SendFailure("refused", { mayHaveArrived: false });
    };
    stage.simulator.clearJournal();
    await stage.up({ ...source, paused: true });
    assert.deepEqual(stage.changes(), ["POST /import_session/{id}/pause"]);
  });

  it("a missing privilege ends at once: only looking is allowed, and time does not change that", async () => {
    await stage.up(source);
    const start = stage.simulator.now();
    stage.between = async (request, pass) => (isChange(request) ? said(403, "Not allowed.")(request) : pass(request));
    await assert.rejects(stage.up({ ...source, paused: true }), /lacks the privilege/);
    assert.ok(stage.simulator.now() - start < 10_000);
  });
});
