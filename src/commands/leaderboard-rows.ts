import { scoreNames } from '../leaderboard/standings.js';
import type { CommandRow, FlagRow } from './command.js';
import { asJson, configFlag } from './flags.js';
import { resultsFolderFlag } from './results-folder-flag.js';
import { storeFlag } from './store-flag.js';

const storeFlags: readonly FlagRow[] = [storeFlag, { ...configFlag, group: undefined }];

/** Commands of the public board. */
export const leaderboardRows: readonly CommandRow[] = [
  {
    name: 'leaderboard register',
    group: 'Leaderboard',
    summary: 'register a competitor and its target, or bring a registration up to date',
    operands: [['<target>', 'URL it is reached at; its runs are known by it']],
    flags: [
      { flag: '--name', value: 'NAME', help: "what the board calls it; left out: the owner's" },
      { flag: '--image', value: 'DIGEST', help: 'sha256:… of its image: what it is known by' },
      { flag: '--owner', value: 'NAME', help: 'who answers for it; known by this where there is no image' },
      { flag: '--model', value: 'NAME', help: 'only runs that ask for this model are its runs' },
      { flag: '--contact', value: 'TEXT', help: 'for the operator; on no page' },
      { flag: '--homepage', value: 'URL', help: 'for the public' },
      { flag: '--notes', value: 'TEXT', help: 'for the public' },
      {
        flag: '--api-key-env',
        value: 'NAME',
        help: 'the environment variable with its key: public rounds send it to this target alone',
      },
      { flag: '--disable', help: 'no further public rounds; its runs stay' },
      asJson,
      ...storeFlags,
    ],
    examples: [
      'janus-bench leaderboard register http://miner-alpha:8001 --name miner-alpha --image sha256:9f86d08…',
      'janus-bench leaderboard register http://miner-alpha:8001 --disable',
    ],
    load: async () => (await import('./leaderboard-register.js')).leaderboardRegister,
  },
  {
    name: 'leaderboard targets',
    group: 'Leaderboard',
    summary: 'list who is registered',
    flags: [asJson, ...storeFlags],
    load: async () => (await import('./leaderboard-targets.js')).leaderboardTargets,
  },
  {
    name: 'leaderboard add',
    group: 'Leaderboard',
    summary:
      'put finished runs on their board; those that may not stand there go to the unverified, with every reason',
    operands: [['<runs...>', 'id, start of an id or folder']],
    flags: [
      {
        flag: '--public-key',
        value: 'FILE',
        help: "a key (PEM) whose signatures count; more of them stand in the settings file's leaderboard: publicKeys",
        isMany: true,
      },
      asJson,
      resultsFolderFlag,
      ...storeFlags,
    ],
    examples: ['janus-bench leaderboard add 20260131-030000-k3f9 --public-key operator.pub.pem'],
    load: async () => (await import('./leaderboard-add.js')).leaderboardAdd,
  },
  {
    name: 'leaderboard show',
    group: 'Leaderboard',
    summary: 'show a board: ranks, scores with intervals, who held #1 and why',
    flags: [
      {
        flag: '--sort',
        value: 'SCORE',
        help: `${scoreNames.slice(0, -1).join(', ')} or ${scoreNames.at(-1) ?? ''}; moves rows, not ranks`,
        default: 'composite',
      },
      { flag: '--format', value: 'FORMAT', help: 'table, markdown, json, csv or html', default: 'table' },
      { flag: '--board', value: 'KEY', help: 'start of its key; left out: the board of the newest run' },
      { flag: '--prize-pool', value: 'TEXT', help: 'as it should read: $50K' },
      { flag: '--epoch', value: 'NAME', help: 'name of the epoch' },
      { flag: '--cron', value: 'EXPRESSION', help: 'when public rounds are run: "0 3 * * *"' },
      ...storeFlags,
    ],
    examples: [
      'janus-bench leaderboard show --sort speed',
      'janus-bench leaderboard show --format html > leaderboard.html',
    ],
    load: async () => (await import('./leaderboard-show.js')).leaderboardShow,
  },
  {
    name: 'leaderboard verify',
    group: 'Leaderboard',
    summary: 'recompute the composites of a published board and name every row that breaks the formula',
    operands: [['<file>', 'JSON, CSV, Markdown, text, or the page of leaderboard show']],
    flags: [asJson],
    examples: ['janus-bench leaderboard verify board.csv'],
    load: async () => (await import('./leaderboard-verify.js')).leaderboardVerify,
  },
];
