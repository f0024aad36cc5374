package dev.partywall.identity;

import java.util.Objects;
import java.util.Set;

/**
 * A role: what its users may do.
 *
 * @param name the name, which never changes
 * @param title the name for people to read
 * @param permissions names of the permissions that it grants
 */
public record Role(String name, String title, Set<String> permissions) {

  /** The role that is there in every tenancy and grants all permissions of its side. */
  public static final String ADMIN = "admin";

  public Role {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    permissions = Set.copyOf(permissions);
  }
}
