import { isIP } from "node:net";
import { ipKeyGenerator } from "express-rate-limit";

/** Bits of an IPv6 address that say whose it is: one customer's network has the other half for itself (RFC 4291 §2.5.1). */
const ipv6NetworkBits = 64;

/** What counts as one address: an IPv4 address, or an IPv6 network of 64 bits. */
export const toCountedAddress = (address = "unknown"): string =>
  isIP(address) === 4 ? address : ipKeyGenerator(address, ipv6NetworkBits);
