// Whatever was thrown, as a failure to be told.

import { CoreFailure } from '../core/client.ts';
import { EdgeFailure, type Failure } from '../edge/http.ts';

export function failureOf(error: unknown): Failure {
  if (error instanceof EdgeFailure) return error.failure;
  if (error instanceof CoreFailure) return { code: error.code, message: error.message };
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error) };
}
