// The rule that is being written, as the screen holds it: kept in this browser, of before a reload, or begun by a link.

import { useEffect, useRef, useState } from 'preact/hooks';
import { begun, keptOf, NO_DRAFT, replaced, resumed, type Drafting } from '../../model/drafting.ts';
import type { Route } from '../../model/route.ts';
import { BLANK, type RuleDraft } from '../../model/rule-draft.ts';
import type { DraftStore } from '../../store/drafts.ts';

export interface RuleDrafting extends Drafting {
  /** Begins one; where another one is not finished, `next` waits for the person's answer. */
  begin: (draft: RuleDraft) => void;
  change: (draft: RuleDraft) => void;
  close: () => void;
  /** The answer: `next` takes the draft's place, or is forgotten. */
  giveUp: () => void;
  goOn: () => void;
}

export function useDrafting(drafts: DraftStore<RuleDraft>, query: Route['query']): RuleDrafting {
  const [drafting, setDrafting] = useState(NO_DRAFT);
  // What is read from the store comes later, and must not be put to what was there when it was asked for.
  const now = useRef(drafting);

  function set(next: Drafting) {
    const changed = next.draft !== now.current.draft;
    now.current = next;
    setDrafting(next);
    if (changed) void drafts.write(keptOf(next));
  }

  useEffect(() => {
    let wanted = true;
    const linked = linkedDraft(query);
    void drafts.read().then((kept) => {
      if (!wanted) return;
      set(resumed(now.current, kept));
      if (linked === undefined) return;
      // A reload shows what became of it, not its beginning again.
      history.replaceState(null, '', '#/budgets');
      set(begun(now.current, linked));
    });
    return () => void (wanted = false);
  }, [query]);

  return {
    ...drafting,
    begin: (draft) => set(begun(now.current, draft)),
    change: (draft) => set({ ...now.current, draft }),
    close: () => set({ count: now.current.count }),
    giveUp: () => now.current.next && set(replaced(now.current, now.current.next)),
    goOn: () => set({ ...now.current, next: undefined }),
  };
}

function linkedDraft(query: Route['query']): RuleDraft | undefined {
  const [text, merchant] = [query.get('rule_text') ?? '', query.get('rule_merchant') ?? ''];
  return text === '' && merchant === '' ? undefined : { ...BLANK, text, merchant };
}
