import { BlockList, isIP } from "node:net";

/** What is not the public internet (IANA's registries of special-purpose addresses, RFC 6890 and after). */
const special4 = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"],
  ...["172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"],
  ...["198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
];

/** Of IPv6, only global unicast is looked at: of that, what leads elsewhere or is for examples. */
const special6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const blocked4 = toList(special4, "ipv4");
const blocked6 = toList(special6, "ipv6");
const global6 = toList(["2000::/3"], "ipv6");

function toList(subnets: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = "", bits = "0"] = subnet.split("/");
    list.addSubnet(net, Number(bits), family);
  }
  return list;
}

/** Whether an address is of the public internet: neither of this machine nor of the networks around it. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !blocked4.check(address, "ipv4");
  if (isIP(address) !== 6) return false;
  return global6.check(address, "ipv6") && !blocked6.check(address, "ipv6");
}

/** Whether it is of this machine. */
export const isLoopbackAddress = (address: string): boolean =>
  /^127\.\d+\.\d+\.\d+$/.test(address) || address === "::1";
