import type { Hex } from "@sello/sdk";

/** Libraries that contracts call at addresses of their own, because a contract's code has a greatest size (EIP-170). */
export type LibraryName = "RegistryTexts" | "SigningKeys" | "TakeOvers";

/** Bytecode with the addresses of the libraries where their names were (see `scripts/contracts/formatAbis.ts`). */
export function linkBytecode(
  bytecode: string,
  libraries: { readonly [name in LibraryName]?: Hex },
): Hex {
  return bytecode.replaceAll(/\$(\w+)\$/g, (_, name: LibraryName) => {
    const address = libraries[name];
    if (address === undefined) throw new Error(`The library ${name} has no address.`);
    return address.slice(2).toLowerCase();
  }) as Hex;
}
