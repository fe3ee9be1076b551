import { openInk } from '../report/ink.js';
import { renderGrid } from '../report/grid.js';
import type { LayeredSettings } from '../run/layered-settings.js';
import { recordedSettings } from '../run/recorded-settings.js';
import { fileKeyOf, settingKeys, type SettingKey } from '../run/setting-table.js';
import { formatDuration } from '../lib/duration.js';
import { inert } from '../lib/inert.js';
import type { Json } from '../lib/json.js';
import { columnsOf, wantsColor, type Io } from './io.js';

/** `--print-config`: every setting, its value and where it came from, secrets masked. */
export function renderSettings(layered: LayeredSettings, io: Io): string {
  const recorded = recordedSettings(layered);
  const rows = settingKeys.map((key) => ({
    name: fileKeyOf(key),
    value: shown(key, recorded[key]?.value ?? null),
    from: recorded[key]?.from ?? '',
  }));
  const ink = openInk(wantsColor(io.stdout, io.env));
  const lines = renderGrid(
    rows,
    [
      { title: 'setting', align: 'left', of: ({ name }) => name, rank: 0 },
      { title: 'value', align: 'left', of: ({ value }) => value, rank: 0 },
      {
        title: 'from',
        align: 'left',
        of: ({ from }) => (from === 'default' ? ink.quiet(from) : from),
        rank: 0,
      },
    ],
    { columns: columnsOf(io.stdout), quiet: ink.quiet },
  );
  return `${lines.join('\n')}\n`;
}

function shown(key: SettingKey, value: Json): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return '–';
  if (typeof value === 'number' && key.endsWith('Ms')) return formatDuration(value);
  if (typeof value === 'string') return inert(value);
  const text = JSON.stringify(value);
  return text === '{}' ? '–' : inert(text);
}
