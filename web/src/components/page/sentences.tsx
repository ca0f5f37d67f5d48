// Sentences one after the other; those that the edge or the core wrote are marked as English.

import { Fragment } from 'preact';
import type { Said } from '../../model/problems.ts';

export function Sentences({ said }: { said: Said[] }) {
  return (
    <>
      {said.map(({ text, lang }, at) => (
        <Fragment key={at}>
          {at > 0 && ' '}
          {lang === undefined ? text : <span lang={lang}>{text}</span>}
        </Fragment>
      ))}
    </>
  );
}
