import { randomUUID } from "node:crypto";
import type { RequestHandler, Response } from "express";

/** Gives each request an id of ours, which the answer, its problem document and the log carry. */
export const identifyRequest: RequestHandler = (_, response, next) => {
  const id = randomUUID();
  response.locals.requestId = id;
  response.setHeader("x-request-id", id);
  next();
};

export const requestIdOf = (response: Response): string => String(response.locals.requestId);
