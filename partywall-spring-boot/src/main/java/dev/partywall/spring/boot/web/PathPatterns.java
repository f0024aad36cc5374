package dev.partywall.spring.boot.web;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/** Path patterns as in request mappings. */
record PathPatterns(List<PathPattern> patterns) {

  static PathPatterns of(List<String> texts) {
    return new PathPatterns(texts.stream().map(PathPatterns::parse).toList());
  }

  /** These and others. */
  PathPatterns with(PathPatterns others) {
    return new PathPatterns(Stream.concat(patterns.stream(), others.patterns.stream()).toList());
  }

  boolean match(PathContainer path) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(path));
  }

  private static PathPattern parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("'" + text + "' does not begin with a slash");
    }
    try {
      return PathPatternParser.defaultInstance.parse(text);
    } catch (PatternParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no path pattern: " + e.getMessage(), e);
    }
  }
}
