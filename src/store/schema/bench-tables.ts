/** Tables of the leaderboard (version 1). Times are UTC ms since 1970. */
export const benchTables = `
-- A competitor as registered: one target, known by its image's digest or else by its owner.
CREATE TABLE submissions (
  competitor text PRIMARY KEY,
  name text NOT NULL,
  owner text,
  image_digest text,
  target text NOT NULL,
  model text,
  contact text,
  homepage text,
  notes text,
  -- The environment variable with the key of this target alone.
  api_key_env text,
  enabled boolean NOT NULL DEFAULT true,
  registered_at bigint NOT NULL,
  updated_at bigint NOT NULL
);

-- Whose a target was from when on: a run is its competitor's of the time when it began.
CREATE TABLE submission_targets (
  target text NOT NULL,
  since bigint NOT NULL,
  competitor text NOT NULL REFERENCES submissions(competitor),
  PRIMARY KEY (target, since)
);

-- Every run that was added, whether it may stand on a board or not.
CREATE TABLE runs (
  id text PRIMARY KEY,
  -- Null: an unverified run that is nobody's.
  competitor text REFERENCES submissions(competitor),
  board text,
  -- What the digests below are of, for people.
  board_json text,
  status text NOT NULL CHECK (status IN ('official', 'unverified')),
  reasons_json text NOT NULL,
  suite text NOT NULL,
  suite_sha256 text NOT NULL,
  profile_sha256 text NOT NULL,
  judge_sha256 text NOT NULL,
  runner_sha256 text NOT NULL,
  target text NOT NULL,
  image_digest text,
  visibility text NOT NULL,
  repeats integer NOT NULL,
  concurrency integer NOT NULL,
  seed text NOT NULL,
  started_at bigint NOT NULL,
  finished_at bigint NOT NULL,
  added_at bigint NOT NULL,
  publishable boolean NOT NULL,
  signer text,
  result_sha256 text NOT NULL,
  journal_sha256 text NOT NULL,
  scores_json text NOT NULL,
  ttft_p50_ms double precision
);
CREATE INDEX runs_board ON runs (board, competitor, finished_at DESC);

-- The public result of a run as it was signed: what a paired comparison for rank 1 needs.
CREATE TABLE run_results (
  run_id text PRIMARY KEY REFERENCES runs(id),
  result_json text NOT NULL
);

-- The verdict of the paired rule on a change of rank 1, so that it is decided once and can be looked up.
CREATE TABLE reviews (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  board text NOT NULL,
  holder_run text NOT NULL REFERENCES runs(id),
  challenger_run text NOT NULL REFERENCES runs(id),
  decided_at bigint NOT NULL,
  decision text NOT NULL CHECK (decision IN ('replaces', 'keeps')),
  evidence_json text NOT NULL,
  UNIQUE (holder_run, challenger_run)
);

-- A public round: all registered targets, one after another.
CREATE TABLE epochs (
  id text PRIMARY KEY,
  cron text NOT NULL,
  due_at bigint NOT NULL UNIQUE,
  started_at bigint NOT NULL,
  finished_at bigint,
  state text NOT NULL CHECK (state IN ('running', 'done', 'interrupted'))
);

-- What a round did to each target: the journal from which an interrupted round goes on.
CREATE TABLE epoch_targets (
  epoch_id text NOT NULL REFERENCES epochs(id),
  competitor text NOT NULL REFERENCES submissions(competitor),
  state text NOT NULL CHECK (state IN ('pending', 'running', 'done', 'failed')),
  run_id text,
  started_at bigint,
  finished_at bigint,
  problem text,
  PRIMARY KEY (epoch_id, competitor)
);
`;
