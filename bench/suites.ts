import type { Suite } from "./Suite.ts";
import { applications } from "./suites/applications.ts";
import { authorities } from "./suites/authorities.ts";
import { expiring } from "./suites/expiring.ts";
import { gas } from "./suites/gas.ts";
import { growth } from "./suites/growth.ts";
import { http } from "./suites/http.ts";
import { importSuite } from "./suites/import.ts";
import { latency } from "./suites/latency.ts";
import { merkle } from "./suites/merkle.ts";
import { office } from "./suites/office.ts";
import { peers } from "./suites/peers.ts";
import { postQuantum } from "./suites/postQuantum.ts";
import { residents } from "./suites/residents.ts";
import { sdkIssue } from "./suites/sdkIssue.ts";
import { sdkVerify } from "./suites/sdkVerify.ts";
import { search } from "./suites/search.ts";
import { sizes } from "./suites/sizes.ts";
import { takeOverSuite } from "./suites/takeOver.ts";
import { token } from "./suites/token.ts";

/** In the order in which they run; never two at once, for they share the machine. */
export const suites: readonly Suite[] = [
  sdkVerify,
  sdkIssue,
  merkle,
  sizes,
  postQuantum,
  authorities,
  takeOverSuite,
  token,
  search,
  expiring,
  gas,
  importSuite,
  http,
  latency,
  growth,
  office,
  residents,
  applications,
  peers,
];
