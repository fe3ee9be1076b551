/**
 * Roll-ups of decided attempts (version 1), so that boards of millions of attempts answer at once. A slot is a stretch of
 * time, `width` ms from `start` on: an hour, a day or 16 days since 1970. `decided` counts the verdicts that were ever
 * written to it, by the triggers below, in the same transaction as the verdict. What is kept of a slot holds for as long as
 * `kept` is that count; otherwise readers count its attempts themselves. So a verdict that comes late, or a clock that
 * went backwards, makes a board slower for a while and never wrong.
 */
export const arenaRollups = `
CREATE TABLE arena_slots (
  width bigint NOT NULL,
  start bigint NOT NULL,
  decided bigint NOT NULL,
  kept bigint,
  kept_at bigint,
  PRIMARY KEY (width, start)
);
CREATE INDEX arena_slots_open ON arena_slots (width, start) WHERE kept IS DISTINCT FROM decided;

-- What is kept of a slot, agent and host ('': of all hosts together). Bytes are numbers, as src/arena/read/kept-rollups.ts
-- and value-pack.ts write them: sums in parts by the hash of the cohort, a histogram, and the values themselves in order.
-- A row gets a new id whenever it is written.
CREATE TABLE arena_rollups (
  id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  width bigint NOT NULL,
  start bigint NOT NULL,
  host text NOT NULL,
  agent_id text NOT NULL,
  tallies bytea NOT NULL,
  peers bigint NOT NULL,
  peers_not_scored bigint NOT NULL,
  words text NOT NULL,
  histogram bytea NOT NULL,
  runs bytea NOT NULL,
  PRIMARY KEY (width, start, host, agent_id)
);
-- Not compressed, so that a part of them is read alone.
ALTER TABLE arena_rollups ALTER COLUMN tallies SET STORAGE EXTERNAL, ALTER COLUMN histogram SET STORAGE EXTERNAL,
  ALTER COLUMN runs SET STORAGE EXTERNAL;

-- Which cases were scored in a slot, as a JSON list.
CREATE TABLE arena_slot_cases (
  width bigint NOT NULL,
  start bigint NOT NULL,
  host text NOT NULL,
  cases text NOT NULL,
  PRIMARY KEY (width, start, host)
);

-- The last attempt of an agent on a host, and what is not kept yet of a host.
CREATE INDEX attempts_host_finished ON attempts (agent_id, host, finished_at);

CREATE FUNCTION arena_note_verdicts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO arena_slots (width, start, decided)
  SELECT width, finished_at - finished_at % width, count(*)
  FROM written, (VALUES (3600000), (86400000), (1382400000)) AS slot(width)
  WHERE verdict IS NOT NULL AND finished_at IS NOT NULL
  GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (width, start) DO UPDATE SET decided = arena_slots.decided + excluded.decided;
  RETURN NULL;
END $$;
CREATE TRIGGER attempts_verdict_inserted AFTER INSERT ON attempts
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION arena_note_verdicts();

CREATE FUNCTION arena_note_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO arena_slots (width, start, decided)
  SELECT width, NEW.finished_at - NEW.finished_at % width, 1
  FROM (VALUES (3600000), (86400000), (1382400000)) AS slot(width)
  ORDER BY 1
  ON CONFLICT (width, start) DO UPDATE SET decided = arena_slots.decided + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER attempts_verdict_updated AFTER UPDATE OF verdict ON attempts
  FOR EACH ROW WHEN (NEW.verdict IS NOT NULL AND NEW.finished_at IS NOT NULL)
  EXECUTE FUNCTION arena_note_verdict();
`;
