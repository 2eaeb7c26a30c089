/** The array itself, whatever is to be imported. */
import { MOST_CLOCK_DIFFERENCE_SECONDS } from "../../provider/lifecycle/importSession/act/clockDifference";
import { isOlder } from "../../provider/lifecycle/remoteSystem/decide/texts";
import { needsOf } from "../../provider/lifecycle/remoteSystem/inputs/sourceTypes";
import { activeAndQueued } from "../sessions/active";
import { durationText } from "../text/units";
import type { Finding } from "./document";
import type { ArrayFacts } from "./facts";

const DAY = 86_400_000;
/** A migration takes weeks: whoever renews the certificate should know by now. */
const ENDS_SOON_DAYS = 30;

export function checkLogin({ account }: Pick<ArrayFacts, "account">): readonly Finding[] {
  if (account === undefined) return [];
  const { user, roleIds, mustChangePassword } = account;
  const roles = roleIds.length === 0 ? "role not told" : `role ids ${roleIds.join(", ")}`;
  const role: Finding = {
    check: "login",
    severity: "note",
    found: `${user ?? "the user"} is let in (${roles}). Whether that may change anything is not told`,
    todo: "look in PowerStore Manager whether the user may create imports: a role that may not is refused (403) with the first change",
  };
  if (!mustChangePassword) return [role];
  const todo = "log in to PowerStore Manager once as this user and set it";
  return [
    { check: "login", severity: "warning", found: `${user ?? "the user"} has to set a new password`, todo },
    role,
  ];
}

export function checkCertificate(
  { certificate, isVerified, trusted }: Pick<ArrayFacts, "certificate" | "isVerified" | "trusted">,
  now: number,
): readonly Finding[] {
  const own: Finding = certificate
    ? {
        check: "certificate",
        ...endOf(certificate.validTo, now, "Renew it, and give the new one as caFile where its issuer is another"),
        found: `issued by ${certificate.issuer || "nobody named"} for ${namesOf(certificate)}, ends ${dateText(certificate.validTo)}`,
      }
    : { check: "certificate", severity: "note", found: "not told: the server shows none by itself" };
  const unverified: Finding = {
    check: "certificate",
    severity: "warning",
    found: "it is not verified (insecure): whoever answers at this address gets the password",
    todo: "give the array's certificate, or that of its issuer, as caFile",
  };
  const ofSources = trusted.map(
    ({ address, issuer, validTo }): Finding => ({
      check: "certificate",
      ...endOf(validTo, now, "Renew it on the source and let PowerStore trust the new one"),
      subjects: [address],
      found: `what PowerStore trusts there, issued by ${issuer}, ends ${dateText(validTo)}`,
    }),
  );
  return [own, ...(isVerified ? [] : [unverified]), ...ofSources];
}

const namesOf = ({
  names,
  commonName,
}: {
  readonly names: readonly string[];
  readonly commonName: string | undefined;
}) => (names.length > 0 ? names.join(", ") : (commonName ?? "no name"));

function endOf(validTo: number, now: number, todo: string): Pick<Finding, "severity" | "todo"> {
  if (validTo <= now) return { severity: "error", todo: `it has ended. ${todo}` };
  const days = Math.floor((validTo - now) / DAY);
  return days < ENDS_SOON_DAYS ? { severity: "warning", todo: `${days} days are left. ${todo}` } : { severity: "ok" };
}

const dateText = (moment: number) => new Date(moment).toISOString().slice(0, 10);

export function checkClock({ secondsAhead }: Pick<ArrayFacts, "secondsAhead">): readonly Finding[] {
  if (secondsAhead === undefined) return [{ check: "clock", severity: "note", found: "not told: no answer was dated" }];
  const apart = durationText(Math.max(1, Math.abs(secondsAhead)));
  const isFar = Math.abs(secondsAhead) > MOST_CLOCK_DIFFERENCE_SECONDS;
  if (!isFar) return [{ check: "clock", severity: "ok", found: `at most ${apart} from this machine's` }];
  return [
    {
      check: "clock",
      severity: "warning",
      found: `${apart} ${secondsAhead > 0 ? "ahead of" : "behind"} this machine's`,
      todo: "let both be set by NTP: windows go by this machine's clock, and what is scheduled starts by the array's",
    },
  ];
}

export function checkVersion({
  release,
  remoteSystems,
}: Pick<ArrayFacts, "release" | "remoteSystems">): readonly Finding[] {
  if (release === undefined) return [{ check: "version", severity: "note", found: "not told" }];
  const deprecated = remoteSystems.filter(({ type }) => {
    const since = needsOf(type)?.deprecatedSince;
    return since !== undefined && !isOlder(release, since);
  });
  const running: Finding = { check: "version", severity: "ok", found: `PowerStoreOS ${release}` };
  if (deprecated.length === 0) return [running];
  return [
    running,
    {
      check: "version",
      severity: "note",
      subjects: deprecated.map(({ name, id }) => name ?? id),
      found: `sources of this type are deprecated in PowerStoreOS ${release}: they work, and may not in a later one`,
    },
  ];
}

export function checkQueue({ sessions }: Pick<ArrayFacts, "sessions">): readonly Finding[] {
  const { active, queued } = activeAndQueued(sessions);
  const limit = "how many at once it takes is not told, and is not documented";
  const found = `${active.length} active, ${queued.length} in the queue; ${limit}`;
  if (queued.length === 0) return [{ check: "queue", severity: "ok", found }];
  return [
    {
      check: "queue",
      severity: "note",
      found,
      todo: "new imports come behind them: powerstore-import forecast says when",
    },
  ];
}
