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

/** Begins with this session: what was shown before may have been of another, or said less. */
export function beginSession(session: Session): void {
  csrf.token = session.csrfToken;
  const before = signedIn.value;
  if (before.is === "in" && before.session.account === session.account) forgetAnswers("");
  else forgetAnswers();
  signedIn.set({ is: "in", session });
}

export function noteEnd(end: End | null): void {
  csrf.token = null;
  forgetAnswers();
  signedIn.set({ is: "out", end });
}

sessionEnded.tell = () => noteEnd("ended");

/** Asks who is signed in. */
export async function loadSession(): Promise<void> {
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
