// Of a long list only what is on the screen is drawn, and what must stay: the row that is open, the row with the focus.

import { observeWindowOffset, observeWindowRect, Virtualizer, type Range } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { headingsOf, type Line, type Placed } from '../model/listing.ts';

/** Up to here all is drawn: the browser's own search and screen readers know a whole list best. */
const DRAWN_WHOLE = 300;
/** Lines beyond the screen that are drawn as well, so that Tab always finds the next row. */
const BEYOND = 8;
/** Pixels, until a line was on the screen and is measured. */
const [HEADING, ROW] = [50, 66];

interface VirtualLines {
  placed: Placed[];
  /** Of the whole list; undefined where all is drawn. */
  height: number | undefined;
  measure: (element: HTMLElement | null) => void;
}

export function useVirtualLines(lines: Line[], list: RefObject<HTMLElement | null>, kept: (string | undefined)[]): VirtualLines {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [top, setTop] = useState(0);
  const whole = lines.length <= DRAWN_WHOLE;
  const headings = useMemo(() => headingsOf(lines), [lines]);
  const places = useMemo(() => new Map(lines.map(({ row }, index) => [row?.id, index])), [lines]);
  const options = {
    count: lines.length,
    enabled: !whole,
    overscan: BEYOND,
    scrollMargin: top,
    getScrollElement: () => window,
    estimateSize: (index: number) => (lines[index]?.row === undefined ? HEADING : ROW),
    getItemKey: (index: number) => keyOf(lines[index]!),
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    // Not as smoothly as a link goes: it makes up for a row that is higher than was thought.
    scrollToFn: (offset: number, { adjustments = 0 }: { adjustments?: number }) => scrollTo({ top: offset + adjustments, behavior: 'instant' }),
    rangeExtractor: (range: Range) => drawn(range, headings, kept.flatMap((id) => (id === undefined ? [] : places.get(id) ?? []))),
    onChange: () => redraw(0),
  };
  const virtualizer = useMemo(() => new Virtualizer<Window, HTMLElement>(options), []);
  virtualizer.setOptions(options);
  useEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => {
    virtualizer._willUpdate();
    const now = (list.current?.getBoundingClientRect().top ?? 0) + scrollY;
    if (!whole && Math.abs(now - top) >= 1) setTop(now);
  });
  if (whole) return { placed: lines.map((_, index) => ({ index })), height: undefined, measure: () => {} };
  const placed = virtualizer.getVirtualItems().map(({ index, start, end }) => ({ index, start: start - top, end: end - top }));
  return { placed, height: virtualizer.getTotalSize(), measure: virtualizer.measureElement };
}

export function keyOf({ day, row }: Line): string {
  return row?.id ?? day.date;
}

/** In order: what is on the screen and around it, what is kept, and the headings of all these. */
function drawn({ startIndex, endIndex, overscan, count }: Range, headings: Uint32Array, kept: number[]): number[] {
  const indexes = new Set(kept);
  for (let index = Math.max(0, startIndex - overscan); index <= Math.min(count - 1, endIndex + overscan); index += 1) indexes.add(index);
  for (const index of [...indexes]) indexes.add(headings[index] ?? index);
  return [...indexes].sort((one, other) => one - other);
}
