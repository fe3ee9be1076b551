import { describe, expect, test } from 'vitest';
import { fetchReplySchema } from '../../../src/arena/source/contract.js';
import { freezeCase } from '../../../src/arena/source/freeze-case.js';
import { digestOf } from '../../../src/lib/digest.js';
import type { JsonObject } from '../../../src/lib/json.js';

const payload: JsonObject = {
  task: 'Send the form and give back what was echoed.',
  input_data: { name: 'Ada' },
  output_schema: { type: 'object' },
  entrypoint: { url: 'https://forms.example/post', method: 'GET' },
  timeout_policy: { hard_timeout_ms: 600_000, idle_timeout_ms: null },
};

function sent(changes: { readonly payload?: JsonObject; readonly sha256?: string } = {}) {
  const whole = changes.payload ?? payload;
  const reply = fetchReplySchema.parse({
    contract: 1,
    corpus: { version: '1', cases: 1, domains: 1 },
    cases: [
      {
        case_id: 'form',
        case_version: 3,
        domain: 'forms.example',
        payload: whole,
        payload_sha256: changes.sha256 ?? digestOf(whole),
      },
    ],
    fetched_at: '2026-01-01T00:00:00.000Z',
  });
  const [first] = reply.cases;
  if (first === undefined) throw new Error('no case');
  return first;
}

const rules = { hosts: ['forms.example'], knownSha256: () => undefined };

describe('freezeCase', () => {
  test('freezes a case whose hash is true, its time capped', () => {
    expect(freezeCase(sent(), rules)).toMatchObject({
      kind: 'frozen',
      case: { caseId: 'form', caseVersion: 3, host: 'forms.example', hardTimeoutMs: 300_000 },
    });
  });

  test('a part that the contract does not know is in the hash', () => {
    expect(freezeCase(sent({ payload: { ...payload, seed: 7 } }), rules).kind).toBe('frozen');
    expect(
      freezeCase(sent({ payload: { ...payload, seed: 7 }, sha256: digestOf(payload) }), rules),
    ).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('its payload hashes to') as string,
    });
  });

  test.each(['task', 'input_data', 'output_schema', 'entrypoint', 'timeout_policy'])(
    'refuses a payload without %s',
    (part) => {
      const rest = Object.fromEntries(Object.entries(payload).filter(([name]) => name !== part));
      expect(freezeCase(sent({ payload: rest }), rules)).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining(part) as string,
      });
    },
  );

  test('refuses a host outside the filter, and takes all where there is none', () => {
    expect(freezeCase(sent(), { ...rules, hosts: ['other.example'] })).toMatchObject({
      why: 'case form, version 3: forms.example is not an allowed host',
    });
    expect(freezeCase(sent(), { ...rules, hosts: [] }).kind).toBe('frozen');
  });

  test('refuses another payload under a version that was seen', () => {
    expect(freezeCase(sent(), { ...rules, knownSha256: () => 'a'.repeat(64) })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('frozen_payload_mismatch') as string,
    });
    expect(freezeCase(sent(), { ...rules, knownSha256: () => digestOf(payload) }).kind).toBe('frozen');
  });

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'forms.example'])(
    'refuses the address %s',
    (url) => {
      const changed = { ...payload, entrypoint: { url, method: 'GET' } };
      expect(freezeCase(sent({ payload: changed }), rules).kind).toBe('refused');
    },
  );
});
