import type { AttemptRecord, ExchangeRecord } from './attempt-record.js';
import { mapTexts } from './redact.js';
import { mask } from '../lib/mask-secrets.js';
import { secretAtCut, secretForms, starred, withoutSecrets } from './secret-forms.js';

/**
 * An attempt as it may be written down. A miner that sends a key back, be it a letter at a time, has it starred out
 * where it stands: letter for letter, so that every span still points at what it pointed at.
 */
export function maskRecord(record: AttemptRecord, secrets: readonly string[]): AttemptRecord {
  const forms = secretForms(secrets);
  if (forms.length === 0) return record;
  const mend = (text: string) => withoutSecrets(text, forms);
  const exchanges = record.exchanges.map((exchange) => maskedExchange(exchange, forms));
  const isTouched = record.exchanges.some((exchange, index) => !isSame(exchange, exchanges[index]));
  return {
    ...record,
    ...(isTouched ? { masked: true } : {}),
    outcome: withMaskedDetail(record.outcome, forms),
    exchanges,
    grade: {
      ...record.grade,
      reason: maskedExcerpt(record.grade.reason, forms),
      criteria: record.grade.criteria.map((criterion) => ({
        ...criterion,
        reason: mend(criterion.reason),
        parts: criterion.parts?.map((part) => ({
          ...part,
          reason: mend(part.reason),
          evidence: part.evidence === undefined ? undefined : starred(part.evidence, forms),
        })),
      })),
    },
  };
}

function maskedExchange(exchange: ExchangeRecord, forms: readonly string[]): ExchangeRecord {
  const mend = (text: string) => withoutSecrets(text, forms);
  return {
    ...exchange,
    request: Object.fromEntries(
      Object.entries(exchange.request).map(([key, value]) => [key, mapTexts(value, mend)]),
    ),
    contentType: exchange.contentType === undefined ? undefined : mend(exchange.contentType),
    events: maskedEvents(exchange.events, forms),
    outcome: withMaskedDetail(exchange.outcome, forms),
    toolCalls: exchange.toolCalls.map(({ id, name, argumentsText }) => ({
      id: mend(id),
      name: starred(name, forms),
      argumentsText: starred(argumentsText, forms),
    })),
    artifacts: exchange.artifacts.map((artifact) => ({
      ...artifact,
      ...(artifact.url === undefined ? {} : { url: starred(artifact.url, forms) }),
      ...(artifact.id === undefined ? {} : { id: mend(artifact.id) }),
      ...(artifact.type === undefined ? {} : { type: mend(artifact.type) }),
    })),
    finishReasons: exchange.finishReasons.map(mend),
    tries: exchange.tries.map((attempt) => ({
      ...attempt,
      outcome: withMaskedDetail(attempt.outcome, forms),
    })),
    toolResults: exchange.toolResults.map((result) => ({ ...result, result: mend(result.result) })),
  };
}

/** Whether all that is sent and graded stands in both. */
function isSame(before: ExchangeRecord, after: ExchangeRecord | undefined): boolean {
  const rest = ({ request, toolCalls, artifacts, toolResults }: ExchangeRecord) =>
    JSON.stringify([request, toolCalls, artifacts, toolResults]);
  return (
    after !== undefined &&
    before.events.every(([, , text], index) => text === after.events[index]?.[2]) &&
    rest(before) === rest(after)
  );
}

/** Looks at each kind's texts joined: a secret may be spread over many events. */
function maskedEvents(events: ExchangeRecord['events'], forms: readonly string[]): ExchangeRecord['events'] {
  const texts = events.map(([, , text]) => text);
  const streams = new Map<string, number[]>();
  for (const [index, [, kind, , , , , choice]] of events.entries()) {
    const stream = streams.get(`${kind} ${choice}`) ?? [];
    stream.push(index);
    streams.set(`${kind} ${choice}`, stream);
  }
  for (const indexes of streams.values()) {
    const joined = indexes.map((index) => texts[index] ?? '').join('');
    const clean = starred(joined, forms);
    if (clean === joined) continue;
    let start = 0;
    for (const index of indexes) {
      const length = texts[index]?.length ?? 0;
      texts[index] = clean.slice(start, start + length);
      start += length;
    }
  }
  return events.map(([atMs, kind, text, ...rest], index) => {
    const clean = texts[index] ?? text;
    const isExcerpt = kind === 'malformed' || kind === 'error';
    return [atMs, kind, isExcerpt ? starredAtCut(clean, forms) : clean, ...rest];
  });
}

function starredAtCut(text: string, forms: readonly string[]): string {
  const at = secretAtCut(text, forms);
  return at === undefined ? text : text.slice(0, at) + '*'.repeat(text.length - at);
}

/** For a text that may have been cut to a length in the middle of a secret. */
function maskedExcerpt(text: string, forms: readonly string[]): string {
  const clean = withoutSecrets(text, forms);
  const at = secretAtCut(clean, forms);
  return at === undefined ? clean : clean.slice(0, at) + mask;
}

function withMaskedDetail<Outcome extends { status: string }>(
  outcome: Outcome,
  forms: readonly string[],
): Outcome {
  return 'detail' in outcome && typeof outcome.detail === 'string'
    ? { ...outcome, detail: maskedExcerpt(outcome.detail, forms) }
    : outcome;
}
