// The browser's half of the demo's wallet: announces itself like any wallet (EIP-6963), lets one choose an officer, and
// has the demo's service sign. No key is here.
import { LentWallet } from "./LentWallet.ts";

const detail = Object.freeze({
  info: Object.freeze({
    uuid: crypto.randomUUID(),
    name: "Sello 演示钱包 · Demo wallet",
    icon: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
    rdns: "demo.sello.wallet",
  }),
  provider: new LentWallet(),
});

const announce = () =>
  window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));

window.addEventListener("eip6963:requestProvider", announce);
announce();
