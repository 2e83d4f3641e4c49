import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  type ApiAction,
  isAction,
  isResidents,
  type Operation,
  type OperationName,
  operations,
  type ResidentLevel,
  residentLevels,
  type Standing,
} from "@sello/api";
import { officerOf } from "./fakeServices.ts";
import { problemOf, startTestApp } from "./startTestApp.ts";

// Every route for every kind of caller, over HTTP. A request that is let in is not well-formed: what is asked here is
// whether it was let in, and that is decided before anything else of it is read.

let app: Awaited<ReturnType<typeof startTestApp>>;
before(async () => {
  app = await startTestApp();
});
after(() => app.server.stop());

/** What keeps a caller out. Anything else means that they were let in. */
const outside = new Set([
  ...["api_key.missing", "api_key.invalid", "api_key.action"],
  ...["session.missing", "session.ended", "session.csrf", "session.authority", "session.rights"],
  "session.level",
]);

type Fields = Readonly<Record<string, string>>;
type Cell = { readonly fields: () => Promise<Fields>; readonly answer: (of: Operation) => string };

const office = "nanshan-housing";
const inside = "let in";

const roleOf = {
  issue: "issue",
  import: "issue",
  revoke: "revoke",
  read: "issue",
  export: "administer",
  administer: "administer",
} as const satisfies Readonly<Record<ApiAction, keyof typeof officerOf>>;

/** An officer with one role that does not allow the action. */
const otherRoleOf = {
  issue: "revoke",
  import: "administer",
  revoke: "issue",
  read: null,
  export: "issue",
  administer: "revoke",
} as const satisfies Readonly<Record<ApiAction, keyof typeof officerOf | null>>;

const byAccess =
  (answers: { session: string; action: string | ((action: ApiAction) => string) }) =>
  ({ access }: Operation): string => {
    if (access === "public" || access === "unlimited") return inside;
    // No key and no officer is let in where residents are.
    if (isResidents(access)) return "session.missing";
    if (!isAction(access)) return answers.session;
    return typeof answers.action === "string" ? answers.action : answers.action(access);
  };

const bearer = async (actions: readonly ApiAction[]): Promise<Fields> => ({
  authorization: `Bearer ${await app.keyFor(office, actions)}`,
});

const signedIn = async (who: keyof typeof officerOf, more: Fields = {}): Promise<Fields> => ({
  ...(await app.sessionFor(officerOf[who])),
  ...more,
});

const acting = { "Sello-Authority": office };
const isUnsafe = ({ method }: Operation): boolean => method !== "get";

/** Every route to which a standing without a role opens the door, and no other: what this says is looked at by people. */
const openTo: Readonly<Record<Standing, readonly OperationName[]>> = {
  signer: [
    "createInvitation",
    "getTypeDraft",
    "listInvitations",
    "listTypeDrafts",
    "revokeInvitation",
  ],
  // Nothing that changes anything, and nothing that shows a person's data.
  auditor: [
    "exportAudit",
    "getAnchoring",
    "getBulkAct",
    "getDocument",
    "getReach",
    "getStatusHistory",
    "getTypeDraft",
    "listApiKeys",
    "listAuditLines",
    "listBulkActs",
    "listBulkOutcomes",
    "listDocuments",
    "listReach",
    "listTypeDrafts",
  ],
};

const byStanding =
  (standing: Standing, name: OperationName) =>
  (operation: Operation): string =>
    byAccess({
      session: inside,
      action: openTo[standing].includes(name) ? inside : "session.rights",
    })(operation);

const rankOf = (level: string): number => residentLevels.findIndex((each) => each === level);

/** A resident is nobody to what is the officers' and the systems'. */
const byLevel =
  (answer: (isEnough: boolean, operation: Operation) => string, level: ResidentLevel) =>
  (operation: Operation): string => {
    const { access } = operation;
    if (access === "public" || access === "unlimited") return inside;
    if (!isResidents(access)) return isAction(access) ? "api_key.missing" : "session.missing";
    return answer(rankOf(level) >= rankOf(access.slice("resident:".length)), operation);
  };

const orLevel = (isEnough: boolean): string => (isEnough ? inside : "session.level");

const residentCells = (operation: Operation): Readonly<Record<string, Cell>> => {
  const orCsrf = (isEnough: boolean) => (isUnsafe(operation) ? "session.csrf" : orLevel(isEnough));
  const asResident = async (level: ResidentLevel, more: Fields = {}): Promise<Fields> => ({
    ...(await app.residentFor(level)).fields,
    ...more,
  });
  const levels = residentLevels.map((level): [string, Cell] => [
    `a resident at level ${level}`,
    { fields: () => asResident(level), answer: byLevel(orLevel, level) },
  ]);
  return {
    ...Object.fromEntries(levels),
    "a resident with a wrong CSRF token": {
      fields: () => asResident("desk", { "Sello-CSRF": "x" }),
      answer: byLevel(orCsrf, "desk"),
    },
    "a resident on a page of another site": {
      fields: () => asResident("desk", { origin: "https://evil.test" }),
      answer: byLevel(orCsrf, "desk"),
    },
    "a resident whose session has ended": {
      fields: async () => {
        const { session, fields } = await app.residentFor("desk");
        await app.services.residents.endAll(session);
        return fields;
      },
      answer: byLevel(() => "session.ended", "desk"),
    },
    "a resident beside an API key": {
      fields: () => asResident("desk", { authorization: "Bearer x" }),
      answer: (each) =>
        isAction(each.access) ? "api_key.invalid" : byLevel(orLevel, "desk")(each),
    },
  };
};

/** Fields of a caller may depend on what the operation needs. */
const toCells = (name: OperationName, operation: Operation): Readonly<Record<string, Cell>> => {
  const action = isAction(operation.access) ? operation.access : "read";
  const other = otherRoleOf[action];
  const orCsrf = (answer: string): string => (isUnsafe(operation) ? "session.csrf" : answer);
  return {
    ...residentCells(operation),
    nobody: {
      fields: async () => ({}),
      answer: byAccess({ session: "session.missing", action: "api_key.missing" }),
    },
    "a key that is not good": {
      fields: async () => ({ authorization: `Bearer sello_${"A".repeat(43)}` }),
      answer: byAccess({ session: "session.missing", action: "api_key.invalid" }),
    },
    "a key with the action": {
      fields: () => bearer([action]),
      answer: byAccess({ session: "session.missing", action: inside }),
    },
    "a key with all other actions": {
      fields: () =>
        bearer(
          (["issue", "revoke", "import", "read", "export", "administer"] as const).filter(
            (each) => each !== action,
          ),
        ),
      answer: byAccess({ session: "session.missing", action: "api_key.action" }),
    },
    "a key, beside the session of an officer with the role": {
      fields: async () => ({
        ...(await signedIn(roleOf[action], acting)),
        authorization: "Bearer x",
      }),
      answer: byAccess({ session: "session.missing", action: "api_key.invalid" }),
    },
    "an officer with the role": {
      fields: () => signedIn(roleOf[action], acting),
      answer: byAccess({ session: inside, action: inside }),
    },
    "an officer with another role": {
      fields: () => signedIn(other ?? "administer", acting),
      answer: byAccess({
        session: inside,
        action: other === null ? inside : "session.rights",
      }),
    },
    "one of the people of an account of many that administers": {
      fields: () => signedIn("signer", acting),
      answer: byStanding("signer", name),
    },
    "one of such people, for an authority that there is not": {
      fields: () => signedIn("signer", { "Sello-Authority": "nowhere" }),
      answer: byAccess({ session: inside, action: "session.rights" }),
    },
    "an auditor": {
      fields: () => signedIn("auditor", acting),
      answer: byStanding("auditor", name),
    },
    "an auditor on a page of another site": {
      fields: () => signedIn("auditor", { ...acting, origin: "https://evil.test" }),
      answer: byAccess({
        session: orCsrf(inside),
        action: orCsrf(byStanding("auditor", name)(operation)),
      }),
    },
    "an officer with the role at another authority": {
      fields: () => signedIn(roleOf[action], { "Sello-Authority": "nowhere" }),
      answer: byAccess({ session: inside, action: "session.rights" }),
    },
    "an officer who does not say for which authority": {
      fields: () => signedIn(roleOf[action]),
      answer: byAccess({ session: inside, action: "session.authority" }),
    },
    "an officer with a wrong CSRF token": {
      fields: () => signedIn(roleOf[action], { ...acting, "Sello-CSRF": "x" }),
      answer: byAccess({ session: orCsrf(inside), action: orCsrf(inside) }),
    },
    "an officer on a page of another site": {
      fields: () => signedIn(roleOf[action], { ...acting, origin: "https://evil.test" }),
      answer: byAccess({ session: orCsrf(inside), action: orCsrf(inside) }),
    },
    "an officer on our own page": {
      fields: () => signedIn(roleOf[action], { ...acting, origin: "https://sello.test" }),
      answer: byAccess({ session: inside, action: inside }),
    },
    "an officer whose session has ended": {
      fields: async () => {
        const fields = await signedIn(roleOf[action], acting);
        await app.endSessions(officerOf[roleOf[action]]);
        return fields;
      },
      answer: byAccess({ session: "session.ended", action: "session.ended" }),
    },
  };
};

async function ask({ method, path }: Operation, fields: Fields): Promise<string> {
  // Of a query that no route knows, and a body that none takes: who is let in gets no further.
  const response = await fetch(`${app.server.url}${path.replaceAll(/\{\w+\}/g, "x")}?x=1`, {
    method: method.toUpperCase(),
    headers: fields,
  });
  assert.equal(response.headers.get("access-control-allow-credentials"), null);
  if (response.status < 400) return inside;
  const { code } = await problemOf(response);
  return outside.has(code) ? code : inside;
}

test("no standing opens a route that changes something, but inviting", () => {
  const changing = Object.entries<Operation>(operations).filter(
    ([, operation]) => operation.alsoFor !== undefined && isUnsafe(operation),
  );
  assert.deepEqual(
    changing.map(([name, { alsoFor }]) => [name, alsoFor]),
    [
      ["createInvitation", ["signer"]],
      ["revokeInvitation", ["signer"]],
    ],
  );
});

for (const [name, operation] of Object.entries(operations) as [OperationName, Operation][])
  test(`${name}: who is let in`, async () => {
    const cells = Object.entries(toCells(name, operation));
    const found: Record<string, string> = {};
    // One after the other: some end all sessions of their account.
    for (const [caller, { fields }] of cells) found[caller] = await ask(operation, await fields());
    assert.deepEqual(
      found,
      Object.fromEntries(cells.map(([caller, { answer }]) => [caller, answer(operation)])),
    );
  });
