import { limits } from "@sello/sdk";
import express, { type Request, type Response, Router } from "express";
import type { Logger } from "../platform/Logger.ts";
import type { TrustProblem } from "./FollowedTrust.ts";
import type { Witness } from "./Witness.ts";

/** A witness's vkeys, as a trust list names them. */
export type WitnessKeys = { readonly key: string; readonly postQuantumKey: string };

/** What a witness follows: the trust list, why a newer one was not taken, and how far it is with each log. */
export type WitnessFollows = {
  readonly version: number | null;
  readonly problem: TrustProblem | null;
  readonly logs: ReturnType<Witness["progress"]>;
};

/**
 * The HTTP face of one witness, to be mounted at its submission prefix: `POST add-checkpoint`
 * (C2SP tlog-witness), and `GET` of its name and keys for those who set up a trust list, with what it follows.
 */
export function witnessRouter(
  witness: Witness,
  keys: WitnessKeys,
  logger: Logger,
  follows: () => WitnessFollows,
): Router {
  const router = Router();
  router.get("/", (_request, response) => {
    response.json({ name: witness.name, ...keys, trustList: follows() });
  });
  router.post(
    "/add-checkpoint",
    express.text({ type: () => true, limit: limits.noteBytesMax }),
    async (request: Request, response: Response) => {
      const body = typeof request.body === "string" ? request.body : "";
      try {
        const answer = await witness.addCheckpoint(body);
        response.status(answer.status).type(answer.type).send(answer.body);
      } catch (error) {
        logger.error({ witness: witness.name, error: String(error) }, "witness failed");
        response.status(500).type("text/plain").send("internal error\n");
      }
    },
  );
  return router;
}
