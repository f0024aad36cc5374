package dev.partywall.example.crm.customers;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A person at a customer's, as the API shows and takes it. */
public record ContactData(
    @NotBlank @Size(max = 100) String name,
    @NotBlank @Email @Size(max = 200) String email,
    @NotBlank @Size(max = 50) String role) {

  static ContactData of(Contact contact) {
    return new ContactData(contact.getName(), contact.getEmail(), contact.getRole());
  }
}
