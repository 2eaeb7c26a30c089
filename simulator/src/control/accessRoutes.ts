/** Control routes for account, logins and restarts; each is a method of `Access`. */
import type { AccountChange } from "../http/access";
import { numberFrom, oneOf, optional, text, wholeFrom } from "../http/misfit";
import type { ControlRoute } from "./controlRoutes";

export const accessRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/account",
    purpose: "the name and the role of the account",
    run: ({ access }) => ({ username: access.account.username, role: access.account.role }),
  },
  {
    method: "PUT",
    path: "/account",
    purpose: "gives the account another role or another password; open logins stay",
    body: { role: optional(oneOf("Administrator", "Operator")), password: optional(text) },
    run: ({ access }, { body }) => access.changeAccount(body as AccountChange),
  },
  {
    method: "GET",
    path: "/logins",
    purpose: "how many logins are open, and were opened, evicted, expired and ended so far",
    run: ({ access }) => access.loginCounts(),
  },
  { method: "DELETE", path: "/logins", purpose: "ends all logins", run: ({ access }) => access.endLogins() },
  {
    method: "POST",
    path: "/restart",
    purpose: "the array restarts: logins end, no answer for so many simulated seconds, data and imports live on",
    body: { seconds: numberFrom(0) },
    run: ({ access }, { body }) => access.restart((body as { readonly seconds: number }).seconds),
  },
  {
    method: "POST",
    path: "/fail_over",
    purpose: "the management fails over: logins end, drops, 503, pages of HTML, good logins refused, then well again",
    body: { seconds: numberFrom(0), refusedLogins: optional(wholeFrom(0)) },
    run({ access }, { body }) {
      const { seconds, refusedLogins } = body as { readonly seconds: number; readonly refusedLogins?: number };
      access.failOver(seconds, refusedLogins);
    },
  },
];
