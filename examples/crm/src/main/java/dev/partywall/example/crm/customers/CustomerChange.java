package dev.partywall.example.crm.customers;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to change of a customer; what is missing stays as it is. Contacts are replaced as a whole. */
public record CustomerChange(
    @Pattern(regexp = NOT_BLANK) @Size(max = 100) @Nullable String name,
    @Pattern(regexp = NOT_BLANK) @Size(max = 200) @Nullable String address,
    @Pattern(regexp = NOT_BLANK) @Size(max = 40) @Nullable String phone,
    @Pattern(regexp = NOT_BLANK) @Size(max = 40) @Nullable String segment,
    @Nullable String nation,
    @Size(max = 20) @Nullable List<@Valid ContactData> contacts) {

  private static final String NOT_BLANK = "(?s).*\\S.*";
}
