package dev.partywall.spring.boot.contract;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

@Table("remark")
record RemarkRow(@Id Long id, long customerId, String text) {}
