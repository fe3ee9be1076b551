import { closeSync, openSync, readSync } from 'node:fs';
import type { FileLine } from '../lib/read-lines.js';
import type { AttemptRecord, ExchangeRecord } from './attempt-record.js';

/** Leaves out of memory what a journal holds most of. */
export type Lighten = (record: AttemptRecord, line: FileLine) => AttemptRecord;

/**
 * Records whose requests, reads and events stay in the journal and are read again when they are asked for; one attempt's
 * at a time is kept. For journals that do not fit into memory: what goes over all attempts must take one after another
 * and keep numbers, not events.
 */
export function storedTranscripts(path: string): Lighten {
  let latest: { readonly offset: number; readonly record: AttemptRecord } | undefined;
  const recordAt = ({ offset, bytes }: Place): AttemptRecord => {
    if (latest?.offset !== offset) latest = { offset, record: readAgain(path, { offset, bytes }) };
    return latest.record;
  };
  return (record, { offset, bytes }) => ({
    ...record,
    exchanges: record.exchanges.map((exchange, at) =>
      lightened(exchange, () => exchangeOf(recordAt({ offset, bytes }), at)),
    ),
  });
}

/** Never the exchange as it was read first: that would hold its events. */
function exchangeOf({ attemptId, exchanges }: AttemptRecord, at: number): ExchangeRecord {
  const exchange = exchanges[at];
  if (exchange === undefined) throw new RangeError(`the journal was changed while it was read: ${attemptId}`);
  return exchange;
}

type Place = Pick<FileLine, 'offset' | 'bytes'>;

function lightened(exchange: ExchangeRecord, stored: () => ExchangeRecord): ExchangeRecord {
  return {
    ...exchange,
    get request() {
      return stored().request;
    },
    get reads() {
      return stored().reads;
    },
    get events() {
      return stored().events;
    },
  };
}

/** Synchronous, as those who ask are pure. The line was checked when it was read first, and a journal's lines never change. */
function readAgain(path: string, { offset, bytes }: Place): AttemptRecord {
  const buffer = Buffer.alloc(bytes);
  const file = openSync(path, 'r');
  try {
    for (let read = 0; read < bytes;) {
      const more = readSync(file, buffer, read, bytes - read, offset + read);
      if (more === 0) throw new RangeError(`${path} was cut while it was read`);
      read += more;
    }
  } finally {
    closeSync(file);
  }
  return JSON.parse(buffer.toString('utf8')) as AttemptRecord;
}
