/**
 * A cycle in the imports, as the files along it; null without one.
 * Depth-first search that gives up a file once all it reaches is known to be free of cycles.
 */
export function findCycle(
  files: readonly string[],
  importsOf: (path: string) => readonly string[],
): string[] | null {
  const done = new Set<string>();
  const path: string[] = [];

  const visit = (file: string): string[] | null => {
    if (done.has(file)) return null;
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file];
    path.push(file);
    for (const target of importsOf(file)) {
      const cycle = visit(target);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(file);
    return null;
  };

  for (const file of files) {
    const cycle = visit(file);
    if (cycle) return cycle;
  }
  return null;
}
