/** Failures of a connection's set-up that neither Node nor undici has a code for. */
export type ConnectProblemCode =
  | 'CONNECT_TIMEOUT'
  | 'CONNECT_CLOSED'
  | 'CONNECT_ABANDONED'
  /** No connection to the proxy. */
  | 'PROXY_UNREACHABLE'
  /** The proxy does not let us through. */
  | 'PROXY_REFUSED'
  /** The proxy cannot reach the target. */
  | 'PROXY_NO_ROUTE';

export class ConnectProblem extends Error {
  readonly code: ConnectProblemCode;

  constructor(code: ConnectProblemCode, message: string) {
    super(message);
    this.name = 'ConnectProblem';
    this.code = code;
  }
}
