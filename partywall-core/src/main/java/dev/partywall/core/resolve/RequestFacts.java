package dev.partywall.core.resolve;

import java.util.List;
import java.util.Optional;

/**
 * What resolvers may know of a request. The values are as received: resolvers validate them. Lists hold every
 * occurrence, in order, because a repeated value is refused.
 */
public interface RequestFacts {

  /** Who calls; empty if nobody is logged in. */
  Optional<Caller> caller();

  /** The values of this header, one for each line. */
  List<String> header(String name);

  /** The decoded values of this parameter of the query string; parameters of a form are not asked. */
  List<String> query(String name);

  /** The values of the cookies of this name. */
  List<String> cookie(String name);

  /** The values of the {@code Host} header (or {@code :authority}), with port if there is one. */
  List<String> host();

  /** The address at the other end of the connection, in text form; empty if unknown, which is trusted by nobody. */
  Optional<String> peer();
}
