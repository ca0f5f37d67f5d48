// Percentages of a cap as someone types them.

const MOST = 10;

/** In ascending order, each once; undefined where the text is not that. Empty: none. */
export function parseThresholds(typed: string): number[] | undefined {
  const parts = typed.split(/[\s,;]+/).map((part) => part.replace(/%$/, '')).filter((part) => part !== '');
  if (!parts.every((part) => /^\d{1,4}$/.test(part))) return undefined;
  const found = [...new Set(parts.map(Number))].sort((one, other) => one - other);
  return found.length <= MOST && found.every((percent) => percent >= 1 && percent <= 1000) ? found : undefined;
}
