import { type Consent, digestConsentReceipt, formatReceiptFile } from "@sello/sdk/share";
import type { ResidentPasskeys } from "../accounts/residents/passkeys/ResidentPasskeys.ts";
import { toAccountView, type ViewParts } from "../accounts/residents/residentView.ts";
import type { ResidentSessions } from "../accounts/residents/sessions/ResidentSessions.ts";
import type { ResidentWallets } from "../accounts/residents/wallets/ResidentWallets.ts";
import type { ResidentSession } from "../http/Caller.ts";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import { NotFound } from "../platform/errors.ts";
import type { MyDocuments } from "./documents/MyDocuments.ts";
import type { MyMandates } from "./mandates/MyMandates.ts";
import type { MyNotices } from "./notices/MyNotices.ts";
import type { Receipts } from "./receipts/Receipts.ts";
import type { ResidentShares } from "./shares/ResidentShares.ts";
import { type Share, toConsent } from "./shares/Share.ts";

type Parts = {
  readonly view: ViewParts;
  readonly sessions: Pick<ResidentSessions, "list">;
  readonly passkeys: Pick<ResidentPasskeys, "list">;
  readonly wallets: Pick<ResidentWallets, "list">;
  readonly documents: Pick<MyDocuments, "details">;
  readonly mandates: Pick<MyMandates, "list">;
  readonly notices: Pick<MyNotices, "list" | "looks">;
  readonly shares: Pick<ResidentShares, "list">;
  readonly receipts: Pick<Receipts, "proofOf">;
  readonly clock: Clock;
};

const pageShares = 200;

/**
 * All that an account holds, for its owner to take along. Files and answers to requests are not in it: the service is not told
 * whose they are, and the device that made them has their receipts.
 */
export class MyExport {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async make(session: ResidentSession): Promise<Readonly<Record<string, unknown>>> {
    const { view, sessions, passkeys, wallets, documents, mandates, notices, clock } = this.#parts;
    const { acts: _, ...account } = await toAccountView(view, session);
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
      wallets: (await wallets.list(session)).map(({ account: _account, ...each }) => each),
      documents: await documents.details(session),
      mandates: await mandates.list(session),
      ...(await this.#shown(session)),
      notices: (await notices.list(session)).notices,
      looks: await notices.looks(session),
    };
  }

  /** Links, and the receipt of each as a file of its own (docs/formats.md, *Consent receipt*). */
  async #shown({ account }: ResidentSession) {
    const all: Share[] = [];
    let page: readonly Share[];
    do {
      page = await this.#parts.shares.list(account, all.at(-1)?.id ?? null, pageShares);
      all.push(...page);
    } while (page.length === pageShares);
    const receipts = [];
    // A proof reads the whole tree that it is of: those of older ones can be asked for one by one.
    for (const [nth, share] of all.entries())
      receipts.push(JSON.parse(await this.#receipt(toConsent(share), nth < pageShares)));
    return { shares: all.map(({ owner: _owner, ...share }) => share), receipts };
  }

  async #receipt(consent: Consent, isProven: boolean): Promise<string> {
    if (!isProven) return formatReceiptFile({ consent, proof: null });
    const digest = digestConsentReceipt(consent);
    const proof = await this.#parts.receipts.proofOf(digest).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
    return formatReceiptFile({ consent, proof });
  }
}
