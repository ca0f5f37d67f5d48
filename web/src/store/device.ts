// What this browser keeps as a whole: whether it promised to, and erasing all of it.

/** Whether the browser will keep what is stored until the person erases it; undefined: it does not say. */
export async function isPromised(): Promise<boolean | undefined> {
  return navigator.storage?.persisted?.().catch(() => undefined);
}

/** Asks the browser to promise it. Some ask the person, some decide by how much the site is used. */
export async function askForPromise(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}

/** Safari drops what sites stored that were not visited on seven days of its use. */
export function dropsUnvisited(agent = navigator.userAgent): boolean {
  return /Safari\//.test(agent) && !/Chrom|Android|Edg|OPR/.test(agent);
}

/** Everything of this site, also what a later version of it has stored. Each place may be blocked: the others are emptied still. */
export async function eraseDevice(): Promise<void> {
  for (const store of [() => localStorage, () => sessionStorage]) {
    try {
      store().clear();
    } catch {
      // Storage is blocked here: nothing is in it.
    }
  }
  const databases = (await indexedDB.databases?.().catch(() => [])) ?? [];
  await Promise.all(databases.map(({ name }) => (name === undefined ? undefined : emptied(name).catch(() => {}))));
}

/** Emptied, not deleted: other tabs may have it open, and deleting would wait for them. */
async function emptied(name: string): Promise<void> {
  const { openDB } = await import('idb');
  const database = await openDB(name);
  const stores = [...database.objectStoreNames];
  if (stores.length > 0) {
    const change = database.transaction(stores, 'readwrite');
    await Promise.all([...stores.map((store) => change.objectStore(store).clear()), change.done]);
  }
  database.close();
}
