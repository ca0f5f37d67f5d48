// Of a long list only what is on the screen is drawn, and what must stay: the row that is open, the row with the focus.

import { observeWindowOffset, observeWindowRect, Virtualizer, type Range } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { headingsOf, type Line, type Placed } from '../../model/listing.ts';

/** Up to here all is drawn: the browser's own search and screen readers know a whole list best. */
const DRAWN_WHOLE = 300;
/** Lines beyond the screen that are drawn as well. */
const BEYOND = 8;
/** Lines around one that is kept: Tab finds the next row however far the scrolling is behind it. A day's heading may be between. */
const AROUND = 2;
/** Pixels, until the first ones are drawn: then lines that were never on the screen count for as high as those. */
const GUESSED = { heading: 47, row: 63 };

interface VirtualLines {
  placed: Placed[];
  /** Of the whole list; undefined where all is drawn. */
  height: number | undefined;
  measure: (element: HTMLElement | null) => void;
}

export function useVirtualLines(lines: Line[], list: RefObject<HTMLElement | null>, kept: (string | undefined)[]): VirtualLines {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [top, setTop] = useState(0);
  const [heights, setHeights] = useState(GUESSED);
  const whole = lines.length <= DRAWN_WHOLE;
  const headings = useMemo(() => headingsOf(lines), [lines]);
  const places = useMemo(() => new Map(lines.map(({ row }, index) => [row?.id, index])), [lines]);
  // The same functions as long as the lines are: for others all lines are placed anew.
  const of = useMemo(() => {
    const getItemKey = (index: number) => keyOf(lines[index]!);
    const estimateSize = (index: number) => (lines[index]?.row === undefined ? heights.heading : heights.row);
    return { getItemKey, estimateSize };
  }, [lines, heights]);
  const options = {
    ...of,
    count: lines.length,
    enabled: !whole,
    overscan: BEYOND,
    scrollMargin: top,
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    // Not as smoothly as a link goes: it makes up for a row that is higher than was thought.
    scrollToFn: (offset: number, { adjustments = 0 }: { adjustments?: number }) => scrollTo({ top: offset + adjustments, behavior: 'instant' }),
    rangeExtractor: (range: Range) => drawn(range, headings, kept.flatMap((id) => (id === undefined ? [] : places.get(id) ?? []))),
    onChange: () => redraw(0),
  };
  const virtualizer = useMemo(() => new Virtualizer<Window, HTMLElement>(options), []);
  virtualizer.setOptions(options);
  const items = virtualizer.getVirtualItems();
  useEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => {
    if (whole) return;
    // Where the list begins changes with what is above it, and with that the height of the page. Asked of the browser at no other
    // time, since in the midst of a drawing it would have to lay the page out twice.
    const observer = new ResizeObserver(() => setTop(Math.round((list.current?.getBoundingClientRect().top ?? 0) + scrollY)));
    observer.observe(document.body);
    // Who holds Tab is faster than a smooth scroll, and would be far below what is drawn.
    const { style } = document.documentElement;
    style.scrollBehavior = 'auto';
    return () => {
      observer.disconnect();
      style.scrollBehavior = '';
    };
  }, [whole]);
  useLayoutEffect(() => {
    // A whole list needs no heights, and to ask for them makes the browser lay out the page twice.
    const drawn = whole ? undefined : heightsIn(list.current);
    if (drawn === undefined || (drawn.heading === heights.heading && drawn.row === heights.row)) return;
    setHeights(drawn);
    virtualizer.measure();
  }, [whole, items.length > 0]);
  if (whole) return { placed: lines.map((_, index) => ({ index })), height: undefined, measure: () => {} };
  const placed = items.map(({ index, start, end }) => ({ index, start: start - top, end: end - top }));
  return { placed, height: virtualizer.getTotalSize(), measure: virtualizer.measureElement };
}

/** Of the first heading and the first row, which is not opened yet. */
function heightsIn(list: HTMLElement | null): typeof GUESSED | undefined {
  const [heading, row] = ['h3', 'li'].map((one) => list?.querySelector(one)?.getBoundingClientRect().height);
  return heading && row ? { heading: Math.round(heading), row: Math.round(row) } : undefined;
}

function keyOf({ day, row }: Line): string {
  return row?.id ?? day.date;
}

/** In order: what is on the screen and around it, what is kept, and the headings of all these. */
function drawn({ startIndex, endIndex, overscan, count }: Range, headings: Uint32Array, kept: number[]): number[] {
  const indexes = new Set<number>();
  const add = (from: number, to: number) => {
    for (let index = Math.max(0, from); index <= Math.min(count - 1, to); index += 1) indexes.add(index);
  };
  add(startIndex - overscan, endIndex + overscan);
  for (const index of kept) add(index - AROUND, index + AROUND);
  for (const index of [...indexes]) indexes.add(headings[index] ?? index);
  return [...indexes].sort((one, other) => one - other);
}
