-- What the host does with tenants step by step, so that any process can go on with it. Whoever works on one holds the
-- advisory lock of its id, on the connection that records its steps.
CREATE TABLE partywall.operation (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('CREATE', 'PURGE')),
  tenant text COLLATE "C" NOT NULL,
  name text NOT NULL,
  actor text NOT NULL,
  state text NOT NULL CHECK (state IN ('RUNNING', 'UNDOING', 'DONE', 'UNDONE')),
  placement text NOT NULL CHECK (placement IN ('shared', 'isolated', 'schema')),
  datasource text NOT NULL,
  schema_name text,
  -- The step that runs, or ran when its process ended; and those that are known to be done.
  step text,
  steps text[] NOT NULL DEFAULT '{}',
  error text,
  -- How often a process took it up, and when it is to be taken up again after a failure.
  attempts int NOT NULL DEFAULT 0,
  not_before timestamptz NOT NULL DEFAULT now(),
  idempotency_key text COLLATE "C" UNIQUE,
  request text,
  -- What seeders are told; may hold a password, and so only while it goes on.
  seed jsonb,
  began timestamptz NOT NULL DEFAULT now(),
  ended timestamptz,
  -- When shared tables are looked at once more, for rows that a process wrote which did not know yet.
  look_again timestamptz,
  CONSTRAINT operation_ended CHECK ((ended IS NOT NULL) = (state IN ('DONE', 'UNDONE'))),
  CONSTRAINT operation_forgets CHECK (ended IS NULL OR seed IS NULL)
);
CREATE INDEX operation_open ON partywall.operation (not_before) WHERE ended IS NULL;
CREATE INDEX operation_look_again ON partywall.operation (look_again) WHERE look_again IS NOT NULL;
CREATE INDEX operation_tenant ON partywall.operation (tenant);
CREATE INDEX tenant_purge_after ON partywall.tenant (purge_after) WHERE state = 'DELETED';

-- The databases that were made for single tenants, or are to be. A row is there before its database, and goes after it.
CREATE TABLE partywall.prepared_database (
  servers text NOT NULL,
  name text COLLATE "C" NOT NULL,
  fingerprint text NOT NULL,
  state text NOT NULL CHECK (state IN ('MAKING', 'TEMPLATE', 'READY', 'TAKEN', 'DROPPING')),
  tenant text COLLATE "C",
  made_at timestamptz NOT NULL DEFAULT now(),
  -- When a process last wanted databases of this fingerprint.
  wanted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (servers, name)
);
CREATE INDEX prepared_database_ready ON partywall.prepared_database (servers, fingerprint) WHERE state = 'READY';
CREATE INDEX prepared_database_tenant ON partywall.prepared_database (tenant) WHERE tenant IS NOT NULL;

-- For the names of databases and schemas.
CREATE SEQUENCE partywall.home_number;

-- Databases of this installation have this connection limit, a number that no server reaches: it is set with the
-- creation itself, and so tells whose a database is, whenever the process that made it was killed.
CREATE TABLE partywall.installation (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  mark int NOT NULL DEFAULT 1000000000 + floor(random() * 1000000000)::int
);
INSERT INTO partywall.installation DEFAULT VALUES;
