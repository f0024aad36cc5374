package dev.partywall.names;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.annotation.processing.Filer;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The application's configuration, as it lies beside the classes or in a directory. */
final class ConfigurationFiles {

  private static final List<String> ENDINGS = List.of(".yml", ".yaml", ".properties");

  private final Filer filer;
  private final @Nullable Path directory;

  /**
   * @param directory where the files are; null for where classes go, to which Maven has copied them by then
   */
  ConfigurationFiles(Filer filer, @Nullable Path directory) {
    this.filer = filer;
    this.directory = directory;
  }

  /** A file that is there, and the values in it. */
  record Found(String file, FlatValues values) {}

  /** Those of the files of this name, whatever their format, that are there. */
  List<Found> read(String name) throws IOException {
    List<Found> found = new ArrayList<>();
    for (String ending : ENDINGS) {
      try (Reader text = open(name + ending)) {
        found.add(new Found(name + ending, values(text, ending)));
      } catch (NoSuchFileException | java.io.FileNotFoundException e) {
        // Most applications have one format only.
      }
    }
    return found;
  }

  private Reader open(String file) throws IOException {
    if (directory != null) {
      return Files.newBufferedReader(directory.resolve(file));
    }
    FileObject resource = filer.getResource(StandardLocation.CLASS_OUTPUT, "", file);
    return new java.io.InputStreamReader(resource.openInputStream(), StandardCharsets.UTF_8);
  }

  private static FlatValues values(Reader text, String ending) throws IOException {
    FlatValues values = new FlatValues();
    if (ending.equals(".properties")) {
      Properties properties = new Properties();
      properties.load(text);
      values.add(properties);
    } else {
      new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text).forEach(values::addDocument);
    }
    return values;
  }
}
