import { parseJson, type Json } from '../lib/json.js';

export interface MarkedRecords {
  readonly nonce: string;
  /** By the record's name, as it stood there. */
  readonly values: Readonly<Record<string, Json>>;
}

const recordLine = /^([a-z]{2,20}) ([0-9a-f]{24}) (.+)$/;

/** The records of a user message, each exactly once and under one marker; undefined: it has others than these. */
export function markedRecords(userText: string, names: readonly string[]): MarkedRecords | undefined {
  const found = userText.split('\n').flatMap((text) => {
    const [, name, nonce, json] = recordLine.exec(text) ?? [];
    const value = json === undefined ? undefined : parseJson(json);
    return name === undefined || nonce === undefined || value === undefined || !names.includes(name)
      ? []
      : [{ name, nonce, value }];
  });
  const nonce = found[0]?.nonce;
  const isWhole =
    found.length === names.length && new Set(found.map(({ name }) => name)).size === found.length;
  if (nonce === undefined || !isWhole || found.some((record) => record.nonce !== nonce)) return undefined;
  return { nonce, values: Object.fromEntries(found.map(({ name, value }) => [name, value])) };
}
