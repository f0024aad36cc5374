package dev.partywall.spring.boot.contract;

import org.springframework.data.repository.ListCrudRepository;

interface RemarkRows extends ListCrudRepository<RemarkRow, Long> {}
