package dev.partywall.sql.planted;

import net.sf.jsqlparser.parser.CCJSqlParserUtil;

/** Uses the parser under its original name. */
class Unrelocated {
  Class<?> parser = CCJSqlParserUtil.class;
}
