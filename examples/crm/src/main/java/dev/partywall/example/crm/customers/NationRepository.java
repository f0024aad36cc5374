package dev.partywall.example.crm.customers;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface NationRepository extends Repository<Nation, Short> {

  Optional<Nation> findByNameIgnoreCase(String name);
}
