package dev.partywall.fleet.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RegistrySchemaTest {

  @Test
  void theVersionIsThatOfTheLastMigration() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/dev/partywall/fleet/registry/migration"))) {
      assertThat(files.map(file -> file.getFileName().toString().split("__")[0].substring(1)).map(Integer::valueOf))
          .contains(RegistrySchema.VERSION)
          .allMatch(version -> version <= RegistrySchema.VERSION);
    }
  }
}
