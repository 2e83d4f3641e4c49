import { ApiProblem, type Output } from "@sello/api/client";
import { Store } from "../app/Store.ts";
import { client, csrf, sessionEnded } from "./client.ts";
import { forgetAnswers } from "./useAnswer.ts";

export type Session = Output<"getMySession">;

/** Why nobody is signed in, where the page says so. */
export type End = "ended" | "left" | "erased";

export type SignedIn =
  | { readonly is: "starting" }
  /** The service cannot be reached: it is not known who is signed in. */
  | { readonly is: "unreached" }
  | { readonly is: "out"; readonly end: End | null }
  | { readonly is: "in"; readonly session: Session };

export const signedIn = new Store<SignedIn>({ is: "starting" });

/**
 * Whether somebody signed in here, and not out since: a device where nobody did is not asked about, and shows no error. It
 * says nothing of whether the session goes on. Where nothing is kept, the service is asked.
 */
const mark = {
  key: "sello-resident-signed-in",
  get isThere(): boolean {
    try {
      return localStorage.getItem(this.key) !== null;
    } catch {
      return true;
    }
  },
  set isThere(isSo: boolean) {
    try {
      if (isSo) localStorage.setItem(this.key, "yes");
      else localStorage.removeItem(this.key);
    } catch {
      // Then the service is asked each time.
    }
  },
};

/** Begins with this session: what was shown before may have been of another, or said less. */
export function beginSession(session: Session): void {
  csrf.token = session.csrfToken;
  mark.isThere = true;
  const before = signedIn.value;
  if (before.is === "in" && before.session.account === session.account) forgetAnswers("");
  else forgetAnswers();
  signedIn.set({ is: "in", session });
}

export function noteEnd(end: End | null): void {
  csrf.token = null;
  mark.isThere = false;
  forgetAnswers();
  signedIn.set({ is: "out", end });
}

sessionEnded.tell = () => noteEnd("ended");

/** Asks who is signed in. */
export async function loadSession(): Promise<void> {
  if (!mark.isThere) return noteEnd(null);
  try {
    beginSession(await client.getMySession());
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) noteEnd(null);
    else if (signedIn.value.is !== "in") signedIn.set({ is: "unreached" });
  }
}

window.addEventListener("online", () => {
  if (signedIn.value.is === "unreached") void loadSession();
});

/** Signs out here. Without network the cookie stays; it ends by itself. */
export async function signOut(): Promise<void> {
  await client.endMySession().catch(() => undefined);
  noteEnd("left");
}
