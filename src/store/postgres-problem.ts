import { BenchError } from '../errors/bench-error.js';
import { errnoOf } from '../lib/disk-problem.js';
import { isSqlState, SqlError } from './sql-error.js';
import { StoreUnreachable } from './store-unreachable.js';

/** SQLSTATE classes that may pass: connection, deadlock, resources, operator, system. */
const passing = /^(?:08|40|53|57|58)/;

/** What only the server's operator or the address can mend. */
const refusals: Readonly<Record<string, string>> = {
  '28P01': 'the password is wrong',
  '28000': 'this user may not connect',
  '3D000': 'there is no such database',
  '42501': 'this user lacks the right to do it',
  '25006': 'the server is read-only (a standby?)',
};

const connectionErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // The server is starting up, or shutting down.
  '57P03',
  '57P01',
  '57P02',
]);

/** pg gives these no code. */
const connectionTexts =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout)/;

/** Whether the server was not there, in a way that may pass. */
export function isConnectionLoss(problem: unknown): boolean {
  const code = errnoOf(problem);
  if (code !== undefined && connectionErrors.has(code)) return true;
  return problem instanceof Error && connectionTexts.test(problem.message);
}

/** A failure of `pg` in this program's terms. No text of it holds the password, not even a cause's. */
export function postgresProblem(
  cause: unknown,
  { place, url }: { readonly place: string; readonly url: string },
): unknown {
  if (!(cause instanceof Error)) return cause;
  const code = errnoOf(cause);
  const said = withoutPassword(cause.message === '' ? (code ?? 'no reason given') : cause.message, url);
  const refusal = code === undefined ? undefined : refusals[code];
  if (refusal !== undefined) {
    return new BenchError('usage', `the store at ${place} refuses: ${refusal}`, {
      hint: 'Check the address of the store (--store) and the rights of its user.',
    });
  }
  if (isSqlState(code) && !passing.test(code)) return new SqlError(code, said);
  if (isSqlState(code) || isConnectionLoss(cause)) {
    return new StoreUnreachable(`the store at ${place} does not answer: ${said}`, {
      hint: 'Check that PostgreSQL runs there and accepts connections from here.',
    });
  }
  return new Error(`the store at ${place} failed: ${said}`);
}

function withoutPassword(text: string, url: string): string {
  const { password } = new URL(url);
  if (password === '') return text;
  const decoded = decodedText(password);
  return text.replaceAll(password, '***').replaceAll(decoded, '***');
}

function decodedText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
