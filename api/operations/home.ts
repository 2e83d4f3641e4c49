import { jsonContent, operation } from "../Operation.ts";
import { home } from "../schemas/home.ts";

export const homeOperations = {
  getHome: operation({
    method: "get",
    path: "/v1/home",
    tag: "officers",
    summary:
      "What waits for an officer and their authority, and what happened since they were last here",
    description:
      "Each caller is told what their rights let them see. An API key has no acts to sign, and was never here before.",
    access: "read",
    answers: { 200: { description: "As it is now.", content: jsonContent(home) } },
  }),
};
