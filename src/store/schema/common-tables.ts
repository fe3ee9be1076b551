/** Tables that the leaderboard's schedule and the arena's worker share (version 1). */
export const commonTables = `
CREATE TABLE worker_lease (
  name text PRIMARY KEY,
  owner text NOT NULL,
  acquired_at bigint NOT NULL,
  heartbeat_at bigint NOT NULL,
  expires_at bigint NOT NULL
);

CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at bigint NOT NULL,
  level text NOT NULL CHECK (level IN ('info', 'warning', 'alert')),
  source text NOT NULL,
  kind text NOT NULL,
  cohort_id text,
  attempt_id text,
  data_json text NOT NULL
);
CREATE INDEX events_at ON events (at DESC);
CREATE INDEX events_cohort ON events (cohort_id, at) WHERE cohort_id IS NOT NULL;
`;
