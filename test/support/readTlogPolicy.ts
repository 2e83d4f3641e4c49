import { parseVerifierKey } from "@sello/sdk/log";

/** A C2SP tlog-policy, read as that page says; throws for a text that is not one. */
export function readTlogPolicy(text: string) {
  const logs: string[] = [];
  const members = new Map<string, (signed: ReadonlySet<string>) => boolean>();
  const witnesses: string[] = [];
  let quorum: string | null = null;
  const used = new Set<string>();
  for (const line of text.split("\n").map((each) => each.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    const [word, ...items] = line.split(/[ \t]+/);
    if (word === "log") {
      logs.push(parsed(items[0]));
    } else if (word === "witness") {
      const [name = "", key] = items;
      witnesses.push(parsed(key));
      define(name, (signed) => signed.has(key ?? ""));
    } else if (word === "group") {
      const [name = "", many, ...names] = items;
      const all = names.map(member);
      const needed = many === "any" ? 1 : many === "all" ? names.length : Number(many);
      if (!(needed >= 1 && needed <= names.length)) throw new Error(`${line}: not so many`);
      define(name, (signed) => all.filter((is) => is(signed)).length >= needed);
    } else if (word === "quorum" && quorum === null) {
      quorum = items[0] ?? "";
    } else throw new Error(`not a line of a policy: ${line}`);
  }
  const isQuorum = quorum === "none" ? () => true : members.get(quorum ?? "");
  if (isQuorum === undefined) throw new Error("no quorum");
  if (new Set(witnesses).size !== witnesses.length) throw new Error("a witness twice");
  return { logs, witnesses, isQuorum: (keys: readonly string[]) => isQuorum(new Set(keys)) };

  function define(name: string, is: (signed: ReadonlySet<string>) => boolean): void {
    if (name === "none" || members.has(name)) throw new Error(`${name} is taken`);
    members.set(name, is);
  }

  function member(name: string) {
    const is = members.get(name);
    if (is === undefined || used.has(name))
      throw new Error(`${name} is not there, or is there twice`);
    used.add(name);
    return is;
  }
}

function parsed(vkey: string | undefined): string {
  parseVerifierKey(vkey ?? "");
  return vkey ?? "";
}
