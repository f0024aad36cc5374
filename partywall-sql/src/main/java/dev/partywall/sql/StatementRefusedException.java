package dev.partywall.sql;

import dev.partywall.core.PartywallException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A statement that is not proven to stay inside its tenancy. Nothing of it ran. */
public final class StatementRefusedException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final int offset;
  private final String excerpt;
  private final @Nullable String table;
  private final String advice;

  /**
   * @param reason the kind of refusal
   * @param offset where in the caller's text the refused part begins, in characters from 0
   * @param excerpt the refused part, shortened
   * @param table the table concerned, or null if it is not about one
   * @param advice what to write instead
   */
  public StatementRefusedException(Reason reason, int offset, String excerpt, @Nullable String table, String advice) {
    super(
        "statement-refused",
        "Refused ("
            + reason.code()
            + ") at character "
            + offset
            + ", «"
            + excerpt
            + "»"
            + (table == null ? "" : ", table " + table)
            + ": "
            + reason.meaning()
            + ". "
            + advice);
    this.reason = reason;
    this.offset = offset;
    this.excerpt = excerpt;
    this.table = table;
    this.advice = advice;
  }

  /** The kind of refusal. */
  public Reason reason() {
    return reason;
  }

  /** Where in the caller's text the refused part begins, in characters from 0. */
  public int offset() {
    return offset;
  }

  /** The refused part of the caller's text, shortened. */
  public String excerpt() {
    return excerpt;
  }

  /** The table concerned, or null if the refusal is not about one. */
  public @Nullable String table() {
    return table;
  }

  /** What to write instead. */
  public String advice() {
    return advice;
  }

  /** Why statements are refused; the codes are stable and documented. */
  public enum Reason {
    SYNTAX("syntax", "the statement could not be read"),
    SEVERAL_STATEMENTS("several-statements", "one text holds several statements"),
    KIND_NOT_ALLOWED("kind-not-allowed", "statements of this kind do not run inside a tenancy"),
    TENANT_TABLE_BY_HOST("tenant-table-by-host", "the host has no rows in a tenant table"),
    COMMON_TABLE_WRITE("common-table-write", "only the host writes a common table"),
    READ_ONLY_REACH("read-only-reach", "work across tenants only reads"),
    DISCRIMINATOR_CHANGE("discriminator-change", "the discriminator of a row cannot be changed"),
    DISCRIMINATOR_UNPROVEN(
        "discriminator-unproven", "the value for the discriminator is not provably the current tenant"),
    UNKNOWN_RELATION("unknown-relation", "no relation of this name is in the catalog"),
    RELATION_NOT_ALLOWED("relation-not-allowed", "this relation is not open to a tenancy"),
    FUNCTION_NOT_ALLOWED("function-not-allowed", "what this function reads is not known"),
    SHAPE_NOT_SUPPORTED(
        "shape-not-supported", "the guard cannot place the tenant condition in this shape of statement"),
    UNACCOUNTED_NAME("unaccounted-name", "a tenant table's name stands where the parser saw no table"),
    VERIFICATION_FAILED("verification-failed", "the guarded text did not pass the independent check");

    private final String code;
    private final String meaning;

    Reason(String code, String meaning) {
      this.code = code;
      this.meaning = meaning;
    }

    /** The stable code. */
    public String code() {
      return code;
    }

    /** What the code says, as a clause. */
    public String meaning() {
      return meaning;
    }
  }
}
