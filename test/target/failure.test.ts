import { describe, expect, test } from 'vitest';
import { endCauseOf, failureOf } from '../../src/target/failure.js';

const beforeIssue = { wasSent: false, hadHeaders: false };
const beforeHeaders = { wasSent: true, hadHeaders: false };
const inBody = { wasSent: true, hadHeaders: true };

describe('who answers for a failure', () => {
  test.each([
    ['ECONNREFUSED', '', beforeIssue, 'connect_refused'],
    ['ENOTFOUND', '', beforeIssue, 'connect_refused'],
    ['UND_ERR_CONNECT_TIMEOUT', '', beforeIssue, 'connect_refused'],
    ['CERT_HAS_EXPIRED', '', beforeIssue, 'connect_refused'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', '', beforeIssue, 'connect_refused'],
    ['ECONNRESET', '', beforeIssue, 'connect_refused'],
    ['ECONNRESET', '', beforeHeaders, 'reset'],
    ['EPIPE', '', beforeHeaders, 'reset'],
    ['ECONNRESET', '', inBody, 'reset'],
    ['UND_ERR_SOCKET', 'other side closed', beforeHeaders, 'reset'],
    ['UND_ERR_SOCKET', 'other side closed', inBody, 'truncated'],
    ['UND_ERR_SOCKET', 'bad response', beforeHeaders, 'malformed'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', '', inBody, 'truncated'],
    ['UND_ERR_HEADERS_OVERFLOW', '', beforeHeaders, 'too_large'],
    ['HTTPParserError', 'Expected HTTP/', beforeHeaders, 'malformed'],
    ['HPE_INVALID_CHUNK_SIZE', '', inBody, 'malformed'],
    ['HTTPParserError', 'Response does not match (Invalid EOF state)', inBody, 'truncated'],
    ['EMFILE', '', beforeIssue, 'harness'],
    ['EADDRNOTAVAIL', '', beforeIssue, 'harness'],
    ['EADDRNOTAVAIL', 'connect EADDRNOTAVAIL 192.0.2.1:443 - Local (0.0.0.0:0)', beforeIssue, 'harness'],
    ['EACCES', 'connect EACCES /run/agent.sock', beforeIssue, 'harness'],
    ['EACCES', 'connect EACCES 192.0.2.1:443 - Local (0.0.0.0:0)', beforeIssue, 'harness'],
    // A miner that has its name stand for such an address must not take its attempts out of the count.
    ['EACCES', 'connect EACCES 255.255.255.255:443 - Local (0.0.0.0:0)', beforeIssue, 'connect_refused'],
    ['EACCES', 'connect EACCES ::ffff:10.0.0.255:443 - Local (:::0)', beforeIssue, 'connect_refused'],
    ['EADDRNOTAVAIL', 'connect EADDRNOTAVAIL 2001:db8::1:443 - Local (:::0)', beforeIssue, 'connect_refused'],
    ['ENOMEM', '', inBody, 'harness'],
    ['UND_ERR_INVALID_ARG', 'invalid header', beforeIssue, 'harness'],
    ['TypeError', 'a bug of ours', inBody, 'harness'],
    // A miner that resets and then does not let us connect again must not take the attempt out of the count.
    ['ECONNREFUSED', 'connect ECONNREFUSED', inBody, 'reset'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number', inBody, 'reset'],
    ['EPROTO', 'bad record', inBody, 'reset'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', inBody, 'reset'],
    ['SOMETHING_NEW', 'never seen', inBody, 'reset'],
  ])('%s (%s) at %o is %s', (...[code, message, stage, kind]) => {
    expect(endCauseOf({ code, message }, stage).kind).toBe(kind);
  });

  test('the sentence keeps the code', () => {
    expect(endCauseOf({ code: 'ENOTFOUND', message: '' }, beforeIssue)).toHaveProperty(
      'detail',
      'no connection: the host name is not known (ENOTFOUND)',
    );
  });
});

test('an error is known by its code, else by its name', () => {
  expect(failureOf(Object.assign(new Error('x'), { code: 'EPIPE' }))).toEqual({
    code: 'EPIPE',
    message: 'x',
  });
  expect(failureOf(new TypeError('x'))).toEqual({ code: 'TypeError', message: 'x' });
  expect(failureOf('x')).toEqual({ code: 'UNKNOWN', message: 'x' });
});
