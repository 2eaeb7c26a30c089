import assert from "node:assert/strict";
import type { Objection } from "../../../../provider/lifecycle/engineRun/decideEnding";
import {
  leavingText,
  objectionText,
  refusedTakingText,
  sharingText,
} from "../../../../provider/lifecycle/importSession/decide/ownershipTexts";
import { inMembersWords } from "../../../../provider/lifecycle/importWave/decide/memberAdvice";
import { memberUrn } from "../../../../provider/lifecycle/operation/memberUrn";
import { collectTexts } from "../advice/collect";
import { TYPE } from "./stage";

/** Commands and options that would act on the whole wave, or on a URN that is made up; and inputs that would hold for all if the wave said them. */
const wrong =
  /--(?:replace|target)\b|state delete|pulumi destroy|\baliases\b|<urn>|\b(?:the|this) resource\b|deleteBeforeReplace|(?:[Ss]et|with) (?:advanceTo to "[^"]*"|hostsOnSource: true|paused: true)(?! in its entry)|(?<!in its entry in sessions )with advanceTo: |customTimeouts\.(?:create|update|delete|read)|adoptSessionId: "[^"]*" in the program/g;

/** What stays, text by text. */
const allowed: readonly (readonly [owner: string, what: string, why: string])[] = [
  ["waysToIt", "pulumi destroy", "warns of it"],
  ["notDeletedText", "pulumi destroy", "warns of it"],
  ["wayToHolder", "state delete", "of another stack, for a resource there; of a wave there it says another way"],
  ["REPLACE_FIRST", "--replace", "says that it ends all, after the way for this one alone"],
  ["REPLACE_FIRST", "deleteBeforeReplace", "the same"],
  ["refusedTakingText", "--replace", "to run without it"],
  ["sharingText", "state delete", "of two resources, or of the other one, which is one"],
  ["wayToHandOver", "aliases", "of two resources (below)"],
  ["wayFromHolder", "aliases", "of two resources (below)"],
  ["wayFromEnding", "aliases", "of two resources (below)"],
  ["waysBesideOther", "--replace", "of the other one, which is a resource (below)"],
  ["waysBesideOther", "--target", "of a resource (below)"],
  ["waysBesideOther", "<urn>", "the same"],
  ["waysBesideOther", "pulumi destroy", "the same"],
  ["rotationAdvice", "pulumi destroy", "tells what it goes by"],
  ["REQUIRED", "--target", "names the resource that an input comes from"],
];

/** Descriptions of inputs and of the resource are no messages. */
const isMessage = (file: string) => !/inputs\/(inputs|outputs)\.ts$|importSession\/importSession\.ts$/.test(file);

describe("What a session says, said by an import of a wave", () => {
  const texts = collectTexts([
    "provider/lifecycle/importSession",
    "provider/lifecycle/operation",
    "provider/lifecycle/engineRun",
    "provider/powerstore",
  ]).filter(({ file }) => isMessage(file));

  it("names no command and no option that would act on all of the wave: each text of a session", () => {
    const found = texts.flatMap(({ owner, text }) =>
      [...new Set(inMembersWords(text).match(wrong))].map((what) => `${owner}: ${what.trim()}`),
    );
    assert.deepEqual(
      [...new Set(found)].sort(),
      allowed.map(([owner, what]) => `${owner}: ${what}`).sort(),
      "a new text needs words for imports of a wave: decide/memberAdvice.ts",
    );
  });
});

describe("Who has or wants a session", () => {
  const resource = "urn:pulumi:prod::shop::powerstore-import:index:ImportSession::db-01";
  const wave = `urn:pulumi:prod::shop::${TYPE}::night-1`;
  const member = memberUrn(wave, 'db "01"');
  const other = memberUrn(`${wave}b`, "db-02");
  const pairs = [
    [member, resource, "a resource's words, of an import of a wave"],
    [resource, member, "the words of an import of a wave, of a resource"],
    [other, member, "the words of an import of a wave, of another wave's"],
  ] as const;
  const say = (by: string, urn: string) => {
    const objections: Objection[] = [
      { because: "wanted", by },
      { because: "outlived", by, id: "17" },
    ];
    const own = [
      ...objections.map((objection) => objectionText("17", objection, { id: "17", urn })),
      leavingText("17", { because: "held", by }),
      refusedTakingText("17", { kind: "held", by }, urn),
      refusedTakingText("17", { kind: "ending", by }, urn),
      sharingText("17", by, urn),
    ];
    return urn === member ? own.map(inMembersWords) : own;
  };

  for (const [by, urn, title] of pairs) {
    it(`is named by what the program says, and told what the program can do: ${title}`, () => {
      for (const text of say(by, urn)) {
        assert.doesNotMatch(text, /urn:[^ ]*\[/, text);
        assert.doesNotMatch(text, /\baliases\b/, text);
        assert.doesNotMatch(text, urn === member ? /--target/ : /--replace/, text);
      }
    });
  }

  it("is an import of a wave by its path", () => {
    const [wanted = ""] = say(member, resource);
    assert.match(
      wanted,
      /: sessions\["db \\"01\\""\] of the import wave night-1 of this program wants the same import/,
    );
  });

  it("are two resources by their URNs, as ever", () => {
    const texts = say(`${resource}-renamed`, resource);
    assert.match(texts.join(), /aliases: \["urn:pulumi:prod::shop::powerstore-import:index:ImportSession::db-01"\]/);
  });
});
