import { mask, isSecretName } from '../lib/mask-secrets.js';
import { isJsonObject, type Json } from '../lib/json.js';
import { secretForms, withoutSecrets } from './secret-forms.js';

/**
 * The value with every trace of the secrets masked: the secrets themselves (also as they look in a URL or in base64),
 * members with a secret's name, Authorization values and URL credentials, in keys as well as in values.
 */
export function maskSecrets(value: Json, secrets: readonly string[]): Json {
  const forms = secretForms(secrets);
  return maskedValue(value, (text) => maskedText(text, forms));
}

/** The value with the secrets themselves masked, wherever they stand in its texts, and nothing else touched. */
export function maskKnownSecrets(value: Json, secrets: readonly string[]): Json {
  const forms = secretForms(secrets);
  return forms.length === 0 ? value : mapTexts(value, (text) => withoutSecrets(text, forms));
}

/** The value with each of its texts passed through `clean`; keys stay. */
export function mapTexts(value: Json, clean: (text: string) => string): Json {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item: Json) => mapTexts(item, clean));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).flatMap(([key, member]): [string, Json][] =>
    member === undefined ? [] : [[key, mapTexts(member, clean)]],
  );
  return Object.fromEntries(members);
}

function maskedValue(value: Json, clean: (text: string) => string): Json {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item: Json) => maskedValue(item, clean));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).flatMap(([key, member]): [string, Json][] => {
    if (member === undefined) return [];
    const isSecret = typeof member === 'string' && member !== '' && isSecretName(key);
    return [[clean(key), isSecret ? mask : maskedValue(member, clean)]];
  });
  return Object.fromEntries(members);
}

function maskedText(text: string, forms: readonly string[]): string {
  return withoutSecrets(text, forms)
    .replace(/\b(bearer|basic)\s+[\w.~+/=*-]+/giu, `$1 ${mask}`)
    .replace(
      /\b((?:proxy-)?authorization|x-api-key|api-key|cookie)(\s*[:=]\s*)(?!(?:bearer|basic)\s)[^\s"',;]+/giu,
      `$1$2${mask}`,
    )
    .replace(/\/\/[^/?#@\s"']*@/gu, `//${mask}@`)
    .replace(/([?&])([^=&#\s]+)=([^&#\s]*)/gu, (whole, sign: string, name: string) =>
      isSecretName(name) ? `${sign}${name}=${mask}` : whole,
    );
}
