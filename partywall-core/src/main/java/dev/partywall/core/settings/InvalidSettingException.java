package dev.partywall.core.settings;

import dev.partywall.core.PartywallException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A setting has a value that is not of its type. */
public final class InvalidSettingException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param setting the setting
   * @param owner who has set it, as in {@code tenant 'acme'}
   * @param value the value
   * @param cause why it cannot be read; null if there is nothing to add
   */
  public InvalidSettingException(Setting<?> setting, String owner, @Nullable Object value, @Nullable Throwable cause) {
    super(
        "setting-invalid",
        "The setting '"
            + setting.name()
            + "' of "
            + owner
            + " is '"
            + value
            + "', which cannot be read as "
            + type(setting)
            + "; change it, or remove it",
        cause == null ? new IllegalArgumentException(String.valueOf(value)) : cause);
  }

  private static String type(Setting<?> setting) {
    String name = setting.type().getSimpleName();
    return switch (setting.shape()) {
      case VALUE -> name;
      case LIST -> "a list of " + name;
      case MAP -> "a map of " + name;
    };
  }
}
