package dev.partywall.spring.boot.contract;

import org.springframework.data.jpa.repository.JpaRepository;

interface Remarks extends JpaRepository<RemarkEntity, Long> {}
