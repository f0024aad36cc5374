package dev.partywall.sql.internal.parse;

import dev.partywall.sql.parser.parser.ASTNodeAccess;
import dev.partywall.sql.parser.parser.Node;
import org.jspecify.annotations.Nullable;

/** Where a node of the tree stands in the text. */
public final class Offsets {

  private Offsets() {}

  /** The offset of a node's first character, from 0, or -1 if the tree does not know it. */
  public static int begin(ASTNodeAccess node) {
    @Nullable Node place = node.getASTNode();
    return place == null || place.jjtGetFirstToken() == null ? -1 : place.jjtGetFirstToken().absoluteBegin - 1;
  }

  /** The offset after a node's last character, or -1 if the tree does not know it. */
  public static int end(ASTNodeAccess node) {
    @Nullable Node place = node.getASTNode();
    return place == null || place.jjtGetLastToken() == null ? -1 : place.jjtGetLastToken().absoluteEnd - 1;
  }
}
