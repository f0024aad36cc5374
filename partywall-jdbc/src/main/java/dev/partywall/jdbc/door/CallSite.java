package dev.partywall.jdbc.door;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where in the application a statement comes from. */
final class CallSite {

  /** Whose frames are not the application's. */
  private static final List<String> LIBRARIES =
      List.of(
          "dev.partywall.jdbc.",
          "dev.partywall.core.",
          "dev.partywall.spring.boot.",
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "jakarta.",
          "org.springframework.",
          "org.hibernate.",
          "org.jooq.",
          "org.apache.ibatis.",
          "org.mybatis.",
          "org.flywaydb.",
          "liquibase.",
          "com.zaxxer.");

  private CallSite() {}

  /** The nearest frame of the application, or null if there is none. */
  static @Nullable String find() {
    return StackWalker.getInstance()
        .walk(frames -> frames.filter(CallSite::isOfApplication).findFirst().map(StackFrame::toString).orElse(null));
  }

  private static boolean isOfApplication(StackFrame frame) {
    String name = frame.getClassName();
    return LIBRARIES.stream().noneMatch(name::startsWith) && !name.contains("$$") && !name.contains("$Proxy");
  }
}
