package dev.partywall.example.crm.customers;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer to be added. */
public record NewCustomer(
    @NotBlank @Size(max = 100) String name,
    @NotBlank @Size(max = 200) String address,
    @NotBlank @Size(max = 40) String phone,
    @NotBlank @Size(max = 40) String segment,
    @NotBlank @Size(max = 40) String nation,
    @Size(max = 20) @Nullable List<@Valid ContactData> contacts) {}
