package dev.partywall.spring.boot.deployments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** The configurations that docs/deployments.md shows. */
final class Documented {

  private static final Path PAGE = Path.of("docs", "deployments.md");

  private Documented() {}

  static PropertySource<?> deployment(String name) throws IOException {
    Matcher block =
        Pattern.compile("<!-- deployment: " + name + " -->\n```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(page()));
    if (!block.find()) {
      throw new IllegalStateException(PAGE + " shows no deployment '" + name + "'");
    }
    byte[] yaml = block.group(1).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    List<PropertySource<?>> sources = new YamlPropertySourceLoader().load(name, new ByteArrayResource(yaml));
    return sources.getFirst();
  }

  private static Path page() {
    Path fromModule = Path.of("..").resolve(PAGE);
    return Files.exists(fromModule) ? fromModule : PAGE;
  }
}
