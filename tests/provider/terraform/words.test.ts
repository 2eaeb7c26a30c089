import assert from "node:assert/strict";
import { resourcesOf } from "../../../provider/lifecycle/resources";
import { inTerraformWords, MOVED_UP } from "../../../provider/terraform/values/words";
import { collectAdvice } from "../lifecycle/advice/collect";

describe("Texts on the surface of Terraform", () => {
  // Descriptions of resources end before the section that names a command; who rotates a password here has the new one in every command.
  const isElsewhere = /^(DESCRIPTION|SESSION|WAVE|rotationAdvice):/;
  const texts = collectAdvice(["provider/lifecycle", "provider/powerstore"]).filter(
    ({ key }) => !isElsewhere.test(key),
  );
  const mixed = Object.values(resourcesOf.terraform)
    .flatMap(({ inputs, outputs }) => [...Object.keys(inputs), ...Object.keys(outputs)])
    .filter((name) => /[A-Z]/.test(name));

  it("are all that name a command", () => {
    assert.ok(texts.length > 60, `${texts.length}`);
  });

  for (const { key, text } of texts) {
    it(`name commands, options and attributes as Terraform does: ${key}`, () => {
      const said = inTerraformWords(text);
      const foreign =
        /pulumi|customTimeouts|\burns?\b|aliases|(delete|create)BeforeReplace|replaceOnChanges|ignoreChanges|StackReference|--(target|replace)|(the|this|that|a|its) program\b/i;
      assert.doesNotMatch(said, foreign);
      const left = mixed.filter((name) => new RegExp(`\\b${name}\\b`).test(said));
      assert.deepEqual(left, [], said);
    });
  }

  it("say of a list that has moved up what to write, whole, also where names have dots in them", () => {
    const by =
      "urn:pulumi:terraform::powerstore-import::powerstore-import:index:ImportSession::name:unity.example.com/vol.01#s-1";
    const ways = `As it is. To let that resource go on with it, set adoptSessionId: "s-2" there and run "pulumi up --replace ${by}". If this one is to end, it is.`;
    assert.equal(inTerraformWords(ways), `As it is. ${MOVED_UP} If this one is to end, it is.`);
  });

  const cases = [
    {
      said: 'or, to cancel it and start again from 0, run "pulumi up --replace <urn>".',
      here: 'or, to cancel it and start again from 0, apply cancel_on_destroy = true before and then run "terraform apply -replace=<address>".',
      why: "without that on record the delete is refused",
    },
    {
      said: 'Clean it up by "pulumi destroy --target <urn>", which cancels it.',
      here: 'Clean it up by "terraform destroy -target=<address>" (with all that depends on it), which cancels it.',
      why: "that destroys dependents as well, where the other engine refuses",
    },
    { said: "as the program says", here: "as the configuration says", why: "it is no program" },
    {
      said: "check the endpoint (powerstore-import:endpoint or POWERSTORE_ENDPOINT, or that of the provider or profile)",
      here: "check the endpoint (endpoint of the provider block or POWERSTORE_ENDPOINT)",
      why: "there is one place, and no profile",
    },
    {
      said: 'set adoptSessionId: "s1" and run "pulumi up" again',
      here: 'set adopt_session_id = "s1" and run "terraform apply" again',
      why: "an attribute is set by =",
    },
    {
      said: "it belongs to urn:pulumi:terraform::powerstore-import::powerstore-import:index:ImportSession::rs-1/vol-1#0f-1.",
      here: "it belongs to powerstore-import_session of rs-1/vol-1.",
      why: "no address is known, but what it imports is",
    },
    {
      said: "still Ready_For_Cutover after 10 min. Run the same command again, or raise customTimeouts.update.",
      here: "still Ready_For_Cutover after 10 min. Run the same command again, or raise timeouts.update.",
      why: "the vendor's words stay",
    },
    {
      said: "take the other out of the program, with the option aliases here; nothing was changed.",
      here: "take the other out of the configuration, with a moved block that leads here; if it is this one, which is to be replaced, take create_before_destroy off it; nothing was changed.",
      why: "a create cannot tell another resource from the one that it is to replace",
    },
    {
      said: 'If it is the same import under another name or type, give that resource the option aliases: ["urn:1"]. If this one is to end,',
      here: "If it is the same import at another address, write a moved block that leads from its former address to the new one; if it is this one, which is to be replaced, take create_before_destroy off it. If this one is to end,",
      why: "a delete cannot tell another address from what is made before it goes",
    },
    {
      said: 'If it is the same import, set adoptSessionId: "s1" there and run "pulumi up" again. If this one is to end,',
      here: 'If it is the same import, take this one out of the state (by a removed block with destroy = false; of a wave, its entry by on_remove = "leave") and apply that; then set adopt_session_id = "s1" there. If this one is to end,',
      why: "what is on record is its resource's in all of an apply",
    },
    {
      said: 'take that entry out of its wave\'s sessions with onRemove: "leave", and set adoptSessionId here; nothing was changed.',
      here: 'take that entry out of its wave\'s sessions with on_remove = "leave", and set adopt_session_id here; if it is of this very wave, write a moved block that leads here, or take create_before_destroy off it if it is to be replaced; nothing was changed.',
      why: "a create cannot tell its own wave from another one",
    },
    {
      said: 'sessions["db-01"] of the import wave night-1#night-1-0123abcd wants it',
      here: 'sessions["db-01"] of the import wave night-1 wants it',
      why: "that it is on record is nothing of its name",
    },
    {
      said: "set powerstore-import:namespace",
      here: "set namespace of the provider block",
      why: "settings are arguments of the provider block",
    },
    {
      said: "What another stack's wave shows is read by a StackReference.",
      here: "What another configuration's wave shows is read by the data source terraform_remote_state.",
      why: "outputs of others come from their state here",
    },
  ];
  for (const { said, here, why } of cases) {
    it(`are said so: ${why}`, () => assert.equal(inTerraformWords(said), here));
  }
});
