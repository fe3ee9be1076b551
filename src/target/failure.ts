import type { MinerErrorKind } from './exchange.js';

/** How a response ended, as far as the transport can tell. */
export type EndCause =
  | { readonly kind: 'complete' }
  | {
      readonly kind: Exclude<MinerErrorKind, 'http_error' | 'stream_error' | 'empty'>;
      readonly detail: string;
    }
  /** Ours: the request says nothing about the miner. */
  | { readonly kind: 'harness'; readonly detail: string };

/** An error of Node or undici, as it came out of the timing worker. */
export interface TransportFailure {
  readonly code: string;
  readonly message: string;
}

export interface FailureStage {
  /** The request had been handed to a connection. */
  readonly wasSent: boolean;
  readonly hadHeaders: boolean;
}

/** Out of sockets, memory or permission on this side: never the miner's fault. */
const ownShortages: Readonly<Record<string, string>> = {
  EMFILE: 'this process has too many open files',
  ENFILE: 'this system has too many open files',
  EADDRNOTAVAIL: 'no local port or address is left to connect from',
  ENOBUFS: 'this system has no network buffers left',
  ENOMEM: 'this system has no memory left',
  EACCES: 'this system does not permit the connection',
  EPERM: 'this system does not permit the connection',
};

const connectSentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was reset while it was set up',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  EHOSTDOWN: 'the host is down',
  ETIMEDOUT: 'the host did not answer',
  CONNECT_TIMEOUT: 'no connection within the time for it',
  CONNECT_CLOSED: 'it was closed while it was set up',
  PROXY_NO_ROUTE: 'the proxy does not reach it',
  EPROTO: 'it does not speak TLS',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate chain is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer of its certificate is not known',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
};

/** Of the way to the target that the user's environment names: never the miner's fault. */
const proxySentences: Readonly<Record<string, string>> = {
  PROXY_UNREACHABLE: 'the proxy cannot be reached',
  PROXY_REFUSED: 'the proxy does not let it through',
};

const resetCodes = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

const ourCodes = new Set([
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
  'ERR_ASSERTION',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'UNKNOWN',
]);

/** What a failure means for whom, in a sentence for the user that keeps the code. */
export function endCauseOf(failure: TransportFailure, { wasSent, hadHeaders }: FailureStage): EndCause {
  const { code, message } = failure;
  const proxys = proxySentences[code];
  if (proxys !== undefined)
    return { kind: 'harness', detail: `no connection: ${proxys}: ${message} (${code})` };
  if (isNobodysAddress(failure))
    return {
      kind: 'connect_refused',
      detail: `no connection: nobody can be reached at its address (${code})`,
    };
  const shortage = ownShortages[code];
  if (shortage !== undefined) return { kind: 'harness', detail: `${shortage} (${code})` };
  if (!wasSent) return connectCause(failure);
  if (resetCodes.has(code)) return { kind: 'reset', detail: `the connection was reset (${code})` };
  if (code === 'UND_ERR_SOCKET' && failure.message.startsWith('bad')) return notHttp(failure);
  if (code === 'UND_ERR_SOCKET' || isCutOff(failure)) return closedEarly(hadHeaders);
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
    return { kind: 'truncated', detail: 'the body is not as long as its Content-Length says' };
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return { kind: 'too_large', detail: 'the response headers are longer than the limit' };
  if (isParserFailure(failure)) return notHttp(failure);
  if (isOurs(failure))
    return { kind: 'harness', detail: `unexpected failure of the client: ${failure.message} (${code})` };
  return { kind: 'reset', detail: `the connection was lost: ${failure.message} (${code})` };
}

/**
 * A request that could not be made, or a bug. Everything else is the miner's: a connection that it broke and that then
 * could not be made again must not take the attempt out of the count.
 */
function isOurs({ code }: TransportFailure): boolean {
  return code.startsWith('UND_ERR_INVALID') || ourCodes.has(code);
}

/**
 * undici's parser errors have a code of llhttp, or none, and then `failureOf` gives their name. Responses out of all
 * order, such as a switch of protocols unasked, trip its assertions.
 */
function isParserFailure({ code }: TransportFailure): boolean {
  return code.startsWith('HPE_') || code === 'HTTPParserError' || code === 'ERR_ASSERTION';
}

function isCutOff(failure: TransportFailure): boolean {
  return isParserFailure(failure) && failure.message.includes('Invalid EOF state');
}

/**
 * A name may stand for an address that this system will not connect to: that of everybody on a network, or of another IP
 * version. Whoever gives himself such an address keeps us out, and must not pass it off as a want of ours.
 */
function isNobodysAddress({ code, message }: TransportFailure): boolean {
  if (code === 'EACCES') return /^connect EACCES (?:[0-9.:a-f]*:)?(?:\d+\.){3}255:\d+\b/.test(message);
  return code === 'EADDRNOTAVAIL' && /^connect EADDRNOTAVAIL [0-9a-f.]*:[0-9a-f.]*:/.test(message);
}

/** The code of an error, or its name where it has none. */
export function failureOf(error: unknown): TransportFailure {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message };
}

function connectCause({ code, message }: TransportFailure): EndCause {
  if (isOurs({ code, message }))
    return { kind: 'harness', detail: `the request could not be sent: ${message} (${code})` };
  const sentence = connectSentences[code] ?? (code.startsWith('ERR_SSL') ? 'it does not speak TLS' : message);
  return { kind: 'connect_refused', detail: `no connection: ${sentence} (${code})` };
}

function closedEarly(hadHeaders: boolean): EndCause {
  return hadHeaders
    ? { kind: 'truncated', detail: 'the connection was closed before the body was complete' }
    : { kind: 'reset', detail: 'the connection was closed before any response' };
}

function notHttp({ code, message }: TransportFailure): EndCause {
  const why = code === 'ERR_ASSERTION' ? 'it is out of order' : message;
  return { kind: 'malformed', detail: `what came is not a valid HTTP response: ${why} (${code})` };
}
