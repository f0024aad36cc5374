/**
 * JSqlParser, relocated. For the guard only: nobody else should read SQL with it. Open, since the guard goes through
 * all fields.
 */
open module dev.partywall.sql.parser {
  requires java.logging;
  requires java.sql;

  exports dev.partywall.sql.parser;
  exports dev.partywall.sql.parser.expression;
  exports dev.partywall.sql.parser.expression.operators.arithmetic;
  exports dev.partywall.sql.parser.expression.operators.conditional;
  exports dev.partywall.sql.parser.expression.operators.relational;
  exports dev.partywall.sql.parser.parser;
  exports dev.partywall.sql.parser.parser.feature;
  exports dev.partywall.sql.parser.schema;
  exports dev.partywall.sql.parser.statement;
  exports dev.partywall.sql.parser.statement.alter;
  exports dev.partywall.sql.parser.statement.alter.sequence;
  exports dev.partywall.sql.parser.statement.analyze;
  exports dev.partywall.sql.parser.statement.comment;
  exports dev.partywall.sql.parser.statement.create.database;
  exports dev.partywall.sql.parser.statement.create.domain;
  exports dev.partywall.sql.parser.statement.create.event;
  exports dev.partywall.sql.parser.statement.create.extension;
  exports dev.partywall.sql.parser.statement.create.function;
  exports dev.partywall.sql.parser.statement.create.index;
  exports dev.partywall.sql.parser.statement.create.policy;
  exports dev.partywall.sql.parser.statement.create.procedure;
  exports dev.partywall.sql.parser.statement.create.publication;
  exports dev.partywall.sql.parser.statement.create.schema;
  exports dev.partywall.sql.parser.statement.create.sequence;
  exports dev.partywall.sql.parser.statement.create.subscription;
  exports dev.partywall.sql.parser.statement.create.synonym;
  exports dev.partywall.sql.parser.statement.create.table;
  exports dev.partywall.sql.parser.statement.create.trigger;
  exports dev.partywall.sql.parser.statement.create.type;
  exports dev.partywall.sql.parser.statement.create.user;
  exports dev.partywall.sql.parser.statement.create.view;
  exports dev.partywall.sql.parser.statement.delete;
  exports dev.partywall.sql.parser.statement.drop;
  exports dev.partywall.sql.parser.statement.execute;
  exports dev.partywall.sql.parser.statement.export;
  exports dev.partywall.sql.parser.statement.grant;
  exports dev.partywall.sql.parser.statement.imprt;
  exports dev.partywall.sql.parser.statement.insert;
  exports dev.partywall.sql.parser.statement.lock;
  exports dev.partywall.sql.parser.statement.merge;
  exports dev.partywall.sql.parser.statement.oracle;
  exports dev.partywall.sql.parser.statement.piped;
  exports dev.partywall.sql.parser.statement.refresh;
  exports dev.partywall.sql.parser.statement.replication;
  exports dev.partywall.sql.parser.statement.role;
  exports dev.partywall.sql.parser.statement.select;
  exports dev.partywall.sql.parser.statement.show;
  exports dev.partywall.sql.parser.statement.truncate;
  exports dev.partywall.sql.parser.statement.update;
  exports dev.partywall.sql.parser.statement.upsert;
  exports dev.partywall.sql.parser.util;
  exports dev.partywall.sql.parser.util.cnfexpression;
  exports dev.partywall.sql.parser.util.deparser;
  exports dev.partywall.sql.parser.util.validation;
  exports dev.partywall.sql.parser.util.validation.allowedtypes;
  exports dev.partywall.sql.parser.util.validation.feature;
  exports dev.partywall.sql.parser.util.validation.metadata;
  exports dev.partywall.sql.parser.util.validation.validator;
}
