// The alerts that the person does not want to see again, by their ids, for as long as their period lasts.

const KEY = 'openpurse.dismissed';

interface Kept {
  period: string;
  ids: string[];
}

/** Those of this period. */
export function dismissedIn(period: string): string[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null;
    return kept?.period === period && Array.isArray(kept.ids) ? kept.ids : [];
  } catch {
    // Storage is blocked, or the text is not ours: nothing is hidden.
    return [];
  }
}

/** Keeps these, and forgets those of any other period. Where storage is blocked they come back with the next load. */
export function keepDismissed(period: string, ids: string[]): void {
  try {
    if (ids.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({ period, ids } satisfies Kept));
  } catch {
    // The page itself still knows them.
  }
}

/** Where nobody is connected nothing of a budget stays. */
export function forgetDismissed(): void {
  keepDismissed('', []);
}
