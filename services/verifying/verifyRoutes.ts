import { json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import { toPlaceStatus } from "../status/toPlaceStatus.ts";
import type { Verification } from "./Verification.ts";

export type VerifyRouteParts = {
  readonly verification: Pick<Verification, "verify">;
};

export const verifyRoutes = ({ verification }: VerifyRouteParts): Route[] => [
  route("verifyDocument", {
    handle: async ({ body }) => {
      const { document, policy, ...beside } =
        body.type === "application/json"
          ? body.content
          : { document: body.content, policy: undefined };
      const result = await verification.verify(document, policy ?? {}, beside);
      return json({
        ...result,
        statusChange: result.statusChange && toPlaceStatus(result.statusChange),
      });
    },
  }),
];
