package dev.partywall.test.internal;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a server is started with.
 *
 * @param directory where its files are
 * @param lasting whether the directory is kept when the server stops
 * @param port the TCP port on localhost
 * @param parameters server parameters
 */
public record ServerSettings(Path directory, boolean lasting, int port, Map<String, String> parameters) {

  public ServerSettings {
    parameters = Map.copyOf(parameters);
  }

  /** Deletes the files, unless they are to last. */
  public void discard() {
    if (!lasting) {
      Directories.delete(directory);
    }
  }

  Path data() {
    return directory.resolve("data");
  }
}
