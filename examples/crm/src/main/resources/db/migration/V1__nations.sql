-- Who buys from where is the same for everybody: these two tables belong to the operator.
create table regions (
  id smallint primary key,
  name text not null unique
);

create table nations (
  id smallint primary key,
  region_id smallint not null references regions,
  name text not null unique
);

insert into regions (id, name) values
  (0, 'AFRICA'), (1, 'AMERICA'), (2, 'ASIA'), (3, 'EUROPE'), (4, 'MIDDLE EAST');

insert into nations (id, region_id, name) values
  (0, 0, 'ALGERIA'), (1, 1, 'ARGENTINA'), (2, 1, 'BRAZIL'), (3, 1, 'CANADA'), (4, 4, 'EGYPT'),
  (5, 0, 'ETHIOPIA'), (6, 3, 'FRANCE'), (7, 3, 'GERMANY'), (8, 2, 'INDIA'), (9, 2, 'INDONESIA'),
  (10, 4, 'IRAN'), (11, 4, 'IRAQ'), (12, 2, 'JAPAN'), (13, 4, 'JORDAN'), (14, 0, 'KENYA'),
  (15, 0, 'MOROCCO'), (16, 0, 'MOZAMBIQUE'), (17, 1, 'PERU'), (18, 2, 'CHINA'), (19, 3, 'ROMANIA'),
  (20, 4, 'SAUDI ARABIA'), (21, 2, 'VIETNAM'), (22, 3, 'RUSSIA'), (23, 3, 'UNITED KINGDOM'),
  (24, 1, 'UNITED STATES');
