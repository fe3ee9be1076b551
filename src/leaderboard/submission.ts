import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { variableName } from '../run/setting-kinds.js';
import { parseTargetUrl } from '../target/target-url.js';
import { competitorId } from './competitor-id.js';

/** What a registration says, checked. */
export interface Submission {
  readonly competitor: string;
  readonly name: string;
  readonly owner: string | null;
  readonly imageDigest: string | null;
  readonly target: string;
  readonly model: string | null;
  readonly contact: string | null;
  readonly homepage: string | null;
  readonly notes: string | null;
  /** The environment variable with the key that this target, and no other, is sent in public rounds. */
  readonly apiKeyEnv: string | null;
  readonly enabled: boolean;
}

/** As typed; what is left out keeps what an earlier registration said. */
export interface SubmissionInput {
  readonly target: string;
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
  readonly image?: string | undefined;
  readonly model?: string | undefined;
  readonly contact?: string | undefined;
  readonly homepage?: string | undefined;
  readonly notes?: string | undefined;
  readonly apiKeyEnv?: string | undefined;
  readonly disable?: boolean | undefined;
}

/** A URL as runs record it, so that one target has one name. Undefined: nothing that may be registered. */
export function targetName(text: string): string | undefined {
  try {
    const { url, authorization } = parseTargetUrl(text);
    return authorization === undefined && inert(url, 500) === url ? url : undefined;
  } catch (problem) {
    if (problem instanceof BenchError) return undefined;
    throw problem;
  }
}

/** Reads a registration. Throws BenchError('usage') that names everything that is wrong with it. */
export function readSubmission(input: SubmissionInput, before?: Submission): Submission {
  const { success, data, error } = inputSchema.safeParse(input);
  if (!success) {
    const lines = error.issues.map(({ path, message }) => `${flagOf(String(path[0]))}: ${message}`);
    throw new BenchError('usage', lines.join('\n'), { hint: 'Ask `leaderboard register` for its --help.' });
  }
  const imageDigest = data.image ?? before?.imageDigest ?? null;
  const owner = data.owner ?? before?.owner ?? null;
  const competitor = competitorId({ imageDigest, owner });
  if (competitor === undefined) {
    throw new BenchError(
      'usage',
      'a competitor is known by its image or by its owner, and neither is given',
      {
        hint: 'Give --image sha256:DIGEST (docker inspect shows it) or --owner NAME.',
      },
    );
  }
  return {
    ...{ competitor, owner, imageDigest, target: data.target },
    name: data.name ?? before?.name ?? owner ?? competitor.slice(0, 19),
    model: data.model ?? before?.model ?? null,
    contact: data.contact ?? before?.contact ?? null,
    homepage: data.homepage ?? before?.homepage ?? null,
    notes: data.notes ?? before?.notes ?? null,
    apiKeyEnv: data.apiKeyEnv ?? before?.apiKeyEnv ?? null,
    enabled: input.disable !== true,
  };
}

function flagOf(name: string): string {
  if (name === 'target') return 'TARGET';
  return name === 'apiKeyEnv' ? '--api-key-env' : `--${name}`;
}

/** Text that people see: one harmless line that says something. */
function line(most: number) {
  return z
    .string()
    .max(most, `must have at most ${most} characters`)
    .transform((text) => inert(text, most))
    .refine((text) => text !== '', 'must say something');
}

const inputSchema = z.object({
  target: z.string().transform((text, context) => {
    const name = text.length > 500 ? undefined : targetName(text);
    if (name === undefined)
      context.addIssue('must be an http, https or unix URL without user, password, ? and #');
    return name ?? '';
  }),
  name: line(60).optional(),
  owner: line(60).optional(),
  image: z
    .string()
    .regex(/^(?:[^@\s]{1,255}@)?sha256:[0-9a-f]{64}$/u, 'must be a digest: sha256: and 64 hex digits')
    .transform((text) => text.slice(text.indexOf('sha256:')))
    .optional(),
  model: line(120).optional(),
  contact: line(200).optional(),
  homepage: z
    .string()
    .max(300, 'must have at most 300 characters')
    .refine((text) => URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol), {
      error: 'must be an http:// or https:// URL',
    })
    .transform((text) => inert(text, 300))
    .optional(),
  notes: line(500).optional(),
  apiKeyEnv: variableName.optional(),
});
