// The page's one key, `r` for refresh, and whether this device wants it: who speaks to the computer types letters by accident.

const KEY = 'openpurse.keys';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Whether the key is on. Where nothing can be kept, it is. */
export function shortcutsOn(store: () => Store = () => localStorage): boolean {
  try {
    return store().getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

/** Only that it is off is kept. */
export function setShortcuts(on: boolean, store: () => Store = () => localStorage): void {
  try {
    if (on) store().removeItem(KEY);
    else store().setItem(KEY, 'off');
  } catch {
    // Storage is blocked here: nothing can be kept.
  }
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat' | 'isComposing' | 'defaultPrevented'>;

/** Whether a key press asks for a refresh; `typing`: where it is meant for a field. */
export function asksForRefresh(press: Press, typing: boolean): boolean {
  const plain = !press.ctrlKey && !press.metaKey && !press.altKey && !press.repeat && !press.isComposing && !press.defaultPrevented;
  return plain && !typing && press.key.toLowerCase() === 'r';
}
