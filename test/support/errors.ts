import { ErrorCode } from '../../src/private/error-codes';
import { PrivateCaError } from '../../src/private/errors';

/** Runs what must fail, and gives the error: one of ours, with the code. */
export function errorOf(code: ErrorCode, mistake: () => unknown): PrivateCaError {
  let thrown: unknown;
  try {
    mistake();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(PrivateCaError);
  expect((thrown as PrivateCaError).code).toBe(code);
  return thrown as PrivateCaError;
}
