// A field of a form with its label, and what there is to say of it tied to it.

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** What the input itself needs. */
interface Tied {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

interface FieldProps {
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  /** The problem is an action's answer, so it is read out; not one that comes and goes while something is typed. */
  alert?: boolean;
  /** For tests: the name of the field that the problem belongs to. */
  name?: string;
  children: (tied: Tied) => ComponentChildren;
}

export function Field({ label, hint, problem, alert = false, name, children }: FieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-error`].filter((known) => known !== false);
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-invalid': problem !== undefined, 'aria-describedby': described.length > 0 ? described.join(' ') : undefined })}
      {hint !== undefined && <p class="form-hint" id={`${id}-hint`}>{hint}</p>}
      {problem !== undefined && <p class="field-error" id={`${id}-error`} role={alert ? 'alert' : undefined} data-testid="field-error" data-field={name}>{problem}</p>}
    </div>
  );
}
