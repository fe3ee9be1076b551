import { isJsonObject, type Json } from '../lib/json.js';
import { isSecretName, mask, maskCommand, maskUrl } from '../lib/mask-secrets.js';
import type { LayeredSettings } from './layered-settings.js';
import { settingKeys } from './setting-table.js';
import type { Settings } from './settings.js';

/** Every setting in force and where it came from, as journal and result keep it: secrets masked, null = not set. */
export type RecordedSettings = Readonly<Record<string, { readonly value: Json; readonly from: string }>>;

export function recordedSettings({ settings, sources }: LayeredSettings): RecordedSettings {
  const masked = maskedSettings(settings);
  return Object.fromEntries(
    settingKeys.map((key) => [key, { value: masked[key] ?? null, from: sources[key] }]),
  );
}

/** The settings without what could be a secret: header values, URL credentials, keys in the body or in a command. */
export function maskedSettings(settings: Settings): Settings {
  const { target, judgeUrl, start, header, body } = settings;
  return {
    ...settings,
    target: target === undefined ? undefined : maskUrl(target),
    judgeUrl: judgeUrl?.map(maskUrl),
    start: start === undefined ? undefined : maskCommand(start),
    header: Object.fromEntries(Object.keys(header).map((name) => [name, mask])),
    body: Object.fromEntries(Object.entries(body).map(([name, value]) => [name, maskedMember(name, value)])),
  };
}

function maskedMember(name: string, value: Json | undefined): Json {
  if (value === undefined) return null;
  if (isSecretName(name)) return mask;
  if (Array.isArray(value)) return value.map((item: Json) => maskedMember('', item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([inner, member]) => [inner, maskedMember(inner, member)]),
  );
}
