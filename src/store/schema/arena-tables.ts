/** Tables of the arena (version 1). Times are UTC ms since 1970; `*_json` is text, as jsonb refuses what a hostile answer may hold. */
export const arenaTables = `
CREATE TABLE agents (
  id text PRIMARY KEY,
  name text NOT NULL,
  provider text,
  model text NOT NULL,
  -- As configured now; agent_versions has those there were.
  version text NOT NULL DEFAULT '',
  enabled boolean NOT NULL,
  configured boolean NOT NULL,
  registered_at bigint NOT NULL,
  disabled_at bigint,
  notes text
);

CREATE TABLE agent_versions (
  agent_id text NOT NULL REFERENCES agents(id),
  version text NOT NULL,
  config_sha256 text NOT NULL,
  first_seen_at bigint NOT NULL,
  PRIMARY KEY (agent_id, version, config_sha256)
);

CREATE TABLE cases (
  case_id text NOT NULL,
  case_version bigint NOT NULL,
  domain text NOT NULL,
  host text NOT NULL,
  payload_json text NOT NULL,
  payload_sha256 text NOT NULL,
  corpus_version text NOT NULL,
  first_fetched_at bigint NOT NULL,
  retired_at bigint,
  PRIMARY KEY (case_id, case_version)
);
CREATE INDEX cases_host ON cases (host);

CREATE TABLE cohorts (
  id text PRIMARY KEY,
  case_id text NOT NULL,
  case_version bigint NOT NULL,
  payload_sha256 text NOT NULL,
  scaffold_id text NOT NULL,
  scaffold_version bigint NOT NULL,
  prompt_sha256 text NOT NULL,
  host_filter text NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'running', 'draining', 'done', 'aborted')),
  queued_at bigint NOT NULL,
  next_start_at bigint NOT NULL,
  started_at bigint,
  ended_at bigint,
  hard_timeout_ms bigint NOT NULL,
  start_floor_ms bigint NOT NULL,
  degraded boolean NOT NULL DEFAULT false,
  abort_reason text
);
CREATE INDEX cohorts_started ON cohorts (started_at DESC NULLS LAST);
CREATE INDEX cohorts_queued ON cohorts (queued_at DESC);
CREATE INDEX cohorts_open ON cohorts (queued_at) WHERE state IN ('queued', 'running', 'draining');
CREATE UNIQUE INDEX cohorts_one_at_a_time ON cohorts ((1)) WHERE state IN ('queued', 'running');

CREATE TABLE attempts (
  id text PRIMARY KEY,
  cohort_id text NOT NULL REFERENCES cohorts(id),
  agent_id text NOT NULL REFERENCES agents(id),
  agent_version text NOT NULL,
  -- At its start, as the agent's own may be changed before it is submitted.
  agent_model text,
  case_id text NOT NULL,
  case_version bigint NOT NULL,
  host text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'running', 'returned', 'submitted', 'evaluated', 'interrupted', 'eval_unknown')),
  executor text,
  outcome text CHECK (outcome IN ('completed', 'timeout', 'agent_error', 'invalid_output')),
  created_at bigint NOT NULL,
  started_at bigint,
  finished_at bigint,
  latency_ms double precision,
  steps bigint,
  input_tokens bigint,
  output_tokens bigint,
  total_tokens bigint,
  tokens_source text,
  cost_usd double precision,
  cost_source text,
  price_table text,
  final_url text,
  output_json text,
  output_sha256 text,
  output_valid boolean,
  clean boolean,
  timeout_hit boolean,
  start_skew_ms double precision,
  error_code text,
  error_message text,
  raw_payload_sha256 text,
  raw_payload_truncated boolean,
  verdict text CHECK (verdict IN ('pass', 'fail', 'n_a')),
  reason_code text,
  -- Utilities of arena-rank for a pass, 0 to 1; written with the verdict, so that sums of them are a board.
  speed_utility double precision,
  cost_utility double precision,
  tokens_utility double precision,
  UNIQUE (cohort_id, agent_id)
);
CREATE INDEX attempts_agent_finished ON attempts (agent_id, finished_at);
CREATE INDEX attempts_cohort ON attempts (cohort_id);
CREATE INDEX attempts_open ON attempts (status) WHERE status IN ('pending', 'running', 'returned', 'submitted');
CREATE INDEX attempts_unknown ON attempts (status) WHERE status = 'eval_unknown';

CREATE TABLE attempt_payloads (
  sha256 text PRIMARY KEY,
  bytes bigint NOT NULL,
  path text NOT NULL,
  redacted boolean NOT NULL,
  created_at bigint NOT NULL
);

CREATE TABLE evals (
  eval_id text PRIMARY KEY,
  attempt_id text NOT NULL UNIQUE REFERENCES attempts(id),
  state text NOT NULL,
  verdict text,
  score double precision,
  reason_code text,
  evaluator text,
  evaluator_version text,
  ruleset_sha256 text,
  submitted_at bigint NOT NULL,
  completed_at bigint,
  polls integer NOT NULL DEFAULT 0,
  next_poll_at bigint,
  raw_json text
);
CREATE INDEX evals_verdict ON evals (verdict);

CREATE TABLE eval_checkpoints (
  eval_id text NOT NULL REFERENCES evals(eval_id),
  idx integer NOT NULL,
  checkpoint_id text NOT NULL,
  label text NOT NULL,
  kind text NOT NULL,
  required boolean NOT NULL,
  status text NOT NULL,
  weight double precision NOT NULL,
  expected_json text,
  actual_json text,
  message text,
  PRIMARY KEY (eval_id, idx)
);

CREATE TABLE ranking_snapshots (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "window" text NOT NULL,
  host text NOT NULL,
  as_of bigint NOT NULL,
  profile text NOT NULL,
  profile_sha256 text NOT NULL,
  rows_json text NOT NULL,
  rows_sha256 text NOT NULL
);
CREATE UNIQUE INDEX ranking_snapshots_once ON ranking_snapshots ("window", host, as_of);

-- Processes that perform attempts: whose heartbeat has expired will not finish what it began.
CREATE TABLE executors (
  id text PRIMARY KEY,
  started_at bigint NOT NULL,
  expires_at bigint NOT NULL
);
`;
