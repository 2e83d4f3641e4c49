import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { uuid } from "../schemas/primitives.ts";
import { newSession, session, sessionList, signIn } from "../schemas/sessions.ts";

const tag = "sessions";
const ended = {
  description: "Ended.",
  headers: { "Set-Cookie": "Takes the session's cookie away, if it was the one that asked." },
} as const;

export const sessionOperations = {
  beginSignIn: operation({
    method: "post",
    path: "/v1/sign-ins",
    tag,
    summary: "What an officer's wallet must sign to sign in",
    description: "An EIP-4361 message (Sign-In with Ethereum) is made of it.",
    access: "public",
    answers: { 201: { description: "Begun.", content: jsonContent(signIn) } },
  }),
  createSession: operation({
    method: "post",
    path: "/v1/sessions",
    tag,
    summary: "Sign in with a signed message",
    access: "public",
    body: jsonBody(newSession, apiLimits.signInBodyBytes),
    answers: {
      201: {
        description: "Signed in.",
        content: jsonContent(session),
        headers: { "Set-Cookie": "The session: scripts cannot read it." },
      },
    },
    problems: [
      "sign_in.message",
      "sign_in.domain",
      "sign_in.chain",
      "sign_in.time",
      "sign_in.nonce",
      "sign_in.signature",
      "sign_in.not_deployed",
      "sign_in.no_role",
      "session.csrf",
      "chain.unavailable",
    ],
  }),
  getSession: operation({
    method: "get",
    path: "/v1/session",
    tag,
    summary: "Who is signed in, and what they may do now",
    access: "session",
    answers: { 200: { description: "It.", content: jsonContent(session) } },
  }),
  endSession: operation({
    method: "delete",
    path: "/v1/session",
    tag,
    summary: "Sign out",
    access: "session",
    answers: { 204: ended },
  }),
  listSessions: operation({
    method: "get",
    path: "/v1/sessions",
    tag,
    summary: "Where the account is signed in, newest first",
    access: "session",
    answers: { 200: { description: "All.", content: jsonContent(sessionList) } },
  }),
  endSessionById: operation({
    method: "delete",
    path: "/v1/sessions/{id}",
    tag,
    summary: "Sign out in one place",
    access: "session",
    params: z.object({ id: uuid }),
    answers: { 204: ended },
    problems: ["session.unknown"],
  }),
  endAllSessions: operation({
    method: "delete",
    path: "/v1/sessions",
    tag,
    summary: "Sign out everywhere",
    access: "session",
    answers: { 204: ended },
  }),
};
