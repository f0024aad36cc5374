-- Mixed tables: rows without a tenant are the host's. What may be null is not unique by itself, hence the second
-- index beside each unique one.
CREATE TABLE pw_user (
  "${discriminator}" ${type},
  id uuid PRIMARY KEY,
  name text NOT NULL,
  name_key text NOT NULL,
  email text,
  password text,
  stamp text NOT NULL,
  roles text[] NOT NULL,
  locked boolean NOT NULL DEFAULT false,
  disabled boolean NOT NULL DEFAULT false,
  change_required boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX pw_user_name ON pw_user ("${discriminator}", name_key);
CREATE UNIQUE INDEX pw_user_host_name ON pw_user (name_key) WHERE "${discriminator}" IS NULL;

CREATE TABLE pw_role (
  "${discriminator}" ${type},
  id uuid PRIMARY KEY,
  name text NOT NULL,
  title text NOT NULL,
  permissions text[] NOT NULL
);
CREATE UNIQUE INDEX pw_role_name ON pw_role ("${discriminator}", name);
CREATE UNIQUE INDEX pw_role_host_name ON pw_role (name) WHERE "${discriminator}" IS NULL;

-- By a hash of the name, whether there is such a user or not: so it tells nothing, and keeps nothing that was typed.
CREATE TABLE pw_login_failure (
  "${discriminator}" ${type},
  id uuid PRIMARY KEY,
  name_hash text NOT NULL,
  failures integer NOT NULL,
  last_at timestamptz NOT NULL,
  locked_until timestamptz
);
CREATE UNIQUE INDEX pw_login_failure_name ON pw_login_failure ("${discriminator}", name_hash);
CREATE UNIQUE INDEX pw_login_failure_host_name ON pw_login_failure (name_hash) WHERE "${discriminator}" IS NULL;

-- The host's only: its users acting in tenants.
CREATE TABLE pw_acting (
  "${discriminator}" ${type},
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  tenant text NOT NULL,
  reason text NOT NULL,
  began_at timestamptz NOT NULL,
  until timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX pw_acting_user ON pw_acting ("${discriminator}", user_id, began_at);
