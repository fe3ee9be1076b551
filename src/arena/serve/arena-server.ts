import type { IncomingMessage, ServerResponse } from 'node:http';
import { BenchError } from '../../errors/bench-error.js';
import type { Clock } from '../../lib/clock.js';
import { listen } from '../../mock/http-server.js';
import type { PageAssets } from '../../report/html/page-assets.js';
import type { Database } from '../../store/database.js';
import type { Answer } from './answer.js';
import { isExpectedHost } from './host-header.js';
import { keptAnswers } from './kept-answers.js';
import { makeAnswer, problemAnswer } from './make-answer.js';
import { sendAnswer } from './send-answer.js';
import { readSiteRequest } from './site-request.js';
import { openStoreAccess, type StoreAccess } from './store-access.js';

export interface ArenaServerOptions {
  /** Opens the store as a visitor; called anew whenever it is needed. */
  readonly openStore: () => Promise<Database>;
  readonly assets: PageAssets;
  readonly clock: Clock;
  /** 0 picks a free one. */
  readonly port: number;
  readonly host: string;
  /** Hears of faults that readers are not told the inside of. */
  readonly onProblem: (problem: unknown) => void;
}

export interface ArenaServer extends AsyncDisposable {
  readonly url: string;
}

/** Answers are kept so long; a slower one is given up for its reader. ms. */
const times = { keep: 2_000, longest: 15_000 };
const limits = { connections: 200, requestMs: 10_000 };

/** The arena's pages and JSON, read only. Rejects with BenchError('usage') where the port is taken. */
export async function startArenaServer(options: ArenaServerOptions): Promise<ArenaServer> {
  const { clock, port, host } = options;
  const access = openStoreAccess(options.openStore, clock);
  const keep = keptAnswers<Answer>(clock, times.keep);
  const server = await listen(
    async (request, response) => {
      const answer = await answerTo(request, { ...options, access, keep });
      if (!response.destroyed) sendTo(request, response, { answer, assets: options.assets });
    },
    { port, host, limits },
  );
  return {
    url: server.url,
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await access[Symbol.asyncDispose]();
    },
  };
}

interface Tools extends ArenaServerOptions {
  readonly access: StoreAccess;
  readonly keep: ReturnType<typeof keptAnswers<Answer>>;
}

async function answerTo(request: IncomingMessage, tools: Tools): Promise<Answer> {
  const { method = '', url = '', headers } = request;
  const { assets, clock, access, keep, host } = tools;
  const asked = readSiteRequest(url);
  const refuse = (status: number, text: string) =>
    problemAnswer({ status, text, isJson: asked.isJson }, assets);
  if (!isExpectedHost(headers.host, host)) return refuse(421, 'This service does not answer under that name');
  if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'This service is read only');
  if (asked.kind === 'refused') return refuse(asked.status, asked.text);
  const made = keep(JSON.stringify(asked), () =>
    access.use((database) => makeAnswer(asked, { database, assets, nowMs: clock.wall().getTime() })),
  );
  const enough = new AbortController();
  const late = clock
    .sleep(times.longest, enough.signal)
    .then(() => refuse(503, 'The store is busy: try again'));
  late.catch(() => undefined);
  try {
    return await Promise.race([made, late]);
  } catch (problem) {
    tools.onProblem(problem);
    // Bugs and the world's faults alike: what a reader can do is to come again.
    return problem instanceof BenchError
      ? refuse(503, 'The store cannot be read now: try again')
      : refuse(
          problem instanceof Error && problem.name === 'StoreBusy' ? 503 : 500,
          'This page could not be made',
        );
  } finally {
    enough.abort();
  }
}

function sendTo(
  request: IncomingMessage,
  response: ServerResponse,
  { answer, assets }: { readonly answer: Answer; readonly assets: PageAssets },
): void {
  if (answer.status === 405) response.setHeader('allow', 'GET, HEAD');
  // A body that nobody reads must not keep the connection.
  if (request.method !== 'GET' && request.method !== 'HEAD') response.setHeader('connection', 'close');
  sendAnswer(request, response, { answer, assets });
}
