-- One row. Whoever changes anything below takes it first, so that versions are in the order of commits, and
-- "what changed since version n" misses nothing.
CREATE TABLE partywall.registry (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  version bigint NOT NULL DEFAULT 0,
  settings jsonb NOT NULL DEFAULT '{}'
);
INSERT INTO partywall.registry DEFAULT VALUES;

CREATE TABLE partywall.tenant (
  id text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  slug text COLLATE "C" NOT NULL,
  title text NOT NULL,
  state text NOT NULL CHECK (state IN ('CREATING', 'ACTIVE', 'SUSPENDED', 'DELETED', 'PURGED')),
  placement text NOT NULL CHECK (placement IN ('shared', 'isolated', 'schema')),
  datasource text NOT NULL,
  schema_name text,
  epoch bigint NOT NULL DEFAULT 1,
  settings jsonb NOT NULL DEFAULT '{}',
  fingerprint text,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  purge_after timestamptz,
  version bigint NOT NULL,
  CONSTRAINT tenant_schema_name CHECK ((placement = 'schema') = (schema_name IS NOT NULL))
);
CREATE UNIQUE INDEX tenant_slug ON partywall.tenant (slug) WHERE state <> 'PURGED';
CREATE UNIQUE INDEX tenant_isolated ON partywall.tenant (datasource) WHERE placement = 'isolated' AND state <> 'PURGED';
CREATE UNIQUE INDEX tenant_own_schema ON partywall.tenant (datasource, schema_name)
  WHERE placement = 'schema' AND state <> 'PURGED';
CREATE INDEX tenant_version ON partywall.tenant (version);

CREATE TABLE partywall.tenant_domain (
  domain text COLLATE "C" PRIMARY KEY,
  tenant text COLLATE "C" NOT NULL REFERENCES partywall.tenant ON DELETE CASCADE
);
CREATE INDEX tenant_domain_tenant ON partywall.tenant_domain (tenant);

CREATE TABLE partywall.audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL,
  tenant text COLLATE "C",
  action text NOT NULL,
  reason text,
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_tenant ON partywall.audit (tenant, id);

-- Ids of tenants that are wanted without one, where ids are numbers.
CREATE SEQUENCE partywall.tenant_number;
