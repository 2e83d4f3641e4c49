import type { ResidentPasskeys } from "../accounts/residents/passkeys/ResidentPasskeys.ts";
import { toAccountView, type ViewParts } from "../accounts/residents/residentView.ts";
import type { ResidentSessions } from "../accounts/residents/sessions/ResidentSessions.ts";
import type { ResidentSession } from "../http/Caller.ts";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import type { MyDocuments } from "./documents/MyDocuments.ts";
import type { MyMandates } from "./mandates/MyMandates.ts";
import type { MyNotices } from "./notices/MyNotices.ts";

type Parts = {
  readonly view: ViewParts;
  readonly sessions: Pick<ResidentSessions, "list">;
  readonly passkeys: Pick<ResidentPasskeys, "list">;
  readonly documents: Pick<MyDocuments, "list" | "get">;
  readonly mandates: Pick<MyMandates, "list">;
  readonly notices: Pick<MyNotices, "list" | "looks">;
  readonly clock: Clock;
};

/** All that an account holds, for its owner to take along. */
export class MyExport {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async make(session: ResidentSession): Promise<Readonly<Record<string, unknown>>> {
    const { view, sessions, passkeys, documents, mandates, notices, clock } = this.#parts;
    const { acts: _, ...account } = await toAccountView(view, session);
    // Those of the people for whom one acts are theirs to take along.
    const own = (await documents.list(session)).filter(({ mandate }) => mandate === null);
    const details = [];
    for (const { id } of own) details.push(await documents.get(session, id));
    return {
      madeAt: toSeconds(clock.nowMs()),
      account,
      sessions: (await sessions.list(session)).map(({ account: _account, ...each }) => each),
      passkeys: (await passkeys.list(session)).map(
        ({ id, name, synced, createdAt, lastUsedAt, goodFrom, credential }) => ({
          ...{ id, name, synced, createdAt, lastUsedAt, goodFrom },
          credential: credential.toString("base64url"),
        }),
      ),
      documents: details,
      mandates: await mandates.list(session),
      notices: (await notices.list(session)).notices,
      looks: await notices.looks(session),
    };
  }
}
