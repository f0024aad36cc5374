-- Jobs, as db-scheduler stores them, with whose they are beside them. Nobody but the owner reads or writes the
-- table: the application's users have the right to the functions only.
CREATE TABLE partywall.scheduled_tasks (
  task_name text NOT NULL,
  task_instance text NOT NULL,
  task_data bytea,
  execution_time timestamptz,
  picked boolean NOT NULL,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint NOT NULL,
  priority smallint,
  state text,
  owner text COLLATE "C" NOT NULL GENERATED ALWAYS AS (split_part(task_instance, '/', 1)) STORED,
  created timestamptz NOT NULL DEFAULT now(),
  error text,
  PRIMARY KEY (task_name, task_instance)
);
-- For what is due, oldest first; for the owners one after the other; for what runs; and for what is counted.
CREATE INDEX scheduled_tasks_due ON partywall.scheduled_tasks (execution_time) INCLUDE (owner, task_name)
  WHERE NOT picked AND execution_time IS NOT NULL;
CREATE INDEX scheduled_tasks_turn ON partywall.scheduled_tasks (owner, execution_time)
  WHERE NOT picked AND execution_time IS NOT NULL;
CREATE INDEX scheduled_tasks_running ON partywall.scheduled_tasks (owner) WHERE picked;
CREATE INDEX scheduled_tasks_owner ON partywall.scheduled_tasks (owner);
CREATE INDEX scheduled_tasks_heartbeat ON partywall.scheduled_tasks (last_heartbeat) WHERE last_heartbeat IS NOT NULL;

-- Where the walk over the owners is.
CREATE TABLE partywall.job_turn (at_owner text COLLATE "C" NOT NULL, oldest_first boolean NOT NULL);
INSERT INTO partywall.job_turn VALUES ('', true);

-- Gives 1 if the job is scheduled, 0 if there is one of this key, and if there are too many, -1 less their number.
CREATE FUNCTION partywall.schedule_job(
  job_name text, job_instance text, job_data bytea, due timestamptz, delay_millis bigint, owners_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  pending int;
BEGIN
  IF EXISTS (SELECT FROM partywall.scheduled_tasks WHERE task_name = job_name AND task_instance = job_instance) THEN
    RETURN 0;
  END IF;
  SELECT count(*) INTO pending FROM (
    SELECT FROM partywall.scheduled_tasks
    WHERE owner = split_part(job_instance, '/', 1) LIMIT owners_limit) AS few;
  IF pending >= owners_limit THEN
    RETURN -1 - pending;
  END IF;
  INSERT INTO partywall.scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version)
  VALUES (job_name, job_instance, job_data, coalesce(due, clock_timestamp()) + delay_millis * interval '1 millisecond', false, 1)
  ON CONFLICT DO NOTHING;
  RETURN CASE WHEN FOUND THEN 1 ELSE 0 END;
END $$;

-- Removes a job that does not run.
CREATE FUNCTION partywall.cancel_job(job_name text, job_instance text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM partywall.scheduled_tasks
  WHERE task_name = job_name AND task_instance = job_instance AND NOT picked;
  RETURN FOUND;
END $$;

-- Makes a job due that had failed for good.
CREATE FUNCTION partywall.retry_job(job_name text, job_instance text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE partywall.scheduled_tasks
  SET state = NULL, execution_time = clock_timestamp(), consecutive_failures = 0, version = version + 1
  WHERE task_name = job_name AND task_instance = job_instance AND NOT picked AND state = 'FAILED';
  RETURN FOUND;
END $$;

-- One owner's jobs.
CREATE FUNCTION partywall.jobs_of(job_owner text, job_limit int) RETURNS TABLE (
  job_name text, job_instance text, due timestamptz, runs boolean, failed boolean, failures int, made timestamptz,
  problem text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT task_name, task_instance, execution_time, picked, state IS NOT DISTINCT FROM 'FAILED',
         coalesce(consecutive_failures, 0), created, error
  FROM partywall.scheduled_tasks WHERE owner = job_owner
  ORDER BY execution_time NULLS LAST, created, task_name, task_instance LIMIT job_limit
$$;

-- The jobs to run next: of each owner as many as it may run at a time, less those that run, and those first whose
-- owner has the fewest running. Two ways find the owners: by the oldest due jobs, and by a walk over all owners that
-- goes on where it ended the last time, so that a long queue of one hides nobody. They take turns to come first.
-- The first two parameters are db-scheduler's and not needed: what was picked is not picked, and the time is that of
-- the database, since processes' clocks differ.
CREATE FUNCTION partywall.next_jobs(
  were_picked boolean, their_now timestamptz, wanted int, owners_share int, names text[], held text[]) RETURNS SETOF partywall.scheduled_tasks
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  turn partywall.job_turn;
  walked text[];
  steps int;
  last_step text;
  reached int := 0;
  job record;
  now_ timestamptz := clock_timestamp();
BEGIN
  IF NOT EXISTS (
      SELECT FROM partywall.scheduled_tasks
      WHERE NOT picked AND execution_time IS NOT NULL AND execution_time <= now_) THEN
    RETURN;
  END IF;
  -- One picks at a time, or two would each give an owner its whole share; and nobody keeps the others waiting.
  PERFORM set_config('lock_timeout', '5s', true), set_config('idle_in_transaction_session_timeout', '30s', true);
  PERFORM pg_advisory_xact_lock(hashtext('partywall.jobs'), hashtext('next'));
  SELECT * INTO turn FROM partywall.job_turn;
  WITH RECURSIVE walk (owner, due, around, step) AS (
    SELECT turn.at_owner, NULL::timestamptz, false, 0
    UNION ALL
    SELECT next.owner, next.execution_time, next.around, walk.step + 1
    FROM walk CROSS JOIN LATERAL (
      (SELECT t.owner, t.execution_time, walk.around FROM partywall.scheduled_tasks t
       WHERE NOT t.picked AND t.execution_time IS NOT NULL AND t.owner > walk.owner
       ORDER BY t.owner, t.execution_time LIMIT 1)
      UNION ALL
      (SELECT t.owner, t.execution_time, true FROM partywall.scheduled_tasks t
       WHERE NOT walk.around AND NOT t.picked AND t.execution_time IS NOT NULL
       ORDER BY t.owner, t.execution_time LIMIT 1)
      LIMIT 1) AS next
    WHERE walk.step < 1000 AND NOT (next.around AND next.owner > turn.at_owner))
  SELECT array_agg(owner ORDER BY step) FILTER (WHERE due <= now_ AND owner <> ALL (held)),
         max(step), (array_agg(owner ORDER BY step DESC))[1]
  INTO walked, steps, last_step FROM walk;
  FOR job IN
    WITH running AS MATERIALIZED (
      SELECT owner, count(*)::int AS jobs FROM partywall.scheduled_tasks WHERE picked GROUP BY owner),
    oldest AS (
      SELECT owner, min(n)::int AS rank FROM (
        SELECT owner, row_number() OVER (ORDER BY execution_time) AS n FROM (
          SELECT owner, execution_time FROM partywall.scheduled_tasks
          WHERE NOT picked AND execution_time IS NOT NULL AND execution_time <= now_
            AND task_name = ANY (names) AND owner <> ALL (held)
          ORDER BY execution_time LIMIT 200) AS early) AS numbered
      GROUP BY owner),
    candidates AS (
      SELECT owner, min(rank) AS rank, max(step) AS step FROM (
        SELECT owner, 2000 * (NOT turn.oldest_first)::int + oldest.rank AS rank, 0 AS step FROM oldest
        UNION ALL
        SELECT w.owner, 2000 * turn.oldest_first::int + w.step, w.step
        FROM unnest(walked) WITH ORDINALITY AS w (owner, step)) AS both_ways
      GROUP BY owner)
    SELECT next.task, c.step, c.owner
    FROM candidates c LEFT JOIN running ON running.owner = c.owner
    CROSS JOIN LATERAL (
      SELECT t AS task, t.execution_time FROM partywall.scheduled_tasks t
      WHERE t.owner = c.owner AND NOT t.picked AND t.execution_time IS NOT NULL AND t.execution_time <= now_
        AND t.task_name = ANY (names)
      ORDER BY t.execution_time LIMIT greatest(owners_share - coalesce(running.jobs, 0), 0)
      FOR UPDATE SKIP LOCKED) AS next
    ORDER BY coalesce(running.jobs, 0) + row_number() OVER (PARTITION BY c.owner ORDER BY next.execution_time), c.rank
    LIMIT wanted
  LOOP
    RETURN NEXT job.task;
    IF job.step > reached THEN
      reached := job.step;
    END IF;
  END LOOP;
  -- Where the oldest came first, the walk was not what led to the owners.
  UPDATE partywall.job_turn
  SET at_owner = CASE WHEN oldest_first THEN at_owner WHEN reached > 0 THEN walked[reached]
                      WHEN steps >= 1000 THEN last_step ELSE '' END,
      oldest_first = NOT oldest_first;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA partywall FROM PUBLIC;
