import type { ServiceMessage } from "@sello/api/startup";
import { tellStarter } from "./tellStarter.ts";

/**
 * Tells the process that started this one (`./sello up`), if it listens. What it understands is stated where it
 * listens; only the composition root may look there.
 */
export const announce = (message: ServiceMessage): void => {
  tellStarter(message);
};
